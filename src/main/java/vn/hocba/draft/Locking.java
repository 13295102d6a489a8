package vn.hocba.draft;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hocba.audit.AuditEvent;
import vn.hocba.audit.AuditTrail;
import vn.hocba.curriculum.Circular27;
import vn.hocba.curriculum.Finding;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.Directory;
import vn.hocba.directory.School;
import vn.hocba.directory.SchoolClass;
import vn.hocba.directory.StaffId;
import vn.hocba.directory.StaffMember;
import vn.hocba.draft.TranscriptState.Step;
import vn.hocba.events.DomainEvent;
import vn.hocba.events.Outbox;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.transcript.InvalidValueException;
import vn.hocba.transcript.Leader;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.Slot;
import vn.hocba.transcript.Transcript;
import vn.hocba.workers.Workers;

/** Locking, unlocking and returning. Runs in the caller's transaction. */
@ApplicationScoped
class Locking {
    private final TranscriptStore store;
    private final TranscriptMoves moves;
    private final RevisionStore revisions;
    private final Directory directory;
    private final Leaders leaders;
    private final AuditTrail audit;
    private final Outbox outbox;
    private final Workers workers;
    private final Circular27 circular = Circular27.bundled();
    private final Clock clock = Clock.systemUTC();

    Locking(
            TranscriptStore store,
            TranscriptMoves moves,
            RevisionStore revisions,
            Directory directory,
            Leaders leaders,
            AuditTrail audit,
            Outbox outbox,
            Workers workers) {
        this.store = store;
        this.moves = moves;
        this.revisions = revisions;
        this.directory = directory;
        this.leaders = leaders;
        this.audit = audit;
        this.outbox = outbox;
        this.workers = workers;
    }

    /** What a lock comes to for one transcript. */
    private sealed interface Outcome {
        record Fixed(StateChange change, LockedRevision revision) implements Outcome {}

        record Refused(Standing standing, ProblemException problem) implements Outcome {}
    }

    /**
     * Locks those transcripts that are complete. All must exist and be of classes whose homeroom teacher the viewer is.
     *
     * @return one result per id, in the order given
     */
    Uni<BulkResult> lock(Viewer viewer, List<TranscriptId> ids, @Nullable StaffId leader) {
        return leaders.leader(viewer.school().id(), leader)
                .chain(signing -> outcomes(viewer, ids, signing)
                        .chain(outcomes ->
                                store(viewer, outcomes).replaceWith(() -> BulkResult.of(results(ids, outcomes)))));
    }

    /** Locks one transcript or fails with the reason. */
    Uni<Void> lock(Viewer viewer, Standing standing, @Nullable StaffId leader) {
        viewer.requireHomeroomTeacher(standing.classId());
        return leaders.leader(viewer.school().id(), leader)
                .chain(signing -> outcomes(viewer, List.of(standing.id()), signing))
                .chain(outcomes -> outcomes.getFirst() instanceof Outcome.Refused refused
                        ? Uni.createFrom().failure(refused.problem())
                        : store(viewer, outcomes));
    }

    private Uni<List<Outcome>> outcomes(Viewer viewer, List<TranscriptId> ids, StaffMember leader) {
        return store.lockStandings(viewer.school().id(), ids)
                .invoke(found -> requireAll(viewer, ids, found))
                .chain(found -> classes(viewer, found))
                .chain(classes -> store.contents(viewer.school().id(), ids)
                        .chain(contents -> workers.compute(() -> contents.stream()
                                .map(stored -> outcome(viewer, stored, classes, leader))
                                .toList())));
    }

    private static void requireAll(Viewer viewer, List<TranscriptId> ids, List<Standing> found) {
        long seen = found.stream()
                .filter(standing -> viewer.sees(standing.classId()))
                .count();
        if (seen != ids.size()) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
        found.forEach(standing -> viewer.requireHomeroomTeacher(standing.classId()));
    }

    private Uni<Map<ClassId, SchoolClass>> classes(Viewer viewer, List<Standing> standings) {
        List<ClassId> ids = standings.stream().map(Standing::classId).distinct().toList();
        return directory
                .classes(viewer.school().id(), ids)
                .map(found -> found.stream().collect(Collectors.toMap(SchoolClass::id, Function.identity())));
    }

    private Outcome outcome(
            Viewer viewer, StoredTranscript stored, Map<ClassId, SchoolClass> classes, StaffMember leader) {
        Standing standing = stored.standing();
        return switch (standing.state().lock()) {
            case Step.Refused no -> new Outcome.Refused(standing, Drafts.refused(standing, no.reason()));
            case Step.To to -> {
                Placement placement = Drafts.placement(Objects.requireNonNull(classes.get(standing.classId())));
                List<Finding> findings = circular.check(placement, stored.content());
                List<FieldError> errors = FindingView.errors(findings);
                yield errors.isEmpty()
                        ? fixed(viewer, stored, placement, leader, to.state())
                        : new Outcome.Refused(
                                standing,
                                new ProblemException(ProblemType.TRANSCRIPT_INCOMPLETE, errors)
                                        .withCurrentState(
                                                standing.state().code().name()));
            }
        };
    }

    private Outcome fixed(
            Viewer viewer, StoredTranscript stored, Placement placement, StaffMember leader, TranscriptState next) {
        Standing standing = stored.standing();
        int number = standing.revision() + 1;
        LockedRevision revision = new LockedRevision(
                standing.id(),
                standing.classId(),
                number,
                transcript(viewer.school(), placement, leader, stored),
                leader.id(),
                circular.policyVersion(placement).orElseThrow(),
                viewer.actor().subject(),
                now());
        return new Outcome.Fixed(new StateChange(standing, next, number, leader.id()), revision);
    }

    /** The transcript that a lock fixes. What the directory holds may not be fit for a document; that is said, not passed on. */
    static Transcript transcript(School school, Placement placement, StaffMember leader, StoredTranscript stored) {
        try {
            return new Transcript(
                    new vn.hocba.transcript.School(
                            school.departmentCode(), school.code(), school.name(), school.place(), school.taxCode()),
                    placement,
                    new Leader(leader.fullName(), leader.title(), leader.personalNumber()),
                    stored.content());
        } catch (InvalidValueException e) {
            throw new ProblemException(ProblemType.VALIDATION_FAILED, e.vietnamese(), e.english()).causedBy(e);
        }
    }

    private Uni<Void> store(Viewer viewer, List<Outcome> outcomes) {
        List<Outcome.Fixed> fixed = outcomes.stream()
                .filter(Outcome.Fixed.class::isInstance)
                .map(Outcome.Fixed.class::cast)
                .toList();
        if (fixed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<StateChange> changes = fixed.stream().map(Outcome.Fixed::change).toList();
        return revisions
                .insert(
                        viewer.school().id(),
                        fixed.stream().map(Outcome.Fixed::revision).toList())
                .chain(() -> move(viewer, changes, "locked", null));
    }

    private static List<ItemResult> results(List<TranscriptId> ids, List<Outcome> outcomes) {
        List<ItemResult> results = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            results.add(
                    switch (outcome) {
                        case Outcome.Fixed fixed -> {
                            Standing from = fixed.change().from();
                            yield ItemResult.done(
                                    ids.indexOf(from.id()), from.id(), from.pupilName(), from.version() + 1, List.of());
                        }
                        case Outcome.Refused refused ->
                            ItemResult.refused(
                                    ids.indexOf(refused.standing().id()),
                                    refused.standing().id(),
                                    refused.standing().pupilName(),
                                    refused.problem());
                    });
        }
        results.sort(Comparator.comparingInt(ItemResult::index));
        return results;
    }

    /** Opens a locked transcript again; the school administrator's approval, before anybody began to sign. */
    Uni<Void> unlock(Viewer viewer, Standing standing, String reason) {
        viewer.requireAdministrator();
        return step(viewer, standing, standing.state().unlock(), "unlocked", reason);
    }

    /** Gives it back to the homeroom teacher; for the person whose signature is next. */
    Uni<Void> returnToDraft(Viewer viewer, Standing standing, String reason) {
        boolean theirTurn = standing.state()
                .awaiting()
                .filter(slot -> isTurnOf(viewer, slot, standing))
                .isPresent();
        if (standing.state().awaiting().isPresent() && !theirTurn) {
            throw new ProblemException(ProblemType.WRONG_SIGNER, Refusal.WRONG_SIGNER.vi(), Refusal.WRONG_SIGNER.en())
                    .withCurrentState(standing.state().code().name());
        }
        // the event is noted before the audit record, which holds up the whole school
        return switch (standing.state().returnToDraft()) {
            case Step.To to ->
                outbox.append(
                                viewer.school().id(),
                                new DomainEvent.TranscriptReturned(standing.id().value(), standing.revision()))
                        .chain(() -> step(viewer, standing, to, "returned", reason));
            case Step.Refused no -> step(viewer, standing, no, "returned", reason);
        };
    }

    private static boolean isTurnOf(Viewer viewer, Slot slot, Standing standing) {
        return switch (slot) {
            case HOMEROOM_TEACHER -> viewer.isHomeroomTeacherOf(standing.classId());
            case PRINCIPAL ->
                viewer.isPrincipal()
                        && standing.leader() != null
                        && standing.leader().equals(viewer.staffId());
            case SCHOOL_SEAL -> viewer.isSealOfficer();
        };
    }

    private Uni<Void> step(Viewer viewer, Standing standing, Step step, String action, String reason) {
        return switch (step) {
            case Step.To to -> move(viewer, List.of(StateChange.of(standing, to.state())), action, reason);
            case Step.Refused no -> throw Drafts.refused(standing, no.reason());
        };
    }

    private Uni<Void> move(Viewer viewer, List<StateChange> changes, String action, @Nullable String reason) {
        return moves.move(viewer.school().id(), changes, now())
                .chain(() -> audit.append(changes.stream()
                        .map(change -> AuditEvent.by(
                                viewer.actor(),
                                TranscriptStates.subject(
                                        viewer.school().id(), change.from().id()),
                                action,
                                reason))
                        .toList()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
