package vn.hocba.draft;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Role;
import vn.hocba.directory.Directory;
import vn.hocba.directory.SchoolId;
import vn.hocba.directory.StaffId;
import vn.hocba.directory.StaffMember;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/** Which leader will sign: the one who was named, or the school's only one; among several, the only headteacher. */
@ApplicationScoped
class Leaders {
    private static final String HEADTEACHER = "Hiệu trưởng";

    private final Directory directory;

    Leaders(Directory directory) {
        this.directory = directory;
    }

    /**
     * The leader who will fill the principal's slot.
     *
     * @throws ProblemException {@link ProblemType#VALIDATION_FAILED} through the {@code Uni} when nobody can be told, or the person
     *     named is no leader of the school
     */
    Uni<StaffMember> leader(SchoolId school, @Nullable StaffId named) {
        return directory
                .staffWithRole(school, Role.PRINCIPAL)
                .map(all -> chosen(all, named)
                        .orElseThrow(() -> new ProblemException(
                                ProblemType.VALIDATION_FAILED,
                                List.of(
                                        named == null
                                                ? FieldError.at(
                                                        "/leaderStaffId",
                                                        "required",
                                                        "Cần chọn người ký thay mặt lãnh đạo nhà trường.",
                                                        "Name the leader who will sign for the school.")
                                                : FieldError.at(
                                                        "/leaderStaffId",
                                                        "not-a-leader",
                                                        "Người được chọn không phải là lãnh đạo của trường.",
                                                        "This person is not a leader of the school.")))));
    }

    private static Optional<StaffMember> chosen(List<StaffMember> all, @Nullable StaffId named) {
        if (named != null) {
            return all.stream().filter(leader -> leader.id().equals(named)).findFirst();
        }
        List<StaffMember> candidates = all.size() == 1
                ? all
                : all.stream()
                        .filter(leader -> leader.title().equalsIgnoreCase(HEADTEACHER))
                        .toList();
        return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
    }
}
