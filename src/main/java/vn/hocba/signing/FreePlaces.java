package vn.hocba.signing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningServices;
import vn.hocba.signing.Lane.Kind;

/** How many more sessions this process can take, lane by lane. */
@ApplicationScoped
class FreePlaces {

    private final Leases leases;
    private final RemoteSigningServices services;
    private final SigningConfiguration configuration;

    FreePlaces(Leases leases, RemoteSigningServices services, SigningConfiguration configuration) {
        this.leases = leases;
        this.services = services;
        this.configuration = configuration;
    }

    /**
     * A lane with its free places.
     *
     * @param held places that schools have in it
     */
    record Free(Lane lane, int places, Map<UUID, Integer> held) {

        /** What is left of all its places. */
        static Free of(Lane lane, int all, Leases leases) {
            var held = leases.bySchool(lane);
            int taken = held.values().stream().mapToInt(Integer::intValue).sum();
            return new Free(lane, Math.max(0, all - taken), held);
        }

        static String json(List<Free> all) {
            var rows = new JsonArray();
            all.forEach(free -> {
                var held = new JsonObject();
                free.held().forEach((school, places) -> held.put(school.toString(), places));
                rows.add(new JsonObject()
                        .put("kind", free.lane().kind().name())
                        .put("provider", free.lane().provider())
                        .put("places", free.places())
                        .put("held", held));
            });
            return rows.encode();
        }
    }

    /** Every lane; those without a provider's name are for embedding, and to end what waits for providers that nobody has any more. */
    List<Free> now() {
        var lanes = new ArrayList<Lane>();
        lanes.add(Lane.embedding());
        lanes.add(new Lane(Kind.CONSENT, ""));
        lanes.add(new Lane(Kind.CALL, ""));
        services.providers().forEach(provider -> {
            lanes.add(new Lane(Kind.CONSENT, provider.value()));
            lanes.add(new Lane(Kind.CALL, provider.value()));
        });
        return lanes.stream().map(this::free).toList();
    }

    /** Whether steps of a lane can be taken here; other replicas may have other providers. */
    boolean isHere(Lane lane) {
        return lane.provider().isEmpty()
                || services.find(new ProviderId(lane.provider())).isPresent();
    }

    /** How many more sessions this process can take in a lane of a provider that is configured, or for embedding. */
    int in(Lane lane) {
        return free(lane).places();
    }

    private Free free(Lane lane) {
        int all = switch (lane.kind()) {
            case CONSENT -> atProvider(lane, configuration.consents());
            case CALL -> atProvider(lane, configuration.concurrency());
            case EMBEDDING -> configuration.concurrency();
        };
        return Free.of(lane, all, leases);
    }

    /** A provider that rests gets no sessions, and one whose rest is over a first one. */
    private int atProvider(Lane lane, int usual) {
        if (lane.provider().isEmpty()) {
            return usual;
        }
        return switch (services.state(new ProviderId(lane.provider()))) {
            case CLOSED -> usual;
            case HALF_OPEN -> 1;
            case OPEN, PAUSED, MAINTENANCE -> 0;
        };
    }
}
