package vn.hocba.signing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import vn.hocba.pki.DataToBeSignedRepresentation;
import vn.hocba.pki.SignedDigests;
import vn.hocba.workers.EventLoops;
import vn.hocba.workers.Workers;
import vn.hocba.xades.PreparedSignature;

/**
 * Finds out which item each value of a bad answer is for, when their number or order is wrong: a signature tells what it is over.
 * Whether it verifies is decided when it is embedded, as for every other.
 */
@ApplicationScoped
class Salvage {

    private static final Logger LOG = Logger.getLogger(Salvage.class);

    private final SessionStore sessions;
    private final ItemStore items;
    private final AnswerKeeper keeper;
    private final EventLoops loops;
    private final Workers workers;

    Salvage(SessionStore sessions, ItemStore items, AnswerKeeper keeper, EventLoops loops, Workers workers) {
        this.sessions = sessions;
        this.items = items;
        this.keeper = keeper;
        this.loops = loops;
        this.workers = workers;
    }

    /** An item whose value has come and is not embedded. */
    @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
    @RegisterForReflection(fields = false, methods = false)
    record Loose(UUID item, byte[] digest, byte[] raw) {}

    /**
     * What is to be done about values that came for the wrong items.
     *
     * @param moved items with the value that is theirs
     * @param withoutValue items of which no value has come
     */
    record Sorted(Map<UUID, byte[]> moved, Set<UUID> withoutValue) {

        static final Sorted NOTHING = new Sorted(Map.of(), Set.of());
    }

    /**
     * Assigns the values of an answer to the digests of the order that they answer.
     *
     * @return for each digest its value; empty where none came
     */
    Uni<List<Optional<byte[]>>> ofOrder(StoredSession session, List<byte[]> values) {
        return keeper.untilStored(loops.inSession(() -> items.prepared(session.key())
                        .flatMap(prepared ->
                                sessions.orderedDigests(session).map(digests -> new Order(prepared, digests)))))
                .flatMap(order -> workers.compute(() -> assigned(order, values)))
                .invoke(found -> LOG.warnf(
                        "session %s: of %d values that came for %d digests, %d are of use",
                        session.key().id(),
                        values.size(),
                        found.size(),
                        found.stream().filter(Optional::isPresent).count()));
    }

    @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
    private record Order(byte[] prepared, List<DataToBeSignedRepresentation> digests) {}

    private static List<Optional<byte[]>> assigned(Order order, List<byte[]> values) {
        try {
            return digests(
                            order.prepared(),
                            order.digests().stream()
                                    .map(DataToBeSignedRepresentation::digest)
                                    .toList())
                    .assign(values);
        } catch (IllegalArgumentException e) {
            LOG.errorf(e, "a prepared signature is not readable");
            return Collections.nCopies(order.digests().size(), Optional.empty());
        }
    }

    private static SignedDigests digests(byte[] anyPrepared, List<byte[]> digests) {
        var prepared = PreparedSignature.decode(anyPrepared);
        return new SignedDigests(prepared.algorithm(), prepared.publicKey(), digests);
    }

    /** Sorts what is stored of a session, of which some values turned out not to be those of their items. */
    Uni<Sorted> ofReceived(StoredSession session, List<Embedding.Result> results) {
        var misfits = results.stream()
                .filter(Salvage::isMisfit)
                .map(Embedding.Result::of)
                .toList();
        if (misfits.isEmpty()) {
            return Uni.createFrom().item(Sorted.NOTHING);
        }
        var embedded = results.stream()
                .filter(result -> result instanceof Embedding.Result.Embedded)
                .map(result -> result.of().item())
                .collect(Collectors.toSet());
        return loops.inSession(() -> items.loose(session.key()))
                .flatMap(loose -> workers.compute(() -> sorted(
                        loose.stream()
                                .filter(one -> !embedded.contains(one.item()))
                                .toList(),
                        misfits)));
    }

    private static boolean isMisfit(Embedding.Result result) {
        return result instanceof Embedding.Result.Rejected rejected
                && rejected.reason() == FailureReason.SIGNATURE_DOES_NOT_VERIFY;
    }

    /** @param misfits items whose own value was found not to verify: it is not given to them again, whatever looks like it */
    static Sorted sorted(List<Loose> loose, List<Embedding.Received> misfits) {
        var found = digests(
                        misfits.getFirst().prepared(),
                        loose.stream().map(Loose::digest).toList())
                .assign(loose.stream().map(Loose::raw).toList());
        var wrong = misfits.stream().map(Embedding.Received::item).collect(Collectors.toSet());
        var moved = new HashMap<UUID, byte[]>();
        var without = new HashSet<UUID>();
        for (int i = 0; i < loose.size(); i++) {
            var one = loose.get(i);
            var value = found.get(i).filter(any -> !wrong.contains(one.item()) || !Arrays.equals(any, one.raw()));
            if (value.isEmpty()) {
                without.add(one.item());
            } else if (!Arrays.equals(value.get(), one.raw())) {
                moved.put(one.item(), value.get());
            }
        }
        return new Sorted(moved, without);
    }
}
