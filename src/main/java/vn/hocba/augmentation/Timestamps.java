package vn.hocba.augmentation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import vn.hocba.augmentation.AugmentationFailure.Code;
import vn.hocba.pki.TimestampToken;
import vn.hocba.pki.client.TimestampClient;
import vn.hocba.pki.client.TimestampFailure;
import vn.hocba.signing.Trust;

/** Timestamps from the first authority that gives one; an authority that does not answer comes last for a while. */
@ApplicationScoped
class Timestamps {

    private static final Logger LOG = Logger.getLogger(Timestamps.class);
    private static final Duration REST = Duration.ofMinutes(1);

    private final TimestampClient client;
    private final Trust trust;
    private final Materials materials;
    private final Clock clock;
    private final Map<URI, Instant> resting = new ConcurrentHashMap<>();

    Timestamps(TimestampClient client, Trust trust, Materials materials, Clock clock) {
        this.client = client;
        this.trust = trust;
        this.materials = materials;
        this.clock = clock;
    }

    /** @return fails with an {@link AugmentationFailure}, the last authority's, when none gives one */
    Uni<TimestampToken> over(byte[] data) {
        Instant now = clock.instant();
        List<URI> order = client.authorities().stream()
                .sorted(Comparator.comparingInt(
                        (URI authority) -> now.isBefore(resting.getOrDefault(authority, Instant.MIN)) ? 1 : 0))
                .toList();
        if (order.isEmpty()) {
            return Uni.createFrom()
                    .failure(new AugmentationFailure(
                            Code.TIMESTAMP_AUTHORITY_UNAVAILABLE, "no timestamp authority is configured"));
        }
        return ask(order, data);
    }

    private Uni<TimestampToken> ask(List<URI> order, byte[] data) {
        URI authority = order.getFirst();
        List<URI> others = order.subList(1, order.size());
        return Uni.createFrom()
                .completionStage(() -> client.stamp(authority, data, trust.anchors(), materials.live()))
                .onItem()
                .invoke(token -> resting.remove(authority))
                .onFailure()
                .recoverWithUni(failure -> {
                    AugmentationFailure known = known(authority, failure);
                    LOG.warnf("timestamp authority %s: %s", authority, known.getMessage());
                    boolean next = known.code() != Code.TOO_MANY_AT_ONCE && !others.isEmpty();
                    return next ? ask(others, data) : Uni.createFrom().failure(known);
                });
    }

    private AugmentationFailure known(URI authority, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (!(cause instanceof TimestampFailure answered)) {
            return new AugmentationFailure(Code.INTERNAL_ERROR, String.valueOf(cause));
        }
        String detail = String.valueOf(answered.getMessage());
        return switch (answered) {
            case TimestampFailure.Busy busy -> new AugmentationFailure(Code.TOO_MANY_AT_ONCE, detail);
            case TimestampFailure.Unavailable unavailable -> {
                resting.put(authority, clock.instant().plus(REST));
                yield new AugmentationFailure(Code.TIMESTAMP_AUTHORITY_UNAVAILABLE, detail);
            }
            case TimestampFailure.Rejected rejected -> new AugmentationFailure(Code.TIMESTAMP_REJECTED, detail);
            case TimestampFailure.Unusable unusable -> new AugmentationFailure(Code.TIMESTAMP_NOT_BELIEVED, detail);
        };
    }
}
