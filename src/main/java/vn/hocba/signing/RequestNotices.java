package vn.hocba.signing;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import vn.hocba.notices.Notices;
import vn.hocba.notices.Topic;

/** Which streams of this replica are to look when a request has changed, wherever that happened. */
@ApplicationScoped
class RequestNotices {

    private final Notices notices;
    private final Map<String, Set<MultiEmitter<? super Boolean>>> streams = new ConcurrentHashMap<>();

    RequestNotices(Notices notices) {
        this.notices = notices;
    }

    void start(@Observes StartupEvent event) {
        notices.listen(Topic.SIGNING_REQUEST, this::changed);
    }

    /** An item for each time that it is worth looking; those that come while one is being dealt with are one. */
    Multi<Boolean> of(UUID request) {
        String key = request.toString();
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            streams.compute(key, (id, known) -> {
                                Set<MultiEmitter<? super Boolean>> all =
                                        known == null ? ConcurrentHashMap.newKeySet() : known;
                                all.add(emitter);
                                return all;
                            });
                            emitter.onTermination(() -> streams.computeIfPresent(key, (id, all) -> {
                                all.remove(emitter);
                                return all.isEmpty() ? null : all;
                            }));
                        },
                        BackPressureStrategy.LATEST);
    }

    private void changed(String request) {
        if (request.equals(Notices.ANYTHING)) {
            streams.values().forEach(RequestNotices::wake);
        } else {
            wake(streams.getOrDefault(request, Set.of()));
        }
    }

    private static void wake(Set<MultiEmitter<? super Boolean>> waiting) {
        waiting.forEach(emitter -> emitter.emit(true));
    }
}
