package vn.hocba.draft;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.access.Role;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.School;
import vn.hocba.directory.StaffId;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/**
 * What an actor is at the own school.
 *
 * @param actor who acts
 * @param school the own school, the only one that this person sees
 * @param staffId the person on the school's roster; absent when the account is not on it
 * @param ownClasses the classes that the person is homeroom teacher of now
 */
record Viewer(Actor actor, School school, @Nullable StaffId staffId, Set<ClassId> ownClasses) {

    Viewer {
        ownClasses = Set.copyOf(ownClasses);
    }

    boolean isHomeroomTeacher() {
        return actor.hasAny(Role.HOMEROOM_TEACHER);
    }

    boolean isPrincipal() {
        return actor.hasAny(Role.PRINCIPAL);
    }

    boolean isSealOfficer() {
        return actor.hasAny(Role.SEAL_OFFICER);
    }

    boolean isAdministrator() {
        return actor.hasAny(Role.SCHOOL_ADMINISTRATOR);
    }

    /** Whether the person reads all transcripts of the school, not only those of the own classes. */
    boolean seesWholeSchool() {
        return isPrincipal() || isSealOfficer() || isAdministrator();
    }

    boolean isHomeroomTeacherOf(ClassId id) {
        return isHomeroomTeacher() && ownClasses.contains(id);
    }

    boolean sees(ClassId id) {
        return seesWholeSchool() || isHomeroomTeacherOf(id);
    }

    /** Goes on only for those who enter data of the class. */
    void requireWriter(ClassId id) {
        if (!isHomeroomTeacherOf(id) && !isAdministrator()) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "Chỉ giáo viên chủ nhiệm của lớp hoặc quản trị trường được nhập học bạ.",
                    "Only the homeroom teacher of the class or the school administrator enters transcripts.");
        }
    }

    /** Goes on only for the homeroom teacher of the class. */
    void requireHomeroomTeacher(ClassId id) {
        if (!isHomeroomTeacherOf(id)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "Chỉ giáo viên chủ nhiệm của lớp được khóa học bạ.",
                    "Only the homeroom teacher of the class locks its transcripts.");
        }
    }

    /** Goes on only for the school's administrator. */
    void requireAdministrator() {
        if (!isAdministrator()) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "Chỉ quản trị trường được mở khóa học bạ.",
                    "Only the school administrator unlocks transcripts.");
        }
    }
}
