package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import vn.hocba.directory.SchoolId;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.draft.ClaimId;
import vn.hocba.draft.TranscriptId;
import vn.hocba.draft.TranscriptStates;
import vn.hocba.events.DomainEvent;
import vn.hocba.events.Outbox;
import vn.hocba.pki.MalformedSignatureValueException;
import vn.hocba.pki.SignatureValue;
import vn.hocba.transcript.Slot;
import vn.hocba.workers.EventLoops;
import vn.hocba.workers.Workers;
import vn.hocba.xades.PreparedSignature;
import vn.hocba.xades.XadesException;
import vn.hocba.xades.XadesSigner;

/**
 * Verifies the raw signatures of a session and embeds them, a chunk at a time: each chunk is computed on a worker and
 * committed as one transaction, so a crash loses no signature and repeats none. A value that does not verify, and is no other
 * item's either, fails its own item only; one that is another item's is moved there, and one whose document got another edition
 * meanwhile stays received: both come with the next chunk.
 */
@ApplicationScoped
class Embedding {

    private static final Logger LOG = Logger.getLogger(Embedding.class);

    private final SessionMoves moves;
    private final ItemStore items;
    private final RequestStore requests;
    private final DocumentStore documents;
    private final TranscriptStates transcripts;
    private final EmbeddedSignatures embedded;
    private final Salvage salvage;
    private final Outbox outbox;
    private final Workers workers;
    private final EventLoops loops;
    private final SigningConfiguration configuration;
    private final Clock clock;

    Embedding(
            SessionMoves moves,
            ItemStore items,
            RequestStore requests,
            DocumentStore documents,
            TranscriptStates transcripts,
            EmbeddedSignatures embedded,
            Salvage salvage,
            Outbox outbox,
            Workers workers,
            EventLoops loops,
            SigningConfiguration configuration,
            Clock clock) {
        this.moves = moves;
        this.items = items;
        this.requests = requests;
        this.documents = documents;
        this.transcripts = transcripts;
        this.embedded = embedded;
        this.salvage = salvage;
        this.outbox = outbox;
        this.workers = workers;
        this.loops = loops;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** An item whose signature has come, with the document that it was prepared over. */
    @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
    record Received(
            UUID item,
            Slot slot,
            byte[] prepared,
            byte[] raw,
            DocumentStore.Document document,
            String signerAccount,
            String signerName) {}

    /** What became of one received signature. */
    sealed interface Result {
        Received of();

        /** It verified, and stands in this document. */
        record Embedded(Received of, TranscriptDocument document) implements Result {}

        /** It did not verify; the document stays as it was. */
        record Rejected(Received of, FailureReason reason) implements Result {}
    }

    /** Embeds the next chunk. @return the session, completed when nothing was left after it */
    Uni<StoredSession> embed(StoredSession session, SigningSession.SignaturesReceived received) {
        return loops.inSession(() -> items.received(session.key(), configuration.chunk()))
                .flatMap(chunk -> workers.compute(
                        () -> chunk.stream().map(Embedding::complete).toList()))
                .flatMap(results -> salvage.ofReceived(session, results)
                        .flatMap(sorted -> loops.inTransaction(() -> store(session, received, results, sorted))));
    }

    static Result complete(Received item) {
        try {
            var prepared = PreparedSignature.decode(item.prepared());
            var value = SignatureValue.fromService(prepared.algorithm(), prepared.publicKey(), item.raw());
            return new Result.Embedded(
                    item,
                    XadesSigner.complete(TranscriptDocument.of(item.document().xml()), prepared, value));
        } catch (MalformedSignatureValueException | XadesException.SignatureDoesNotVerify e) {
            return new Result.Rejected(item, FailureReason.SIGNATURE_DOES_NOT_VERIFY);
        } catch (RuntimeException e) {
            // whatever is wrong with what we stored of one item, the others are not to wait for it
            LOG.errorf(e, "item %s: its signature cannot be embedded", item.item());
            return new Result.Rejected(item, FailureReason.NOT_EMBEDDABLE);
        }
    }

    private Uni<StoredSession> store(
            StoredSession session,
            SigningSession.SignaturesReceived received,
            List<Result> results,
            Salvage.Sorted sorted) {
        var signed = embedded(results);
        return documents
                .succeed(
                        session.key().schoolId(),
                        signed.stream().map(Embedding::document).toList(),
                        clock.instant())
                .flatMap(unchanged -> {
                    var current = signed.stream()
                            .filter(one ->
                                    unchanged.contains(one.of().document().transcriptId()))
                            .toList();
                    boolean last = results.size() < configuration.chunk()
                            && current.size() == signed.size()
                            && sorted.moved().isEmpty();
                    return store(
                            session, received, new Settled(current, failed(results, sorted), sorted.moved()), last);
                });
    }

    /**
     * What a chunk comes to.
     *
     * @param moved values that were found to be other items', which they come to with the next chunk
     */
    private record Settled(List<Result.Embedded> embedded, Map<UUID, FailureReason> failed, Map<UUID, byte[]> moved) {}

    private static Map<UUID, FailureReason> failed(List<Result> results, Salvage.Sorted sorted) {
        var failed = new HashMap<UUID, FailureReason>();
        sorted.withoutValue().forEach(item -> failed.put(item, FailureReason.SIGNATURE_DOES_NOT_VERIFY));
        results.forEach(result -> {
            if (result instanceof Result.Rejected rejected
                    && rejected.reason() != FailureReason.SIGNATURE_DOES_NOT_VERIFY) {
                failed.put(rejected.of().item(), rejected.reason());
            }
        });
        return failed;
    }

    private Uni<StoredSession> store(
            StoredSession session, SigningSession.SignaturesReceived received, Settled settled, boolean last) {
        var embedded = settled.embedded();
        if (!settled.failed().isEmpty() || !settled.moved().isEmpty()) {
            LOG.warnf(
                    "session %s: %d signatures embedded, %d moved to the items that they are for, %d items without a usable one",
                    session.key().id(),
                    embedded.size(),
                    settled.moved().size(),
                    settled.failed().size());
        }
        // who moved the session meanwhile, by cancelling, wins over everything here
        var next = last ? next(received, clock) : received;
        return moves.settle(
                        session,
                        next,
                        new SessionMoves.Settled(
                                embedded.stream().map(one -> one.of().item()).toList(), settled.failed()))
                .call(() -> items.exchange(session.key(), settled.moved()))
                .call(stored -> told(session, next, stored.completed())
                        .flatMap(events -> embedded.isEmpty()
                                ? outbox.append(new SchoolId(session.key().schoolId()), events)
                                : advance(session, embedded, events)))
                .map(SessionMoves.Settling::session);
    }

    private Uni<List<DomainEvent>> told(StoredSession session, SigningSession next, boolean completed) {
        if (!(next instanceof SigningSession.Ended)) {
            return Uni.createFrom().item(List.of());
        }
        var request = new RowKey(session.key().schoolId(), session.requestId());
        Uni<Boolean> closed = completed
                ? Uni.createFrom().item(true)
                : requests.closeIfSigned(request, clock.instant()).map(count -> count == 1);
        return closed.flatMap(done -> done
                ? Uni.createFrom().item(List.of(new DomainEvent.RequestCompleted(session.requestId())))
                // an item that failed is told of when its session ends: until then its signature may still be found
                : items.failed(session).<List<DomainEvent>>map(List::copyOf));
    }

    private static List<Result.Embedded> embedded(List<Result> results) {
        return results.stream()
                .flatMap(result -> result instanceof Result.Embedded one ? Stream.of(one) : Stream.empty())
                .toList();
    }

    /** What follows when nothing of an order is left to embed. */
    static SigningSession next(SigningSession.SignaturesReceived received, Clock clock) {
        return received.used()
                .<SigningSession>map(activation -> received.goOn(activation, clock))
                .orElseGet(() -> received.completed(clock));
    }

    /** @param events that are told of before those of the transcripts */
    private Uni<Void> advance(StoredSession session, List<Result.Embedded> signed, List<DomainEvent> events) {
        var school = new SchoolId(session.key().schoolId());
        var first = signed.getFirst().of();
        var slot = first.slot();
        return embedded.embedded(
                        school,
                        slot,
                        signed.stream()
                                .map(one -> new EmbeddedSignatures.Place(
                                        new TranscriptId(one.of().document().transcriptId()),
                                        one.of().document().revision()))
                                .toList())
                .flatMap(settles -> transcripts.slotSigned(
                        school,
                        new ClaimId(session.requestId()),
                        slot,
                        settles,
                        signed.stream()
                                .map(one -> new TranscriptId(one.of().document().transcriptId()))
                                .toList(),
                        first.signerAccount(),
                        first.signerName(),
                        events));
    }

    private static DocumentStore.Successor document(Result.Embedded embedded) {
        return new DocumentStore.Successor(
                embedded.of().document(), embedded.document().bytes());
    }
}
