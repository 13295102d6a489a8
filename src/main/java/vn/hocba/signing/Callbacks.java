package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import vn.hocba.pki.DigestAlgorithm;

/**
 * Addresses at which a signing service may say that an order is done, and what is done then: the session's next question becomes
 * due. Nothing that the caller sends is believed, or even read.
 *
 * <p>Security guarantees: an address holds 256 random bits and is good for one order; the database keeps its hash.
 */
@ApplicationScoped
class Callbacks {

    static final String PATH = "/v1/callbacks/";

    private static final int BYTES = 32;

    private static final String HINT = """
            UPDATE signing_session
               SET due_at = CASE WHEN state = 'SUBMITTED' AND coalesce(lease_until < clock_timestamp(), true)
                                 THEN least(due_at, clock_timestamp()) ELSE due_at END,
                   hinted = state = 'SUBMITTING' OR coalesce(lease_until >= clock_timestamp(), false)
             WHERE callback_sha256 = :hash AND state IN ('SUBMITTING', 'SUBMITTED')
            """;

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
        return Panache.withSession(() -> Panache.getSession()
                        .flatMap(session -> session.createNativeQuery(HINT)
                                .setParameter("hash", sha256(path))
                                .executeUpdate()))
                .replaceWithVoid();
    }

    private static byte[] sha256(String path) {
        return DigestAlgorithm.SHA256.digest(path.getBytes(StandardCharsets.UTF_8));
    }
}
