package vn.hocba.directory;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.access.Role;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/**
 * Questions about schools and their people. Joins the caller's session or opens one for the question; what it answers
 * are values, free to leave the session's thread.
 */
@ApplicationScoped
public class Directory {

    /** The school that an actor belongs to; empty for the platform's people, and until the school is created. */
    public Uni<Optional<School>> schoolOf(Actor actor) {
        return schoolByCode(actor.organisationCode());
    }

    /**
     * The school that an actor belongs to.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} through the {@code Uni} if there is none
     */
    public Uni<School> ownSchool(Actor actor) {
        return schoolOf(actor).map(found -> found.orElseThrow(Directory::notFound));
    }

    /**
     * A school that the actor may see: the own one, any for the platform operator.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} through the {@code Uni}, for a foreign school too
     */
    public Uni<School> visibleSchool(Actor actor, SchoolId id) {
        return session(session -> session.find(SchoolEntity.class, id.value()))
                .map(row -> Optional.ofNullable(row)
                        .map(SchoolEntity::toRecord)
                        .filter(school ->
                                actor.isPlatformOperator() || school.code().equals(actor.organisationCode()))
                        .orElseThrow(Directory::notFound));
    }

    /** The school with that id. */
    public Uni<Optional<School>> school(SchoolId id) {
        return session(session -> session.find(SchoolEntity.class, id.value()))
                .map(row -> Optional.ofNullable(row).map(SchoolEntity::toRecord));
    }

    /** The school with that code. */
    public Uni<Optional<School>> schoolByCode(String code) {
        return session(session -> session.createQuery("FROM SchoolEntity WHERE code = :code", SchoolEntity.class)
                        .setParameter("code", code)
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(SchoolEntity::toRecord));
    }

    /** The staff member that an actor is; empty if the account is not on the school's roster. */
    public Uni<Optional<StaffMember>> staffOf(Actor actor) {
        return session(session -> session.createQuery("""
                                FROM StaffEntity s WHERE s.accountId = :account AND s.key.schoolId =
                                    (SELECT o.id FROM SchoolEntity o WHERE o.code = :code)
                                """, StaffEntity.class)
                        .setParameter("account", actor.subject())
                        .setParameter("code", actor.organisationCode())
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(StaffEntity::toRecord));
    }

    /** An actor's school, and who the actor is there. */
    public record Place(School school, Optional<StaffMember> staff) {}

    /** {@link #schoolOf} and {@link #staffOf} in one question. */
    public Uni<Optional<Place>> placeOf(Actor actor) {
        return session(session -> session.createQuery("""
                                SELECT o, s FROM SchoolEntity o LEFT JOIN StaffEntity s
                                    ON s.key.schoolId = o.id AND s.accountId = :account
                                WHERE o.code = :code
                                """, Object[].class)
                        .setParameter("account", actor.subject())
                        .setParameter("code", actor.organisationCode())
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row)
                        .map(found -> new Place(
                                ((SchoolEntity) found[0]).toRecord(),
                                Optional.ofNullable((StaffEntity) found[1]).map(StaffEntity::toRecord))));
    }

    /**
     * Someone who may sign, and with what.
     *
     * @param binding credential of the actor or the school's seal
     */
    public record Signer(School school, StaffMember staff, Optional<CredentialBinding> binding) {}

    /** {@link #placeOf} an actor on the roster with {@link #bindingOfStaff} or {@link #bindingOfSeal}, in one question. */
    public Uni<Optional<Signer>> signerOf(Actor actor, boolean seal, Instant at) {
        return session(session -> session.createQuery("""
                                SELECT o, s, b FROM SchoolEntity o
                                  JOIN StaffEntity s ON s.key.schoolId = o.id AND s.accountId = :account
                                  LEFT JOIN BindingEntity b
                                    ON b.key.schoolId = o.id AND b.validFrom <= :at
                                   AND (b.validUntil IS NULL OR b.validUntil > :at)
                                   AND (:seal = true AND b.staffId IS NULL OR :seal = false AND b.staffId = s.key.id)
                                 WHERE o.code = :code
                                 ORDER BY b.validFrom DESC NULLS LAST, b.key.id DESC
                                """, Object[].class)
                        .setParameter("account", actor.subject())
                        .setParameter("code", actor.organisationCode())
                        .setParameter("seal", seal)
                        .setParameter("at", at)
                        .setMaxResults(1)
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row)
                        .map(found -> new Signer(
                                ((SchoolEntity) found[0]).toRecord(),
                                ((StaffEntity) found[1]).toRecord(),
                                Optional.ofNullable((BindingEntity) found[2]).map(BindingEntity::toRecord))));
    }

    /** A staff member of a school. */
    public Uni<Optional<StaffMember>> staff(SchoolId school, StaffId id) {
        return session(session -> session.find(StaffEntity.class, SchoolKey.of(school, id.value())))
                .map(row -> Optional.ofNullable(row).map(StaffEntity::toRecord));
    }

    /** The staff members of a school who have a role. */
    public Uni<List<StaffMember>> staffWithRole(SchoolId school, Role role) {
        return session(session -> session.createQuery(
                                "FROM StaffEntity WHERE key.schoolId = :school ORDER BY key.id", StaffEntity.class)
                        .setParameter("school", school.value())
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(StaffEntity::toRecord)
                        .filter(member -> member.roles().contains(role))
                        .toList());
    }

    /** A class of a school. */
    public Uni<Optional<SchoolClass>> schoolClass(SchoolId school, ClassId id) {
        return session(session -> session.find(ClassEntity.class, SchoolKey.of(school, id.value())))
                .map(row -> Optional.ofNullable(row).map(ClassEntity::toRecord));
    }

    /** Several classes of a school, those that exist. */
    public Uni<List<SchoolClass>> classes(SchoolId school, List<ClassId> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session(session -> session.createQuery(
                                "FROM ClassEntity WHERE key.schoolId = :school AND key.id IN (:ids) ORDER BY key.id",
                                ClassEntity.class)
                        .setParameter("school", school.value())
                        .setParameter("ids", ids.stream().map(ClassId::value).toList())
                        .getResultList())
                .map(rows -> rows.stream().map(ClassEntity::toRecord).toList());
    }

    /** The classes that a staff member is homeroom teacher of now. */
    public Uni<List<SchoolClass>> classesOf(SchoolId school, StaffId teacher) {
        return session(session -> session.createQuery("""
                                FROM ClassEntity WHERE key.schoolId = :school AND homeroomTeacherId = :teacher
                                ORDER BY key.id
                                """, ClassEntity.class)
                        .setParameter("school", school.value())
                        .setParameter("teacher", teacher.value())
                        .getResultList())
                .map(rows -> rows.stream().map(ClassEntity::toRecord).toList());
    }

    /** The homeroom teacher of a class now. */
    public Uni<Optional<StaffMember>> homeroomTeacherOf(SchoolId school, ClassId id) {
        return session(session -> session.createQuery("""
                                FROM StaffEntity s WHERE s.key.schoolId = :school AND s.key.id =
                                    (SELECT c.homeroomTeacherId FROM ClassEntity c WHERE c.key = :class)
                                """, StaffEntity.class)
                        .setParameter("school", school.value())
                        .setParameter("class", SchoolKey.of(school, id.value()))
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(StaffEntity::toRecord));
    }

    /** The credential of a staff member at a time; with several, the one that became valid last. */
    public Uni<Optional<CredentialBinding>> bindingOfStaff(SchoolId school, StaffId staff, Instant at) {
        return binding(school, staff.value(), at);
    }

    /** The credential of the school's seal at a time. */
    public Uni<Optional<CredentialBinding>> bindingOfSeal(SchoolId school, Instant at) {
        return binding(school, null, at);
    }

    private static Uni<Optional<CredentialBinding>> binding(SchoolId school, @Nullable UUID staff, Instant at) {
        String holder = staff == null ? "staffId IS NULL" : "staffId = :staff";
        return session(session -> {
                    var query = session.createQuery(
                                    "FROM BindingEntity WHERE key.schoolId = :school AND " + holder
                                            + " AND validFrom <= :at AND (validUntil IS NULL OR validUntil > :at)"
                                            + " ORDER BY validFrom DESC, key.id DESC",
                                    BindingEntity.class)
                            .setParameter("school", school.value())
                            .setParameter("at", at)
                            .setMaxResults(1);
                    return (staff == null ? query : query.setParameter("staff", staff)).getSingleResultOrNull();
                })
                .map(row -> Optional.ofNullable(row).map(BindingEntity::toRecord));
    }

    static <T extends @Nullable Object> Uni<T> session(Function<Mutiny.Session, Uni<T>> work) {
        return Panache.withSession(() -> Panache.getSession().chain(work::apply));
    }

    static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND);
    }
}
