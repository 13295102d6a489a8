package vn.hocba.draft;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Role;
import vn.hocba.audit.AuditEvent;
import vn.hocba.audit.AuditSubject;
import vn.hocba.audit.AuditTrail;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.Directory;
import vn.hocba.directory.SchoolClass;
import vn.hocba.directory.SchoolId;
import vn.hocba.directory.StaffId;
import vn.hocba.directory.StaffMember;
import vn.hocba.draft.TranscriptState.Step;
import vn.hocba.events.DomainEvent;
import vn.hocba.events.Outbox;
import vn.hocba.transcript.Slot;

/**
 * What a signing request does to transcripts. Every method that changes something joins the caller's transaction, so that a
 * transcript's state and its signatures commit together; each takes any number of transcripts in a fixed number of statements.
 */
@ApplicationScoped
public class TranscriptStates {
    private final TranscriptStore store;
    private final RevisionStore revisions;
    private final Directory directory;
    private final AuditTrail audit;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    TranscriptStates(
            TranscriptStore store, RevisionStore revisions, Directory directory, AuditTrail audit, Outbox outbox) {
        this.store = store;
        this.revisions = revisions;
        this.directory = directory;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** Where the transcripts of classes stand, ordered by id; the first of them if there are more than {@code most}. */
    public Uni<List<Standing>> ofClasses(SchoolId school, List<ClassId> classes, int most) {
        return Panache.withSession(() -> store.standingsOfClasses(school, classes, most));
    }

    /**
     * The last locked revision of each transcript, ordered by id; transcripts that do not exist at this school or were never locked
     * are left out.
     */
    public Uni<List<LockedRevision>> lockedRevisions(SchoolId school, Collection<TranscriptId> ids) {
        return Panache.withSession(() -> revisions.last(school, ids));
    }

    /**
     * Lets a signing request take hold of transcripts for one slot: of all of them or of none. The signer must be the homeroom
     * teacher of the class, the leader who was fixed at the lock, or a seal officer.
     *
     * @return the locked revision of each that is to be signed
     * @throws TranscriptsRefusedException through the {@code Uni}, with the reason of each transcript that cannot be taken
     */
    public Uni<Map<TranscriptId, Integer>> beginSigning(
            SchoolId school, Slot slot, Collection<TranscriptId> ids, ClaimId claim, StaffMember signer) {
        List<TranscriptId> asked = List.copyOf(ids);
        return Panache.withTransaction(() -> store.lockStandings(school, asked)
                .chain(found -> claims(found, school, slot, asked, claim, signer))
                .call(changes -> store.move(school, changes, now()))
                .map(changes -> changes.stream()
                        .collect(Collectors.toMap(change -> change.from().id(), StateChange::revision))));
    }

    /**
     * As {@link #beginSigning}, but changes nothing: for preparing what takes longer than a transaction should. Whether it still
     * holds is decided by {@link #beginSigning}.
     *
     * @return what the class register says of each that would be signed, with its locked revision
     * @throws TranscriptsRefusedException through the {@code Uni}, with the reason of each transcript that could not be taken
     */
    public Uni<List<RegisterEntry>> mayBeginSigning(
            SchoolId school, Slot slot, Collection<TranscriptId> ids, ClaimId claim, StaffMember signer) {
        List<TranscriptId> asked = List.copyOf(ids);
        return Panache.withSession(() -> store.standings(school, asked)
                .chain(found -> claims(found, school, slot, asked, claim, signer))
                .chain(() -> revisions.lastEntries(school, asked)));
    }

    private Uni<List<StateChange>> claims(
            List<Standing> found,
            SchoolId school,
            Slot slot,
            List<TranscriptId> asked,
            ClaimId claim,
            StaffMember signer) {
        return homeroomTeachers(school, slot, found)
                .map(teachers -> claimed(asked, found, standing -> {
                    // whose class it is does not depend on the state, which is no other teacher's business
                    if (slot == Slot.HOMEROOM_TEACHER && !fills(slot, signer, standing, teachers)) {
                        return new Step.Refused(Refusal.WRONG_SIGNER);
                    }
                    Step step = standing.state().beginSigning(slot, claim);
                    return step instanceof Step.To && !fills(slot, signer, standing, teachers)
                            ? new Step.Refused(Refusal.WRONG_SIGNER)
                            : step;
                }));
    }

    /**
     * Ends the hold of a signing request on everything that it still holds.
     *
     * @return how many were released
     */
    public Uni<Integer> releaseAll(SchoolId school, ClaimId claim) {
        return Panache.withTransaction(
                () -> store.lockHeldBy(school, claim).chain(found -> release(school, claim, found)));
    }

    private Uni<Integer> release(SchoolId school, ClaimId claim, List<Standing> found) {
        List<StateChange> changes = found.stream()
                .flatMap(standing -> standing.state().release(claim) instanceof Step.To to
                        ? Stream.of(StateChange.of(standing, to.state()))
                        : Stream.empty())
                .toList();
        return store.move(school, changes, now()).replaceWith(changes.size());
    }

    /**
     * Records that the slot's signature stands in the documents: ends the hold, and it is the next slot's turn. After the seal the
     * transcripts are issued.
     *
     * @param settles whether the next slot's turn comes only with {@link #settled}
     * @param account account of the signer, for the history
     * @param name name of the signer, for the history
     * @throws TranscriptsRefusedException through the {@code Uni} if the request does not hold one of them for this slot
     */
    public Uni<Void> slotSigned(
            SchoolId school,
            ClaimId claim,
            Slot slot,
            boolean settles,
            Collection<TranscriptId> ids,
            String account,
            String name) {
        List<TranscriptId> asked = List.copyOf(ids);
        return Panache.withTransaction(() -> store.lockStandings(school, asked)
                .map(found -> claimed(asked, found, standing -> standing.state().slotSigned(slot, claim, settles)))
                .chain(changes -> store.move(school, changes, now())
                        .chain(() -> outbox.append(school, told(slot, changes, claim)))
                        .chain(() -> audit.append(events(school, slot, changes, account, name)))));
    }

    private static List<DomainEvent> told(Slot slot, List<StateChange> changes, ClaimId claim) {
        List<DomainEvent> told = new ArrayList<>();
        for (StateChange change : changes) {
            UUID id = change.from().id().value();
            told.add(new DomainEvent.TranscriptSigned(id, change.revision(), slot.name(), claim.value()));
            if (change.to() instanceof TranscriptState.Issued) {
                told.add(new DomainEvent.TranscriptIssued(id, change.revision()));
            }
        }
        return told;
    }

    /** Where a transcript stands. */
    public Uni<Optional<Standing>> standing(SchoolId school, TranscriptId id) {
        return Panache.withSession(() -> store.standing(school, id));
    }

    /** Where a transcript stands, locked against other changes of state until the caller's transaction ends. */
    public Uni<Optional<Standing>> locked(SchoolId school, TranscriptId id) {
        return Panache.withTransaction(() -> store.lockStandings(school, List.of(id))
                .map(found -> found.stream().findFirst()));
    }

    /**
     * Ends the wait for the level of the last signature; does nothing where none waits.
     *
     * @param givenUp why the next signer's turn came without the level, for the history; null when it has come
     */
    public Uni<Void> settled(SchoolId school, Standing standing, @Nullable String givenUp) {
        return standing.state().settled() instanceof Step.To(TranscriptState next)
                ? store.move(school, List.of(StateChange.of(standing, next)), now())
                        .chain(() -> givenUp == null
                                ? Uni.createFrom().voidItem()
                                : audit.append(AuditEvent.bySystem(
                                        subject(school, standing.id()), "went_on_without_timestamp", givenUp)))
                : Uni.createFrom().voidItem();
    }

    private static List<AuditEvent> events(
            SchoolId school, Slot slot, List<StateChange> changes, String account, String name) {
        List<AuditEvent> events = new ArrayList<>();
        for (StateChange change : changes) {
            AuditSubject subject = subject(school, change.from().id());
            events.add(new AuditEvent(subject, "signed_" + slot.name().toLowerCase(Locale.ROOT), account, name, null));
            if (change.to() instanceof TranscriptState.Issued) {
                events.add(new AuditEvent(subject, "issued", account, name, null));
            }
        }
        return events;
    }

    /** The steps of all transcripts that were asked for, or a refusal that names every one that cannot take its step. */
    private static List<StateChange> claimed(
            List<TranscriptId> asked, List<Standing> found, Function<Standing, Step> transition) {
        Map<TranscriptId, Standing> standings = new LinkedHashMap<>();
        found.forEach(standing -> standings.put(standing.id(), standing));
        List<StateChange> changes = new ArrayList<>();
        List<RefusedTranscript> refused = new ArrayList<>();
        for (TranscriptId id : asked.stream().distinct().toList()) {
            Standing standing = standings.get(id);
            if (standing == null) {
                refused.add(new RefusedTranscript(id, null, null, Refusal.NOT_FOUND));
                continue;
            }
            switch (transition.apply(standing)) {
                case Step.To to -> changes.add(StateChange.of(standing, to.state()));
                case Step.Refused no ->
                    refused.add(
                            no.reason() == Refusal.WRONG_SIGNER
                                    ? new RefusedTranscript(id, null, null, no.reason())
                                    : new RefusedTranscript(
                                            id,
                                            standing.pupilName(),
                                            standing.state().code(),
                                            no.reason()));
            }
        }
        if (!refused.isEmpty()) {
            throw new TranscriptsRefusedException(refused, asked);
        }
        return changes;
    }

    private Uni<Map<ClassId, StaffId>> homeroomTeachers(SchoolId school, Slot slot, List<Standing> standings) {
        if (slot != Slot.HOMEROOM_TEACHER) {
            return Uni.createFrom().item(Map.of());
        }
        List<ClassId> classes =
                standings.stream().map(Standing::classId).distinct().toList();
        return directory
                .classes(school, classes)
                .map(found ->
                        found.stream().collect(Collectors.toMap(SchoolClass::id, SchoolClass::homeroomTeacherId)));
    }

    private static boolean fills(
            Slot slot, StaffMember signer, Standing standing, Map<ClassId, StaffId> homeroomTeachers) {
        return switch (slot) {
            case HOMEROOM_TEACHER -> signer.id().equals(homeroomTeachers.get(standing.classId()));
            case PRINCIPAL -> signer.id().equals(standing.leader());
            case SCHOOL_SEAL -> signer.roles().contains(Role.SEAL_OFFICER);
        };
    }

    static AuditSubject subject(SchoolId school, TranscriptId id) {
        return new AuditSubject(school.value(), "transcript", id.value());
    }

    private Instant now() {
        return clock.instant();
    }
}
