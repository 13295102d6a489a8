package vn.hocba.augmentation;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import vn.hocba.augmentation.AugmentationFailure.Code;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.draft.Standing;
import vn.hocba.draft.TranscriptState;
import vn.hocba.draft.TranscriptStates;
import vn.hocba.events.DomainEvent;
import vn.hocba.events.Outbox;
import vn.hocba.pki.TimestampToken;
import vn.hocba.pki.ValidationMaterial;
import vn.hocba.signing.BackOff;
import vn.hocba.signing.DocumentStore;
import vn.hocba.transcript.Slot;
import vn.hocba.workers.EventLoops;
import vn.hocba.workers.Workers;
import vn.hocba.xades.SignatureLevel;
import vn.hocba.xades.XadesAugmentation;
import vn.hocba.xades.XadesException;

/**
 * Takes the stages that one signature still needs, each stored as soon as it is there. What the document itself carries says which
 * stage is next. An addition is found out over one edition of the document and inserted into the latest; who writes second reads
 * again.
 *
 * <p>Rows are locked in this order: document, transcript, level. Nothing is added to a teacher's signature while or after a
 * request of the principal holds the transcript.
 */
@ApplicationScoped
class Augmentation {

    private static final Logger LOG = Logger.getLogger(Augmentation.class);
    private static final int ROUNDS = 20;
    private static final long BUSY_MILLIS = 200;

    private final LevelStore store;
    private final DocumentStore documents;
    private final TranscriptStates transcripts;
    private final Timestamps timestamps;
    private final Materials materials;
    private final LevelMetrics metrics;
    private final Outbox outbox;
    private final Workers workers;
    private final EventLoops loops;
    private final BackOff backOff;
    private final Clock clock;

    Augmentation(
            LevelStore store,
            DocumentStore documents,
            TranscriptStates transcripts,
            Timestamps timestamps,
            Materials materials,
            LevelMetrics metrics,
            Outbox outbox,
            Workers workers,
            EventLoops loops,
            LevelsConfiguration configuration,
            Clock clock) {
        this.store = store;
        this.documents = documents;
        this.transcripts = transcripts;
        this.timestamps = timestamps;
        this.materials = materials;
        this.metrics = metrics;
        this.outbox = outbox;
        this.workers = workers;
        this.loops = loops;
        this.backOff = new BackOff(configuration.firstRetry(), configuration.longestRetry());
        this.clock = clock;
    }

    /** The way to the next level; the timestamp that it may need is asked for in between, with no thread waiting. */
    private sealed interface Plan {
        /** The signature has what it shall have. */
        record Nothing(SignatureLevel level) implements Plan {}

        /** This can be added at once. */
        record Add(LevelChange change) implements Plan {}

        /** A timestamp over this data makes the change. */
        @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
        record Stamp(byte[] data, Function<TimestampToken, LevelChange> change) implements Plan {}

        /** A later signature covers this one, or its revision was returned. */
        record Covered() implements Plan {}
    }

    /** The signature cannot be raised any more. */
    private static final class CoveredMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CoveredMeanwhile() {
            super(null, null, false, false);
        }
    }

    /** Somebody else took the work over when the lease had run out. */
    private static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeaseLost() {
            super(null, null, false, false);
        }
    }

    /** Takes all stages as far as they succeed, and notes what came of it. Fails only when that cannot be noted. */
    Uni<Void> raise(LevelWork work) {
        return raise(work, 0)
                .onFailure(CoveredMeanwhile.class)
                .recoverWithUni(covered -> loops.inTransaction(() -> store.giveUp(work)))
                .onFailure(LeaseLost.class)
                .recoverWithNull()
                .onFailure()
                .recoverWithUni(failure -> failed(work, failure));
    }

    private Uni<Void> raise(LevelWork work, int round) {
        if (round > ROUNDS) {
            return Uni.createFrom().failure(new AugmentationFailure(Code.DOCUMENT_CHANGED, "changed each time"));
        }
        return latest(work)
                // not on the workers, which only compute: validation material may have to be fetched
                .flatMap(read -> Uni.createFrom()
                        .item(() -> plan(work, read))
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
                .flatMap(plan -> carriedOut(work, plan))
                .onFailure(failure ->
                        failure instanceof LevelChange.Outdated || failure instanceof XadesException.NotAugmentable)
                .recoverWithItem(false)
                .flatMap(ended -> ended ? Uni.createFrom().voidItem() : raise(work, round + 1));
    }

    /** @return whether nothing is left to be done */
    private Uni<Boolean> carriedOut(LevelWork work, Plan plan) {
        return switch (plan) {
            case Plan.Nothing(SignatureLevel level) ->
                loops.inTransaction(() -> settle(work, level, Optional.empty())).replaceWith(true);
            case Plan.Add(LevelChange change) -> apply(work, change, 0);
            case Plan.Stamp stamp ->
                timestamps
                        .over(stamp.data())
                        .flatMap(token -> workers.compute(() -> stamp.change().apply(token)))
                        .flatMap(change -> apply(work, change, 0));
            case Plan.Covered covered -> Uni.createFrom().failure(new CoveredMeanwhile());
        };
    }

    private Uni<DocumentStore.Document> latest(LevelWork work) {
        return loops.inSession(() -> documents.latest(work.key().schoolId(), work.transcriptId(), work.revision()))
                .map(found -> found.orElseThrow(
                        () -> new AugmentationFailure(Code.INTERNAL_ERROR, "signature without its document")));
    }

    private Plan plan(LevelWork work, DocumentStore.Document read) {
        Slot slot = work.slot();
        if (LevelPolicy.isCoveredByTheNext(slot) && read.signatures() > slot.preceding() + 1) {
            return new Plan.Covered();
        }
        TranscriptDocument document = TranscriptDocument.of(read.xml());
        SignatureLevel level = XadesAugmentation.level(document, slot);
        if (work.renewing()) {
            ValidationMaterial newest = materials.ofTimestamp(
                    XadesAugmentation.timestamps(document, slot).getLast());
            return archive(document, slot, before -> XadesAugmentation.withTimestampMaterial(before, slot, newest));
        }
        if (level.compareTo(work.wanted()) >= 0) {
            return new Plan.Nothing(level);
        }
        return switch (level) {
            case BASELINE_B ->
                new Plan.Stamp(XadesAugmentation.signatureTimestampData(document, slot), LevelChange.Stamped::new);
            case BASELINE_T -> new Plan.Add(material(document, slot));
            case BASELINE_LT, BASELINE_LTA -> archive(document, slot, UnaryOperator.identity());
        };
    }

    private Plan archive(TranscriptDocument document, Slot slot, UnaryOperator<TranscriptDocument> before) {
        return new Plan.Stamp(
                XadesAugmentation.archiveTimestampData(before.apply(document), slot),
                token -> new LevelChange.Archived(before, token, materials.believedUntil(token)));
    }

    /** The teacher's signature cannot carry material of its own once it is covered, so each later one carries it. */
    private LevelChange material(TranscriptDocument document, Slot slot) {
        ValidationMaterial signers = ValidationMaterial.none();
        List<TimestampToken> tokens = new ArrayList<>();
        for (Slot covered : slot == Slot.HOMEROOM_TEACHER ? List.of(slot) : List.of(slot, Slot.HOMEROOM_TEACHER)) {
            signers = signers.plus(materials.ofSigner(XadesAugmentation.certificates(document, covered)));
            tokens.addAll(XadesAugmentation.timestamps(document, covered));
        }
        ValidationMaterial authorities = ValidationMaterial.none();
        for (TimestampToken token : tokens) {
            authorities = authorities.plus(materials.ofTimestamp(token));
        }
        return new LevelChange.WithMaterial(signers, authorities);
    }

    @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
    private record Raised(DocumentStore.Document read, byte[] xml, SignatureLevel level) {}

    private Uni<Boolean> apply(LevelWork work, LevelChange change, int round) {
        if (round > ROUNDS) {
            return Uni.createFrom().failure(new AugmentationFailure(Code.DOCUMENT_CHANGED, "changed each time"));
        }
        return latest(work)
                .flatMap(read -> workers.compute(() -> raised(work, change, read)))
                .flatMap(raised -> loops.inTransaction(() -> documents
                        .raise(work.key().schoolId(), raised.read(), raised.xml())
                        .flatMap(same -> same
                                ? settle(work, raised.level(), change.archiveUntil())
                                        .map(Optional::of)
                                : Uni.createFrom().item(Optional.<Boolean>empty()))))
                .flatMap(stored -> stored.map(ended -> Uni.createFrom().item(ended))
                        .orElseGet(() -> apply(work, change, round + 1)));
    }

    private static Raised raised(LevelWork work, LevelChange change, DocumentStore.Document read) {
        TranscriptDocument raised = change.applied(TranscriptDocument.of(read.xml()), work.slot());
        return new Raised(read, raised.bytes(), XadesAugmentation.level(raised, work.slot()));
    }

    /** Notes the level in the transaction that writes the document. @return whether nothing is left to be done */
    private Uni<Boolean> settle(LevelWork work, SignatureLevel level, Optional<Instant> archiveUntil) {
        boolean ended = work.renewing() || level.compareTo(work.wanted()) >= 0;
        Uni<Void> turn = LevelPolicy.isCoveredByTheNext(work.slot())
                ? transcripts.locked(work.school(), work.transcript()).chain(found -> {
                    Standing standing = raisable(work, found);
                    return ended
                            ? transcripts.settled(work.school(), standing, null)
                            : Uni.createFrom().voidItem();
                })
                : Uni.createFrom().voidItem();
        return turn.chain(() -> store.progressed(work, level, ended, archiveUntil, clock.instant()))
                .invoke(ours -> {
                    if (!ours) {
                        throw new LeaseLost();
                    }
                    metrics.raised(work.slot(), level);
                })
                .call(() -> ended && !work.renewing()
                        ? told(work, level)
                        : Uni.createFrom().voidItem())
                .replaceWith(ended);
    }

    private Uni<Void> told(LevelWork work, SignatureLevel level) {
        return outbox.append(
                work.school(),
                new DomainEvent.LevelReached(
                        work.transcriptId(), work.revision(), work.slot().name(), level.name()));
    }

    private static Standing raisable(LevelWork work, Optional<Standing> found) {
        Standing standing =
                found.filter(one -> one.revision() == work.revision()).orElseThrow(CoveredMeanwhile::new);
        return switch (standing.state()) {
            case TranscriptState.Settling settling -> standing;
            case TranscriptState.InSigning signing
            when signing.next().preceding() == work.slot().preceding() + 1 -> {
                if (signing.claim().isPresent()) {
                    throw new AugmentationFailure(
                            Code.HELD_BY_SIGNING_REQUEST, "a request of the next signer holds the transcript");
                }
                yield standing;
            }
            case TranscriptState state -> throw new CoveredMeanwhile();
        };
    }

    private Uni<Void> failed(LevelWork work, Throwable failure) {
        Code code = failure instanceof AugmentationFailure known ? known.code() : Code.INTERNAL_ERROR;
        if (code == Code.INTERNAL_ERROR) {
            LOG.errorf(failure, "level of signature %s", work.key().id());
        } else {
            LOG.warnf("level of signature %s: %s", work.key().id(), failure.getMessage());
        }
        metrics.failed(code);
        Instant now = clock.instant();
        boolean busy = code == Code.TOO_MANY_AT_ONCE;
        Instant next =
                busy ? now.plusMillis(BUSY_MILLIS) : backOff.next(work.failures(), now, ThreadLocalRandom.current());
        Instant due = work.deadline()
                .filter(deadline -> deadline.isAfter(now) && deadline.isBefore(next))
                .orElse(next);
        return loops.inTransaction(() -> goOnIfPast(work, code, now)
                        .chain(() -> store.failed(work, busy ? work.failures() : work.failures() + 1, code, due, now)))
                .replaceWithVoid();
    }

    /** Past the deadline it is the next signer's turn; until that signer opens a request, the level may still come. */
    private Uni<Void> goOnIfPast(LevelWork work, Code code, Instant now) {
        if (work.deadline().filter(deadline -> !deadline.isAfter(now)).isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transcripts
                .locked(work.school(), work.transcript())
                .chain(found -> found.filter(standing -> standing.revision() == work.revision())
                        .map(standing -> transcripts.settled(work.school(), standing, code.wire()))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }
}
