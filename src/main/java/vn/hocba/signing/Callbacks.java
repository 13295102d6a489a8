package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.ProviderId;

/**
 * Addresses at which a signing service may say that an order is done, and what is done then: the session's next question becomes
 * due. Nothing that the caller sends is believed, and nothing is read but, at a service's one fixed address, which transaction it means.
 *
 * <p>Security guarantees: an address of ours holds 256 random bits and is good for one order; the database keeps its hash.
 */
@ApplicationScoped
class Callbacks {

    static final String PATH = "/v1/callbacks/";

    private static final int BYTES = 32;
    private static final UUID NOBODYS = new UUID(0, 0);

    /** A call that comes while a question is under way, or before the answer to an order is stored, is remembered. */
    private static final String HINT = """
            UPDATE signing_session
               SET due_at = CASE WHEN state IN ('AWAITING_APPROVAL', 'SUBMITTED')
                                      AND coalesce(lease_until < clock_timestamp(), true)
                                 THEN least(due_at, clock_timestamp()) ELSE due_at END,
                   hinted = state IN ('AUTHORISING', 'SUBMITTING') OR coalesce(lease_until >= clock_timestamp(), false)
             WHERE %s AND due_at IS NOT NULL
               AND state IN ('AUTHORISING', 'AWAITING_APPROVAL', 'SUBMITTING', 'SUBMITTED')
            """;

    private static final String AT_ITS_ADDRESS = HINT.formatted("callback_sha256 = :hash");

    /** Before its answer is stored, a session is known by its own id only; afterwards by the service's name too. */
    private static final String NAMED =
            HINT.formatted("(id = :own OR approval_handle = :name OR response_id = :name) AND provider = :provider");

    private final CallbackConfiguration configuration;
    private final SecureRandom random = new SecureRandom();

    Callbacks(CallbackConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * An address for one order.
     *
     * @param sha256 what is stored of it, in base64
     */
    record Callback(URI address, String sha256) {
        @Override
        public String toString() {
            return "Callback[hidden]";
        }
    }

    /** Empty where signing services are not asked to call. */
    Optional<Callback> fresh() {
        return configuration.baseUrl().map(base -> {
            byte[] secret = new byte[BYTES];
            random.nextBytes(secret);
            String path = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
            return new Callback(
                    URI.create(base.toString().replaceAll("/+$", "") + PATH + path),
                    Base64.getEncoder().encodeToString(sha256(path)));
        });
    }

    /** Somebody called. Costs the same whether or not the path is one of ours. */
    Uni<Void> called(String path) {
        return hint(AT_ITS_ADDRESS, Map.of("hash", sha256(path)));
    }

    /**
     * A service called at its fixed address.
     *
     * @param transaction what the call says it is about
     */
    Uni<Void> called(ProviderId provider, ApprovalHandle transaction) {
        String name = transaction.value();
        return hint(NAMED, Map.of("own", ownId(name), "name", name, "provider", provider.value()));
    }

    private static Uni<Void> hint(String statement, Map<String, Object> parameters) {
        return Panache.withSession(() -> Panache.getSession().flatMap(session -> {
                    var update = session.createNativeQuery(statement);
                    parameters.forEach(update::setParameter);
                    return update.executeUpdate();
                }))
                .replaceWithVoid();
    }

    /** The session's own id, if it is one: services that know transactions by it say it again. */
    private static UUID ownId(String transaction) {
        try {
            return UUID.fromString(transaction);
        } catch (IllegalArgumentException theServicesName) {
            return NOBODYS;
        }
    }

    private static byte[] sha256(String path) {
        return DigestAlgorithm.SHA256.digest(path.getBytes(StandardCharsets.UTF_8));
    }
}
