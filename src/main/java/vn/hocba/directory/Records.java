package vn.hocba.directory;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.access.Role;
import vn.hocba.audit.AuditEvent;
import vn.hocba.audit.AuditSubject;
import vn.hocba.audit.AuditTrail;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/** Writes and lists the directory's rows; each write is on the audit trail. Runs in the caller's transaction. */
@ApplicationScoped
class Records {

    private final AuditTrail audit;
    private final Clock clock = Clock.systemUTC();

    Records(AuditTrail audit) {
        this.audit = audit;
    }

    Uni<School> createSchool(Actor actor, Requests.NewSchool request) {
        SchoolEntity row = new SchoolEntity();
        row.id = TimeOrderedIds.next();
        row.code = request.code();
        row.departmentCode = request.departmentCode();
        row.name = request.name();
        row.place = request.place();
        row.taxCode = request.taxCode();
        row.level = request.level();
        row.createdAt = clock.instant();
        return absent(
                        "FROM SchoolEntity WHERE code = ?1",
                        List.of(row.code),
                        taken("/code", "Mã trường này đã có.", "A school with this code exists."))
                .chain(() -> save(row))
                .chain(() -> recorded(actor, row.id, "school", row.id, "created"))
                .replaceWith(row::toRecord);
    }

    Uni<StaffMember> createStaff(Actor actor, SchoolId school, Requests.NewStaff request) {
        StaffEntity row = new StaffEntity();
        row.key = SchoolKey.of(school, TimeOrderedIds.next());
        row.accountId = request.accountId();
        row.fullName = request.fullName();
        row.personalNumber = request.personalNumber();
        row.title = request.title();
        row.roles = request.roles().stream().map(Role::wireName).sorted().toArray(String[]::new);
        row.createdAt = clock.instant();
        return absent(
                        "FROM StaffEntity WHERE key.schoolId = ?1 AND accountId = ?2",
                        List.of(school.value(), row.accountId),
                        taken("/accountId", "Tài khoản này đã có trong trường.", "This account is on the roster."))
                .chain(() -> save(row))
                .chain(() -> recorded(actor, school.value(), "staff_member", row.key.id(), "created"))
                .replaceWith(row::toRecord);
    }

    Uni<SchoolClass> createClass(Actor actor, SchoolId school, Requests.ClassData request) {
        ClassEntity row = new ClassEntity();
        row.key = SchoolKey.of(school, TimeOrderedIds.next());
        row.createdAt = clock.instant();
        apply(row, request);
        return homeroomTeacherExists(school, request)
                .chain(() -> nameIsFree(row))
                .chain(() -> save(row))
                .chain(() -> recorded(actor, school.value(), "class", row.key.id(), "created"))
                .replaceWith(row::toRecord);
    }

    Uni<SchoolClass> replaceClass(
            Actor actor, SchoolId school, ClassId id, int expectedVersion, Requests.ClassData request) {
        return Directory.session(session -> session.find(ClassEntity.class, SchoolKey.of(school, id.value())))
                .onItem()
                .ifNull()
                .failWith(Directory::notFound)
                .invoke(row -> {
                    requireVersion(row, expectedVersion);
                    requireSameYear(row, request);
                })
                .call(() -> homeroomTeacherExists(school, request))
                .invoke(row -> apply(row, request))
                .call(this::nameIsFree)
                .call(row -> Panache.getSession().chain(session -> session.flush()))
                .call(row -> recorded(actor, school.value(), "class", id.value(), "changed"))
                .map(ClassEntity::toRecord);
    }

    private static void requireVersion(ClassEntity row, int expected) {
        if (row.version != expected) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_FAILED,
                    "Lớp đã được người khác thay đổi (phiên bản hiện tại: " + row.version
                            + "); hãy tải lại rồi sửa tiếp.",
                    "The class has changed (its version is " + row.version
                            + " now); read it again and repeat the change.");
        }
    }

    // its transcripts are of that year, and a pupil has one a year
    private static void requireSameYear(ClassEntity row, Requests.ClassData request) {
        if (!row.schoolYear.equals(request.schoolYear())) {
            throw new ProblemException(
                    ProblemType.VALIDATION_FAILED,
                    List.of(FieldError.at(
                            "/schoolYear",
                            "not-changeable",
                            "Không đổi được năm học của một lớp; hãy tạo lớp mới cho năm học khác.",
                            "A class stays in its school year; create another class for another year.")));
        }
    }

    private static void apply(ClassEntity row, Requests.ClassData request) {
        row.grade = request.grade();
        row.name = request.name();
        row.schoolYear = request.schoolYear();
        row.homeroomTeacherId = request.homeroomTeacherId().value();
    }

    private Uni<Void> nameIsFree(ClassEntity row) {
        return absent(
                "FROM ClassEntity WHERE key.schoolId = ?1 AND schoolYear = ?2 AND name = ?3 AND key.id <> ?4",
                List.of(row.key.schoolId(), row.schoolYear, row.name, row.key.id()),
                taken("/name", "Lớp này đã có trong năm học.", "The school year has a class of this name."));
    }

    private static Uni<Void> homeroomTeacherExists(SchoolId school, Requests.ClassData request) {
        return staffExists(school, request.homeroomTeacherId().value(), "/homeroomTeacherId");
    }

    Uni<CredentialBinding> createBinding(Actor actor, SchoolId school, Requests.NewBinding request) {
        BindingEntity row = new BindingEntity();
        row.key = SchoolKey.of(school, TimeOrderedIds.next());
        StaffId holder = request.staffId();
        row.staffId = holder == null ? null : holder.value();
        row.provider = request.provider();
        row.credentialId = request.credentialId();
        row.createdAt = clock.instant();
        Instant from = request.validFrom();
        row.validFrom = from == null ? row.createdAt : from;
        row.validUntil = request.validUntil();
        request.check(row.validFrom);
        UUID staff = row.staffId;
        return (staff == null ? Uni.createFrom().voidItem() : staffExists(school, staff, "/staffId"))
                .chain(() -> save(row))
                .chain(() -> recorded(actor, school.value(), "credential_binding", row.key.id(), "created"))
                .replaceWith(row::toRecord);
    }

    Uni<List<School>> schools(PageRequest page) {
        return list(
                SchoolEntity.class, "FROM SchoolEntity WHERE id > ?1 ORDER BY id", null, page, SchoolEntity::toRecord);
    }

    Uni<List<StaffMember>> staff(SchoolId school, PageRequest page) {
        return list(
                StaffEntity.class,
                "FROM StaffEntity WHERE key.id > ?1 AND key.schoolId = ?2 ORDER BY key.id",
                school,
                page,
                StaffEntity::toRecord);
    }

    Uni<List<SchoolClass>> classes(SchoolId school, PageRequest page) {
        return list(
                ClassEntity.class,
                "FROM ClassEntity WHERE key.id > ?1 AND key.schoolId = ?2 ORDER BY key.id",
                school,
                page,
                ClassEntity::toRecord);
    }

    Uni<List<CredentialBinding>> bindings(SchoolId school, PageRequest page) {
        return list(
                BindingEntity.class,
                "FROM BindingEntity WHERE key.id > ?1 AND key.schoolId = ?2 ORDER BY key.id",
                school,
                page,
                BindingEntity::toRecord);
    }

    private static <E, R> Uni<List<R>> list(
            Class<E> type, String query, @Nullable SchoolId school, PageRequest page, Function<E, R> toRecord) {
        return Directory.session(session -> {
                    var select = session.createQuery(query, type).setParameter(1, page.after());
                    if (school != null) {
                        select.setParameter(2, school.value());
                    }
                    return select.setMaxResults(page.fetch()).getResultList();
                })
                .map(rows -> rows.stream().map(toRecord).toList());
    }

    private static Uni<Void> staffExists(SchoolId school, UUID id, String pointer) {
        return Directory.session(session -> session.find(StaffEntity.class, SchoolKey.of(school, id)))
                .invoke(found -> {
                    if (found == null) {
                        throw new ProblemException(
                                ProblemType.VALIDATION_FAILED,
                                List.of(FieldError.at(
                                        pointer,
                                        "unknown-reference",
                                        "Không có nhân viên này trong trường.",
                                        "The school has no such staff member.")));
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Void> absent(String query, List<?> parameters, FieldError otherwise) {
        return Directory.session(session -> {
                    var select = session.createQuery("SELECT count(*) " + query, Long.class);
                    for (int i = 0; i < parameters.size(); i++) {
                        select.setParameter(i + 1, parameters.get(i));
                    }
                    return select.getSingleResult();
                })
                .invoke(count -> {
                    if (count > 0) {
                        throw new ProblemException(ProblemType.CONFLICT, otherwise.messages())
                                .withErrors(List.of(otherwise));
                    }
                })
                .replaceWithVoid();
    }

    private static FieldError taken(String pointer, String vi, String en) {
        return FieldError.at(pointer, "taken", vi, en);
    }

    private static Uni<Void> save(Object row) {
        return Panache.getSession().chain(session -> session.persist(row).chain(session::flush));
    }

    private Uni<Void> recorded(Actor actor, UUID school, String type, UUID id, String action) {
        return audit.append(AuditEvent.by(actor, new AuditSubject(school, type, id), action, null));
    }
}
