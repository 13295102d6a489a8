package vn.hocba.directory;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.access.Role;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/** What clients send to the directory. */
final class Requests {

    // neither XML nor the database takes control characters, nor halves of surrogate pairs
    private static final String TEXT = "[^\\p{Cc}\\p{Cs}]*";
    private static final String CODE = "[0-9A-Za-z]{1,20}";

    private Requests() {}

    @Schema(name = "NewSchool", description = "A school to create")
    record NewSchool(
            @NotNull @Pattern(regexp = CODE) @Schema(examples = "79760501")
            String code,

            @NotNull @Pattern(regexp = CODE) @Schema(examples = "79")
            String departmentCode,

            @NotBlank @Size(max = 200) @Pattern(regexp = TEXT) @Schema(examples = "Trường Tiểu học Hoa Sen")
            String name,

            @NotBlank @Size(max = 200) @Pattern(regexp = TEXT) @Schema(examples = "Thành phố Hồ Chí Minh")
            String place,

            @NotNull @Pattern(regexp = "[0-9]{10}(-[0-9]{3})?") @Schema(examples = "0312345678")
            String taxCode,

            @NotNull @Schema(examples = "primary") SchoolLevel level) {

        /** The rule that a pattern cannot say: no school may be taken for the platform in a token. */
        NewSchool checked() {
            if (code.equalsIgnoreCase(Actor.PLATFORM)) {
                throw invalid(
                        "/code", "reserved", "Mã này dành riêng cho nền tảng.", "This code stands for the platform.");
            }
            return this;
        }
    }

    @Schema(name = "NewStaffMember", description = "A person to put on the school's roster", examples = """
                    {"fullName": "Nguyễn Thị Lan", "personalNumber": "079185001234", "title": "Giáo viên",
                     "roles": ["homeroom_teacher"], "accountId": "gvcn.lan"}""")
    record NewStaff(
            @NotBlank @Size(max = 200) @Pattern(regexp = TEXT) @Schema(examples = "Nguyễn Thị Lan")
            String fullName,

            @NotNull @Pattern(regexp = "[0-9]{12}") @Schema(examples = "079185001234")
            String personalNumber,

            @NotBlank @Size(max = 100) @Pattern(regexp = TEXT) @Schema(examples = "Giáo viên")
            String title,

            @NotEmpty @Size(max = 5) Set<@NotNull Role> roles,

            @NotBlank
            @Size(max = 200)
            @Pattern(regexp = TEXT)
            @Schema(description = "The sub of the person's tokens", examples = "gvcn.lan")
            String accountId) {}

    @Schema(name = "ClassData", description = "A class of one school year", examples = """
                    {"grade": 4, "name": "4A", "schoolYear": "2025-2026",
                     "homeroomTeacherId": "0199a1b2-0000-7000-8000-000000000002"}""")
    record ClassData(
            @NotNull @Min(1) @Max(12) @Schema(examples = "4")
            Integer grade,

            @NotBlank @Size(max = 50) @Pattern(regexp = TEXT) @Schema(examples = "4A")
            String name,

            @NotNull
            @Pattern(regexp = "2[01][0-9]{2}-2[0-2][0-9]{2}")
            @Schema(description = "Two consecutive years", examples = "2025-2026")
            String schoolYear,

            @NotNull StaffId homeroomTeacherId) {

        /** The rule that a pattern cannot say. */
        ClassData checked() {
            if (Integer.parseInt(schoolYear.substring(5)) != Integer.parseInt(schoolYear.substring(0, 4)) + 1) {
                throw invalid(
                        "/schoolYear", "wrong-format", "Hai năm phải liền nhau.", "The years must follow one another.");
            }
            return this;
        }
    }

    @Schema(
            name = "NewCredentialBinding",
            description = "Whose credential is whose: staffId, or schoolSeal",
            examples = """
                    {"staffId": "0199a1b2-0000-7000-8000-000000000002", "provider": "sandbox",
                     "credentialId": "gvcn.lan-1", "validFrom": "2025-09-01T00:00:00Z"}""")
    record NewBinding(
            @Schema(description = "The holder; leave out for the school's seal") @Nullable
            StaffId staffId,

            @Schema(description = "true for the school's seal") @Nullable
            Boolean schoolSeal,

            @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,39}") @Schema(examples = "sandbox")
            String provider,

            @NotBlank @Size(max = 200) @Pattern(regexp = TEXT)
            String credentialId,

            @Schema(description = "now, if left out") @Nullable
            Instant validFrom,

            @Schema(description = "open, if left out") @Nullable
            Instant validUntil) {

        /** Exactly one holder, and a period that is one. */
        void check(Instant from) {
            if ((staffId == null) != Boolean.TRUE.equals(schoolSeal)) {
                throw invalid(
                        "/staffId",
                        "one-holder",
                        "Cần đúng một chủ thể: nhân viên hoặc con dấu của trường.",
                        "Needs exactly one holder: a staff member, or the school's seal.");
            }
            if (validUntil != null && !validUntil.isAfter(from)) {
                throw invalid(
                        "/validUntil",
                        "out-of-range",
                        "Phải sau thời điểm bắt đầu hiệu lực.",
                        "Must be after the start of validity.");
            }
        }
    }

    private static ProblemException invalid(String pointer, String code, String vi, String en) {
        return new ProblemException(ProblemType.VALIDATION_FAILED, List.of(FieldError.at(pointer, code, vi, en)));
    }
}
