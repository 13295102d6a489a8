package vn.hocba.sandbox.csc;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.signing.Callbacks;
import vn.hocba.sandbox.signing.Credential;
import vn.hocba.sandbox.signing.Credentials;
import vn.hocba.sandbox.signing.Digest;
import vn.hocba.sandbox.signing.HashAlgorithm;
import vn.hocba.sandbox.signing.PendingSignatures;
import vn.hocba.sandbox.signing.SigningCore;

/** The {@code signatures/*} methods. */
final class SignatureMethods {

    private static final Duration DEFAULT_VALIDITY = Duration.ofMinutes(10);
    private static final Duration MAX_VALIDITY = Duration.ofDays(1);

    private final Credentials credentials;
    private final SigningCore core;
    private final Callbacks callbacks;

    SignatureMethods(Credentials credentials, SigningCore core, Callbacks callbacks) {
        this.callbacks = callbacks;
        this.credentials = credentials;
        this.core = core;
    }

    void addTo(Map<String, CscVersion.Method> methods) {
        methods.put("signatures/signHash", this::signHash);
        methods.put("signatures/signPolling", (parameters, caller) -> signPolling(parameters));
    }

    /** A token of scope {@code credential} is the activation data itself. */
    private Reply.Answer signHash(Parameters parameters, Caller caller) {
        Credential credential = credentials.get(parameters.required("credentialID"));
        String sad =
                caller.activation().filter(token -> !parameters.has("SAD")).orElseGet(() -> parameters.required("SAD"));
        List<Digest> hashes = parameters.hashes();
        HashAlgorithm algorithm = SignAlgorithm.hashOf(parameters, credential.algorithm());
        parameters.requireTextIfGiven("clientData");
        if (hashes.stream().anyMatch(hash -> hash.bytes().length != algorithm.length())) {
            throw CscError.invalidRequest("Invalid digest value length");
        }
        return switch (parameters.optional("operationMode").orElse("S")) {
            case "S" -> {
                for (String asynchronousOnly : List.of("validity_period", "response_uri")) {
                    if (parameters.has(asynchronousOnly)) {
                        throw CscError.invalid(asynchronousOnly);
                    }
                }
                yield signatures(core.sign(credential, sad, algorithm, hashes));
            }
            case "A" -> {
                Duration validity = validity(parameters);
                URI callback = parameters
                        .optional("response_uri")
                        .map(uri -> Callbacks.parse(uri).orElseThrow(() -> CscError.invalid("response_uri")))
                        .orElse(null);
                String id = core.submit(credential, sad, algorithm, hashes, validity);
                if (callback != null) {
                    callbacks.hint(callback, id);
                }
                yield Reply.json(200, Map.of("responseID", id));
            }
            default -> throw CscError.invalid("operationMode");
        };
    }

    private static Duration validity(Parameters parameters) {
        if (!parameters.has("validity_period")) {
            return DEFAULT_VALIDITY;
        }
        JsonNode milliseconds = parameters.node().get("validity_period");
        if (!milliseconds.isIntegralNumber()) {
            throw CscError.invalid("validity_period");
        }
        if (!milliseconds.canConvertToLong()
                || milliseconds.asLong() < 1
                || milliseconds.asLong() > MAX_VALIDITY.toMillis()) {
            throw CscError.invalidRequest("Out of bounds parameter validity_period");
        }
        return Duration.ofMillis(milliseconds.asLong());
    }

    private Reply.Answer signPolling(Parameters parameters) {
        if (parameters.has("userID")) {
            throw CscError.invalidRequest("userID parameter SHALL be null");
        }
        parameters.requireTextIfGiven("clientData");
        PendingSignatures.Job job =
                core.result(parameters.required("requestID")).orElseThrow(() -> CscError.invalid("requestID"));
        if (!job.ready()) {
            throw new CscError(
                    202, "accepted_request", "The previous async request has been accepted but not yet completed");
        }
        return signatures(job.signatures());
    }

    static Reply.Answer signatures(List<byte[]> signatures) {
        return Reply.json(
                200,
                Map.of(
                        "signatures",
                        signatures.stream()
                                .map(Base64.getEncoder()::encodeToString)
                                .toList()));
    }
}
