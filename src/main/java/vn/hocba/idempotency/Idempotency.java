package vn.hocba.idempotency;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.workers.Workers;

/**
 * Runs a write at most once per {@code Idempotency-Key} of an actor.
 *
 * <p>Only successful (2xx) responses are stored. An error changes nothing, so a repetition is judged anew: it gets the
 * same error again, or succeeds once its cause is gone. A key is remembered for {@code hocba.idempotency.retention}.
 */
@ApplicationScoped
public class Idempotency {

    /** Request header with the caller's key. */
    public static final String KEY_HEADER = "Idempotency-Key";

    /** Response header that marks a replay. */
    public static final String REPLAYED_HEADER = "Idempotency-Replayed";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final CurrentVertxRequest current;
    private final Fingerprints fingerprints;
    private final ResponseBodies bodies;
    private final Workers workers;
    private final Clock clock = Clock.systemUTC();

    Idempotency(CurrentVertxRequest current, Fingerprints fingerprints, ResponseBodies bodies, Workers workers) {
        this.current = current;
        this.fingerprints = fingerprints;
        this.bodies = bodies;
        this.workers = workers;
    }

    /**
     * Runs the effect in a transaction that also stores its response; a repetition gets the stored response. Without a
     * key the effect just runs in a transaction. Call it from the resource method itself, and let the effect's own
     * {@code withTransaction} blocks join.
     *
     * @param body the request's body as read, or null; two requests are the same if method, path and this are
     * @throws ProblemException {@link ProblemType#IDEMPOTENCY_IN_FLIGHT} while the first request runs, {@link
     *     ProblemType#IDEMPOTENCY_KEY_REUSED} if the key stands for another request (both through the {@code Uni})
     */
    public Uni<Response> once(Actor actor, @Nullable Object body, Supplier<Uni<Response>> effect) {
        Optional<String> key = key();
        if (key.isEmpty()) {
            return Panache.withTransaction(effect);
        }
        Supplier<IdempotentRequest> keyed = keyed(actor, key.get(), body);
        return workers.computeOver(body instanceof byte[] raw ? raw.length : 0, keyed)
                .chain(request -> once(request, effect));
    }

    private Uni<Response> once(IdempotentRequest request, Supplier<Uni<Response>> effect) {
        return Panache.withTransaction(() -> lock(request)
                .chain(() -> find(request))
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(found.get())
                        : effect.get().chain(response -> save(request, response))));
    }

    /**
     * The current HTTP request as a repeatable one; empty if it has no key. For flows of several transactions, which
     * {@link #find} before the first and {@link #save} in the last.
     *
     * @throws ProblemException {@link ProblemType#INVALID_PARAMETER} if the key is not 1-255 visible ASCII characters
     */
    public Optional<IdempotentRequest> request(Actor actor, @Nullable Object body) {
        return key().map(key -> keyed(actor, key, body).get());
    }

    private Supplier<IdempotentRequest> keyed(Actor actor, String key, @Nullable Object body) {
        HttpServerRequest http = current.getCurrent().request();
        String method = http.method().name();
        String uri = http.uri();
        return () -> new IdempotentRequest(
                actor.organisationCode(), actor.subject(), key, fingerprints.of(method, uri, body));
    }

    private Optional<String> key() {
        List<String> keys = current.getCurrent().request().headers().getAll(KEY_HEADER);
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        if (keys.size() > 1 || !KEY.matcher(keys.getFirst()).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_PARAMETER,
                    List.of(FieldError.parameter(
                            KEY_HEADER,
                            "wrong-format",
                            "Cần đúng một mã gồm 1 đến 255 ký tự ASCII nhìn thấy được.",
                            "Needs exactly one key of 1 to 255 visible ASCII characters.")));
        }
        return Optional.of(keys.getFirst());
    }

    /**
     * The stored response, marked as a replay; empty the first time. Opens a session if there is none.
     *
     * @throws ProblemException {@link ProblemType#IDEMPOTENCY_KEY_REUSED} through the {@code Uni}
     */
    public Uni<Optional<Response>> find(IdempotentRequest request) {
        return Panache.withSession(
                        () -> Panache.getSession().chain(session -> session.find(StoredResponse.class, id(request))))
                .map(row -> Optional.ofNullable(row).map(stored -> replay(request, stored)));
    }

    /** Stores a successful response in the caller's transaction and gives it on, rendered as it will be replayed. */
    public Uni<Response> save(IdempotentRequest request, Response response) {
        if (response.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
            return Uni.createFrom().item(response);
        }
        StoredResponse row = new StoredResponse();
        row.id = id(request);
        row.fingerprint = request.fingerprint();
        row.status = response.getStatus();
        row.location = response.getHeaderString(HttpHeaders.LOCATION);
        row.etag = response.getHeaderString(HttpHeaders.ETAG);
        String body = bodies.text(response.getEntity());
        row.sealed = response.getEntity() instanceof Confidential;
        row.body = row.sealed ? bodies.seal(body, request) : body;
        row.createdAt = clock.instant();
        return Panache.getSession()
                .chain(session -> session.persist(row))
                .replaceWith(() -> response(row, body).build());
    }

    private static Uni<Void> lock(IdempotentRequest request) {
        String scope = String.join("\n", request.organisation(), request.subject(), request.key());
        long lock = ByteBuffer.wrap(Fingerprints.sha256(scope.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("SELECT pg_try_advisory_xact_lock(:lock)", Boolean.class)
                        .setParameter("lock", lock)
                        .getSingleResult())
                .invoke(obtained -> {
                    if (!obtained) {
                        throw new ProblemException(ProblemType.IDEMPOTENCY_IN_FLIGHT);
                    }
                })
                .replaceWithVoid();
    }

    private static StoredResponse.Id id(IdempotentRequest request) {
        return new StoredResponse.Id(request.organisation(), request.subject(), request.key());
    }

    private Response replay(IdempotentRequest request, StoredResponse stored) {
        if (!stored.fingerprint.equals(request.fingerprint())) {
            throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED);
        }
        String body = stored.sealed ? bodies.open(stored.body, request) : stored.body;
        return response(stored, body).header(REPLAYED_HEADER, "true").build();
    }

    private static Response.ResponseBuilder response(StoredResponse stored, @Nullable String body) {
        Response.ResponseBuilder response = Response.status(stored.status);
        if (body != null) {
            response.entity(body).type(MediaType.APPLICATION_JSON_TYPE);
        }
        if (stored.location != null) {
            response.location(URI.create(stored.location));
        }
        if (stored.etag != null) {
            response.header(HttpHeaders.ETAG, stored.etag);
        }
        return response;
    }
}
