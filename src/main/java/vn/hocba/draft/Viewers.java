package vn.hocba.draft;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import vn.hocba.access.Actor;
import vn.hocba.access.Role;
import vn.hocba.directory.Directory;
import vn.hocba.directory.School;
import vn.hocba.directory.SchoolClass;
import vn.hocba.directory.StaffMember;

/** Asks the directory what an actor is at the own school. */
@ApplicationScoped
class Viewers {
    private final Directory directory;

    Viewers(Directory directory) {
        this.directory = directory;
    }

    Uni<Viewer> viewer(Actor actor) {
        actor.require(Role.HOMEROOM_TEACHER, Role.PRINCIPAL, Role.SEAL_OFFICER, Role.SCHOOL_ADMINISTRATOR);
        return directory
                .ownSchool(actor)
                .chain(school -> directory.staffOf(actor).chain(staff -> of(actor, school, staff)));
    }

    private Uni<Viewer> of(Actor actor, School school, Optional<StaffMember> staff) {
        if (staff.isEmpty()) {
            return Uni.createFrom().item(new Viewer(actor, school, null, Set.of()));
        }
        StaffMember person = staff.get();
        if (!actor.hasAny(Role.HOMEROOM_TEACHER)) {
            return Uni.createFrom().item(new Viewer(actor, school, person.id(), Set.of()));
        }
        return directory
                .classesOf(school.id(), person.id())
                .map(classes -> new Viewer(
                        actor,
                        school,
                        person.id(),
                        classes.stream().map(SchoolClass::id).collect(Collectors.toUnmodifiableSet())));
    }
}
