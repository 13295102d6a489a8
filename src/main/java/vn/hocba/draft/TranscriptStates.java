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
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Role;
import vn.hocba.audit.AuditEvent;
import vn.hocba.audit.AuditSubject;
import vn.hocba.audit.AuditTrail;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.SchoolId;
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
    private final TranscriptMoves moves;
    private final RevisionStore revisions;
    private final AuditTrail audit;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    TranscriptStates(
            TranscriptStore store, TranscriptMoves moves, RevisionStore revisions, AuditTrail audit, Outbox outbox) {
        this.store = store;
        this.moves = moves;
        this.revisions = revisions;
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
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Panache.withSession(() -> revisions.last(school, ids));
    }

    /** Where transcripts stand, those that exist at this school, ordered by id. */
    public Uni<List<Standing>> of(SchoolId school, Collection<TranscriptId> ids) {
        return Panache.withSession(() -> store.standings(school, ids));
    }

    /** As {@link #lockedRevisions}, only what a class register says of them: the contents stay where they are. */
    public Uni<List<RegisterEntry>> entries(SchoolId school, Collection<TranscriptId> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Panache.withSession(() -> revisions.lastEntries(school, ids));
    }

    /**
     * Lets a signing request take hold of transcripts for one slot: of all of them or of none. {@link #requireFree} was asked of them
     * before; nobody may have changed them since.
     *
     * @throws TranscriptsRefusedException through the {@code Uni}, with the reason of each transcript that cannot be taken
     */
    public Uni<Void> beginSigning(SchoolId school, Slot slot, List<Standing> read, ClaimId claim, StaffMember signer) {
        return Panache.withTransaction(() -> moves.hold(school, slot, claim, read, now())
                .flatMap(count -> count == read.size()
                        ? Uni.createFrom().voidItem()
                        : refuse(
                                school,
                                read.stream().map(Standing::id).toList(),
                                read,
                                standing -> begin(standing, slot, claim, signer))));
    }

    /**
     * Whether a signing request could take hold of transcripts for one slot. The signer must be the homeroom teacher of the class,
     * the leader who was fixed at the lock, or a seal officer. Whether it still holds is decided by {@link #beginSigning}.
     *
     * @param read where those of them stand that exist
     * @throws TranscriptsRefusedException with the reason of each transcript that could not be taken
     */
    public static void requireFree(
            Slot slot, List<TranscriptId> asked, List<Standing> read, ClaimId claim, StaffMember signer) {
        claimed(asked, read, standing -> begin(standing, slot, claim, signer));
    }

    private static Step begin(Standing standing, Slot slot, ClaimId claim, StaffMember signer) {
        // whose class it is does not depend on the state, which is no other teacher's business
        if (slot == Slot.HOMEROOM_TEACHER && !fills(slot, signer, standing)) {
            return new Step.Refused(Refusal.WRONG_SIGNER);
        }
        Step step = standing.state().beginSigning(slot, claim);
        return step instanceof Step.To && !fills(slot, signer, standing)
                ? new Step.Refused(Refusal.WRONG_SIGNER)
                : step;
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
        return moves.move(school, changes, now()).replaceWith(changes.size());
    }

    /**
     * Records that the slot's signature stands in the documents: ends the hold, and it is the next slot's turn. After the seal the
     * transcripts are issued.
     *
     * @param settles whether the next slot's turn comes only with {@link #settled}
     * @param account account of the signer, for the history
     * @param name name of the signer, for the history
     * @param before events that are told of before those of the transcripts
     * @throws TranscriptsRefusedException through the {@code Uni} if the request does not hold one of them for this slot
     */
    public Uni<Void> slotSigned(
            SchoolId school,
            ClaimId claim,
            Slot slot,
            boolean settles,
            Collection<TranscriptId> ids,
            String account,
            String name,
            List<DomainEvent> before) {
        List<TranscriptId> asked = List.copyOf(ids);
        TranscriptState held = new TranscriptState.InSigning(slot, Optional.of(claim));
        if (!(held.slotSigned(slot, claim, settles) instanceof Step.To(TranscriptState next))) {
            throw new IllegalStateException("who holds a slot may sign it");
        }
        return Panache.withTransaction(() -> moves.moveHeld(school, slot, claim, asked, next, now())
                .call(revisions -> revisions.size() == asked.size()
                        ? Uni.createFrom().voidItem()
                        : refuse(
                                school,
                                asked,
                                List.of(),
                                standing -> standing.state().slotSigned(slot, claim, settles)))
                .chain(revisions -> outbox.append(school, told(before, slot, asked, revisions, next, claim))
                        .chain(() -> audit.append(events(school, slot, asked, next, account, name)))));
    }

    /** Says why something could not be done that is done to all of them or to none. */
    private Uni<Void> refuse(
            SchoolId school, List<TranscriptId> asked, List<Standing> read, Function<Standing, Step> transition) {
        return store.standings(school, asked).map(found -> {
            claimed(asked, found, transition);
            // whatever was in the way is gone by now
            throw TranscriptsRefusedException.changed(
                    found.stream().filter(now -> !read.contains(now)).toList(), asked);
        });
    }

    private static List<DomainEvent> told(
            List<DomainEvent> before,
            Slot slot,
            List<TranscriptId> signed,
            Map<TranscriptId, Integer> revisions,
            TranscriptState next,
            ClaimId claim) {
        List<DomainEvent> told = new ArrayList<>(before);
        for (TranscriptId id : signed) {
            int revision = Objects.requireNonNull(revisions.get(id));
            told.add(new DomainEvent.TranscriptSigned(id.value(), revision, slot.name(), claim.value()));
            if (next instanceof TranscriptState.Issued) {
                told.add(new DomainEvent.TranscriptIssued(id.value(), revision));
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
                ? moves.move(school, List.of(StateChange.of(standing, next)), now())
                        .chain(() -> givenUp == null
                                ? Uni.createFrom().voidItem()
                                : audit.append(AuditEvent.bySystem(
                                        subject(school, standing.id()), "went_on_without_timestamp", givenUp)))
                : Uni.createFrom().voidItem();
    }

    private static List<AuditEvent> events(
            SchoolId school, Slot slot, List<TranscriptId> signed, TranscriptState next, String account, String name) {
        List<AuditEvent> events = new ArrayList<>();
        for (TranscriptId id : signed) {
            AuditSubject subject = subject(school, id);
            events.add(new AuditEvent(subject, "signed_" + slot.name().toLowerCase(Locale.ROOT), account, name, null));
            if (next instanceof TranscriptState.Issued) {
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

    private static boolean fills(Slot slot, StaffMember signer, Standing standing) {
        return switch (slot) {
            case HOMEROOM_TEACHER -> signer.id().equals(standing.homeroomTeacher());
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
