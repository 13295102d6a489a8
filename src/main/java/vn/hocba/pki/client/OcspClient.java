package vn.hocba.pki.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import vn.hocba.pki.OcspAnswer;
import vn.hocba.pki.OcspRequest;

/**
 * Asks the configured OCSP responders (RFC 6960 appendix A) and keeps each answer while it is fresh, so that a batch of a school's
 * documents asks once per certificate. A responder that fails is left alone for a while: it must not cost each document a timeout.
 */
final class OcspClient {

    private static final Logger LOG = Logger.getLogger(OcspClient.class);
    private static final long MAX_BYTES = 65_536;
    private static final int MAX_KEPT = 10_000;
    private static final Duration REST = Duration.ofMinutes(1);

    private final RevocationSettings settings;
    private final Clock clock;
    private final HttpClient http;
    private final Map<OcspRequest, Kept> kept = new ConcurrentHashMap<>();
    private final Map<URI, Instant> resting = new ConcurrentHashMap<>();

    private record Kept(OcspAnswer answer, Instant until) {}

    OcspClient(RevocationSettings settings, Clock clock, HttpClient http) {
        this.settings = settings;
        this.clock = clock;
        this.http = http;
    }

    /** A fresh answer about this certificate by somebody who may give it; empty when no responder gives one. */
    Optional<OcspAnswer> answer(X509Certificate certificate, X509Certificate issuer) {
        OcspRequest question = new OcspRequest(certificate, issuer);
        Instant now = clock.instant();
        Kept known = kept.get(question);
        if (known != null && now.isBefore(known.until())) {
            return Optional.of(known.answer());
        }
        for (URI responder : settings.ocsp().orElse(List.of())) {
            if (now.isAfter(resting.getOrDefault(responder, Instant.MIN))) {
                Optional<OcspAnswer> answer = ask(responder, question);
                if (answer.isPresent()) {
                    keep(question, answer.get(), now);
                    return answer;
                }
            }
        }
        return Optional.empty();
    }

    private void keep(OcspRequest question, OcspAnswer answer, Instant now) {
        if (kept.size() >= MAX_KEPT) {
            kept.clear();
        }
        Instant refresh = now.plus(settings.refresh());
        kept.put(question, new Kept(answer, answer.freshUntil().isBefore(refresh) ? answer.freshUntil() : refresh));
    }

    private Optional<OcspAnswer> ask(URI responder, OcspRequest question) {
        HttpRequest request = HttpRequest.newBuilder(responder)
                .timeout(settings.timeout())
                .header("Content-Type", "application/ocsp-request")
                .POST(BodyPublishers.ofByteArray(question.encoded()))
                .build();
        try {
            return usable(responder, question, TimelyAnswer.body(http, request, MAX_BYTES, settings.timeout()));
        } catch (IOException e) {
            LOG.warnf("OCSP responder %s: %s", responder, e.getMessage());
            resting.put(responder, clock.instant().plus(REST));
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** A responder may know nothing of one authority and all of another, so such an answer does not send it to rest. */
    private Optional<OcspAnswer> usable(URI responder, OcspRequest question, byte[] body) {
        try {
            OcspAnswer answer = OcspAnswer.parse(body);
            if (answer.decides(question.certificate(), question.issuer(), clock.instant())) {
                return Optional.of(answer);
            }
            LOG.infof("OCSP responder %s: no fresh answer about the certificate", responder);
        } catch (IllegalArgumentException e) {
            LOG.infof("OCSP responder %s: %s", responder, e.getMessage());
        }
        return Optional.empty();
    }
}
