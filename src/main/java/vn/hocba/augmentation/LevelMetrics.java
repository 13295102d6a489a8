package vn.hocba.augmentation;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureLevel;

/** What the metrics say of levels. The backlog is that of all replicas, as this one saw it last. */
@ApplicationScoped
class LevelMetrics {

    private final MeterRegistry registry;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong oldestSeconds = new AtomicLong();

    LevelMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("hocba.levels.waiting", waiting);
        registry.gauge("hocba.levels.oldest.seconds", oldestSeconds);
    }

    void saw(LevelStore.Backlog now) {
        waiting.set(now.waiting());
        oldestSeconds.set(Math.round(now.oldestSeconds()));
    }

    void raised(Slot slot, SignatureLevel level) {
        registry.counter("hocba.levels.raised", "slot", lower(slot), "level", lower(level))
                .increment();
    }

    void failed(AugmentationFailure.Code code) {
        registry.counter("hocba.levels.failures", "reason", code.wire()).increment();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
