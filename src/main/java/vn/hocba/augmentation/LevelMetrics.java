package vn.hocba.augmentation;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureLevel;

/** What the metrics say of levels. The backlog is that of all replicas, as this one saw it last. */
@ApplicationScoped
class LevelMetrics {

    private final MeterRegistry registry;
    private final AtomicReference<LevelStore.Backlog> backlog = new AtomicReference<>(new LevelStore.Backlog(0, 0));

    LevelMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("hocba.levels.waiting", backlog, seen -> seen.get().waiting());
        registry.gauge(
                "hocba.levels.oldest.seconds", backlog, seen -> seen.get().oldestSeconds());
    }

    void saw(LevelStore.Backlog now) {
        backlog.set(now);
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
