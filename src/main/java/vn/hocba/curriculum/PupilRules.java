package vn.hocba.curriculum;

import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hocba.transcript.Gender;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.Pupil;

/** Who the pupil is: the numbers that identify, and a birth date that fits the grade. */
final class PupilRules {
    private static final Pattern PUPIL_CODE = Pattern.compile("[0-9]{10}");
    private static final Pattern PERSONAL_NUMBER = Pattern.compile("[0-9]{12}");

    private final Circular27Policy policy;
    private final Placement placement;
    private final Findings findings;

    PupilRules(Circular27Policy policy, Placement placement, Findings findings) {
        this.policy = policy;
        this.placement = placement;
        this.findings = findings;
    }

    void check(@Nullable Pupil pupil) {
        if (pupil == null) {
            return;
        }
        if (pupil.pupilCode() != null && !PUPIL_CODE.matcher(pupil.pupilCode()).matches()) {
            findings.error(
                    "/pupil/pupilCode",
                    "malformed-pupil-code",
                    "Mã học sinh phải gồm đúng 10 chữ số.",
                    "The pupil code must have exactly 10 digits.");
        }
        if (pupil.personalNumber() != null) {
            personalNumber(pupil, pupil.personalNumber());
        }
        if (pupil.dateOfBirth() != null) {
            age(pupil.dateOfBirth());
        }
        if (pupil.gender() == Gender.UNKNOWN) {
            findings.warning(
                    "/pupil/gender",
                    "gender-unknown",
                    "Giới tính đang để “không rõ”; hãy kiểm tra lại.",
                    "The gender is recorded as unknown; please check.");
        }
        if (pupil.fatherName() == null && pupil.motherName() == null && pupil.guardianName() == null) {
            findings.warning(
                    "/pupil/guardianName",
                    "no-parent-or-guardian",
                    "Chưa ghi họ tên cha, mẹ hoặc người giám hộ.",
                    "Neither a parent nor a guardian is named.");
        }
    }

    private void personalNumber(Pupil pupil, String number) {
        if (!PERSONAL_NUMBER.matcher(number).matches()) {
            findings.error(
                    "/pupil/personalNumber",
                    "malformed-personal-number",
                    "Số định danh cá nhân phải gồm đúng 12 chữ số.",
                    "The personal number must have exactly 12 digits.");
            return;
        }
        // Nghị định 137/2015/NĐ-CP, Điều 13: digit 4 tells century and gender, digits 5 and 6 the year of birth
        int centuryAndGender = number.charAt(3) - '0';
        int yearOfBirth = 1900 + 100 * (centuryAndGender / 2) + Integer.parseInt(number.substring(4, 6));
        Gender gender = centuryAndGender % 2 == 0 ? Gender.MALE : Gender.FEMALE;
        boolean otherYear = pupil.dateOfBirth() != null && pupil.dateOfBirth().getYear() != yearOfBirth;
        boolean otherGender = pupil.gender() != null && pupil.gender() != Gender.UNKNOWN && pupil.gender() != gender;
        if (otherYear || otherGender) {
            findings.warning(
                    "/pupil/personalNumber",
                    "personal-number-mismatch",
                    "Số định danh cá nhân không khớp với " + (otherYear ? "năm sinh" : "giới tính")
                            + "; hãy kiểm tra xem có nhầm học sinh không.",
                    "The personal number does not fit the " + (otherYear ? "year of birth" : "gender")
                            + "; check that it belongs to this pupil.");
        }
    }

    private void age(LocalDate dateOfBirth) {
        int age = placement.schoolYear().startYear() - dateOfBirth.getYear();
        Circular27Policy.Age ages = policy.age();
        int usual = ages.usualIn(placement.grade());
        if (age < ages.impossibleBelow() || age > ages.impossibleAbove()) {
            findings.error(
                    "/pupil/dateOfBirth",
                    "impossible-birth-date",
                    "Ngày sinh không hợp lý: học sinh lớp " + placement.grade() + " không thể " + age + " tuổi.",
                    "A pupil of grade " + placement.grade() + " cannot be " + age + " years old.");
        } else if (age < usual - ages.youngerBy() || age > usual + ages.olderBy()) {
            findings.warning(
                    "/pupil/dateOfBirth",
                    "unusual-age",
                    "Học sinh lớp " + placement.grade() + " thường " + usual + " tuổi, theo ngày sinh là " + age
                            + " tuổi; hãy kiểm tra lại.",
                    "Pupils of grade " + placement.grade() + " are usually " + usual + " years old, this one is " + age
                            + "; please check.");
        }
    }
}
