package vn.hocba.pki.client;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.RevocationSource;
import vn.hocba.pki.TimestampRequest;
import vn.hocba.pki.TimestampResponse;
import vn.hocba.pki.TimestampToken;
import vn.hocba.pki.TimestampVerifier;
import vn.hocba.pki.TrustAnchors;

/**
 * Asks timestamp authorities (RFC 3161 section 3.4). One call is one request: retrying, and turning to the next authority, is the
 * caller's, who can wait without holding anything.
 *
 * <p>Security guarantees: only digests leave; a token is handed out only when it answers this very request and the authority's
 * certificate was checked; an answer is bounded in time and size, redirects are not followed.
 */
@ApplicationScoped
public class TimestampClient {

    private static final int OK = 200;
    private static final int NONCE_BITS = 127;

    private final TimestampSettings settings;
    private final Clock clock;
    private final HttpClient http;
    private final Semaphore underWay;
    private final SecureRandom random = new SecureRandom();

    /** By the configuration, which none changes afterwards. */
    public TimestampClient(TimestampSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.underWay = new Semaphore(settings.concurrency());
        this.http = HttpClient.newBuilder()
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The configured authorities, the preferred one first; nothing is timestamped if there is none. */
    public List<URI> authorities() {
        return settings.authorities().orElse(List.of());
    }

    /**
     * A timestamp over this data.
     *
     * @param authority one of {@link #authorities}
     * @return fails with a {@link TimestampFailure}
     */
    public CompletableFuture<TimestampToken> stamp(
            URI authority, byte[] data, TrustAnchors anchors, RevocationSource revocations) {
        if (!authorities().contains(authority)) {
            throw new IllegalArgumentException("not a configured timestamp authority: " + authority);
        }
        if (!underWay.tryAcquire()) {
            return CompletableFuture.failedFuture(new TimestampFailure.Busy());
        }
        TimestampRequest request =
                TimestampRequest.over(data, DigestAlgorithm.SHA256, new BigInteger(NONCE_BITS, random));
        TimestampVerifier verifier =
                new TimestampVerifier(anchors, revocations, settings.policies().orElse(Set.of()));
        HttpRequest call = HttpRequest.newBuilder(authority)
                .timeout(settings.timeout())
                .header("Content-Type", "application/timestamp-query")
                .POST(BodyPublishers.ofByteArray(request.encoded()))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(call, BodyHandlers.limiting(BodyHandlers.ofByteArray(), settings.maxBytes()));
        // the request's own timeout ends with the headers; a body that trickles must end as well
        return answer.copy()
                .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> {
                    answer.cancel(true);
                    underWay.release();
                })
                .handle((response, failure) -> {
                    if (response == null) {
                        throw new TimestampFailure.Unavailable(authority + ": " + failure);
                    }
                    return token(authority, response, request, verifier);
                });
    }

    private TimestampToken token(
            URI authority, HttpResponse<byte[]> response, TimestampRequest request, TimestampVerifier verifier) {
        if (response.statusCode() != OK) {
            throw new TimestampFailure.Unavailable(authority + ": HTTP status " + response.statusCode());
        }
        return switch (parse(authority, response.body())) {
            case TimestampResponse.Rejected rejected -> throw new TimestampFailure.Rejected(rejected);
            case TimestampResponse.Granted(TimestampToken token) ->
                switch (verifier.verify(token, request, clock.instant())) {
                    case TimestampVerifier.Verdict.Proven proven -> token;
                    case TimestampVerifier.Verdict verdict -> throw new TimestampFailure.Unusable(verdict);
                };
        };
    }

    private static TimestampResponse parse(URI authority, byte[] body) {
        try {
            return TimestampResponse.parse(body);
        } catch (IllegalArgumentException e) {
            throw new TimestampFailure.Unavailable(authority + ": " + e.getMessage());
        }
    }
}
