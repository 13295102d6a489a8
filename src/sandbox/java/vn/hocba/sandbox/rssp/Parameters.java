package vn.hocba.sandbox.rssp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.signing.Digest;
import vn.hocba.sandbox.signing.HashAlgorithm;

/** The parameters of a call; every one names the profile. */
record Parameters(JsonNode node) {

    private static final String PROFILE = "rssp-119.432-v2.0";
    private static final Duration USUAL_VALIDITY = Duration.ofMinutes(10);
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(1);

    static Parameters of(Request request) {
        Parameters parameters = Json.parse(request.body())
                .filter(JsonNode::isObject)
                .map(Parameters::new)
                .orElseThrow(() -> RsspRefused.because("The request is malformed"));
        if (!parameters.required("profile").equals(PROFILE)) {
            throw RsspRefused.invalid("profile");
        }
        return parameters;
    }

    String required(String name) {
        return optional(name).filter(text -> !text.isEmpty()).orElseThrow(() -> RsspRefused.missing("string", name));
    }

    Optional<String> optional(String name) {
        return Optional.of(node.path(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    int count(String name) {
        if (!node.path(name).canConvertToInt()) {
            throw RsspRefused.missing("integer", name);
        }
        if (node.path(name).asInt() < 1) {
            throw RsspRefused.because("Invalid value for parameter " + name);
        }
        return node.path(name).asInt();
    }

    HashAlgorithm hashAlgorithm() {
        return Optional.of(node.at("/documentDigests/hashAlgorithmOID"))
                .filter(JsonNode::isTextual)
                .flatMap(oid -> HashAlgorithm.ofOid(oid.asText()))
                .orElseThrow(() -> RsspRefused.invalid("hashAlgorithmOID"));
    }

    /** The hashes of {@code documentDigests}, in their order. */
    List<Digest> digests() {
        JsonNode hashes = node.at("/documentDigests/hashes");
        if (!hashes.isArray() || hashes.isEmpty()) {
            throw RsspRefused.because("Invalid object parameter documentDigests");
        }
        int length = hashAlgorithm().length();
        List<Digest> digests = new ArrayList<>();
        for (JsonNode hash : hashes) {
            Digest digest = Digest.parse(hash.asText())
                    .orElseThrow(() -> RsspRefused.because("Invalid Base64 hash string parameter"));
            if (digest.bytes().length != length) {
                throw RsspRefused.because("Invalid digest value length");
            }
            digests.add(digest);
        }
        if (new HashSet<>(digests).size() != digests.size()) {
            throw RsspRefused.because("Invalid object parameter documentDigests");
        }
        return digests;
    }

    /** How long signatures are kept to be fetched, in milliseconds. */
    Duration validity() {
        JsonNode given = node.path("validityPeriod");
        if (given.isMissingNode() || given.isNull()) {
            return USUAL_VALIDITY;
        }
        if (!given.isIntegralNumber()
                || !given.canConvertToLong()
                || given.asLong() < 1
                || given.asLong() > LONGEST_VALIDITY.toMillis()) {
            throw RsspRefused.invalid("validityPeriod");
        }
        return Duration.ofMillis(given.asLong());
    }

    /** {@code S}: the answer carries the result; {@code A}: it carries an id to ask with. */
    boolean asynchronous() {
        return switch (optional("operationMode").orElse("S")) {
            case "S" -> false;
            case "A" -> true;
            default -> throw RsspRefused.invalid("operationMode");
        };
    }
}
