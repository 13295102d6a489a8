package vn.hocba.sandbox.csc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.signing.Digest;
import vn.hocba.sandbox.signing.HashAlgorithm;

/** The parameters of a call, read with the standard's own complaints. */
record Parameters(JsonNode node, HashNames names) {

    /** What the versions call the digests and their algorithm. */
    enum HashNames {
        V1("hash", "hashAlgo"),
        V2("hashes", "hashAlgorithmOID");

        private final String hashes;
        private final String algorithm;

        HashNames(String hashes, String algorithm) {
            this.hashes = hashes;
            this.algorithm = algorithm;
        }

        /** The parameter with the digests. */
        String hashes() {
            return hashes;
        }
    }

    static Parameters of(Request request, HashNames names) {
        if (request.body().length == 0) {
            return new Parameters(JsonNodeFactory.instance.objectNode(), names);
        }
        return Json.parse(request.body())
                .filter(JsonNode::isObject)
                .map(node -> new Parameters(node, names))
                .orElseThrow(() -> CscError.invalidRequest(CscError.MALFORMED));
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    String required(String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw CscError.missing("string", name);
        }
        return value.asText();
    }

    /** A string, or empty when it is absent; another type is complained about as invalid. */
    Optional<String> optional(String name) {
        requireTextIfGiven(name);
        return has(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
    }

    /** For what is not looked at further. */
    void requireTextIfGiven(String name) {
        if (has(name) && !node.get(name).isTextual()) {
            throw CscError.invalid(name);
        }
    }

    boolean flag(String name) {
        if (has(name) && !node.get(name).isBoolean()) {
            throw CscError.invalid(name);
        }
        return node.path(name).asBoolean(false);
    }

    /** A number of signatures. */
    int count(String name) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber()) {
            throw CscError.missing("integer", name);
        }
        if (!value.canConvertToInt() || value.asInt() < 1) {
            throw CscError.invalidRequest("Invalid value for parameter " + name);
        }
        return value.asInt();
    }

    HashAlgorithm hashAlgorithm() {
        return HashAlgorithm.ofOid(required(names.algorithm)).orElseThrow(() -> CscError.invalid(names.algorithm));
    }

    boolean hasHashAlgorithm() {
        return has(names.algorithm);
    }

    CscError contradicted() {
        return CscError.invalid(names.algorithm);
    }

    boolean hasHashes() {
        return has(names.hashes);
    }

    /** The hashes in their order, each once, none empty. */
    List<Digest> hashes() {
        JsonNode array = node.path(names.hashes);
        if (!array.isArray()) {
            throw CscError.missing("array", names.hashes);
        }
        if (array.isEmpty()) {
            throw CscError.invalidRequest("Empty hash array");
        }
        List<Digest> digests = new ArrayList<>(array.size());
        for (JsonNode item : array) {
            digests.add(Optional.of(item)
                    .filter(JsonNode::isTextual)
                    .flatMap(text -> Digest.parse(text.asText()))
                    .orElseThrow(() -> CscError.invalidRequest("Invalid Base64 hash string parameter")));
        }
        if (new HashSet<>(digests).size() != digests.size()) {
            throw CscError.invalid(names.hashes);
        }
        return digests;
    }

    List<Digest> hashes(HashAlgorithm algorithm) {
        List<Digest> digests = hashes();
        if (digests.stream().anyMatch(digest -> digest.bytes().length != algorithm.length())) {
            throw CscError.invalidRequest("Invalid digest value length");
        }
        return digests;
    }
}
