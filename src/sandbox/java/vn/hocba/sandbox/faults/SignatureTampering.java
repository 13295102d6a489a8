package vn.hocba.sandbox.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Base64;
import java.util.Optional;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.http.Reply;

/**
 * Spoils the {@code signatures} array of an answer, or of its {@code data}; an answer without one cannot be spoilt, and an only
 * signature is in no wrong place. A signature is a text, or an object's {@code signature_value}.
 */
final class SignatureTampering {

    private SignatureTampering() {}

    static Optional<Reply.Answer> tamper(FaultKind kind, Reply.Answer answer) {
        Optional<JsonNode> body = Json.parse(answer.body());
        if (body.isEmpty()
                || !(body.get() instanceof ObjectNode object)
                || !(signatures(object) instanceof ArrayNode signatures)
                || signatures.size() < least(kind)) {
            return Optional.empty();
        }
        switch (kind) {
            case SHORT -> signatures.remove(signatures.size() - 1);
            case SURPLUS -> signatures.add(signatures.get(0));
            case WRONG_SIGNATURE -> signatures.set(0, wrong(signatures.get(0)));
            case SHUFFLED -> signatures.add(signatures.remove(0));
            case DUPLICATE -> signatures.set(1, signatures.get(0));
            default -> throw new IllegalArgumentException(kind + " does not concern signatures");
        }
        return Optional.of(new Reply.Answer(answer.status(), answer.headers(), Json.bytes(object)));
    }

    private static int least(FaultKind kind) {
        return kind == FaultKind.SHUFFLED || kind == FaultKind.DUPLICATE ? 2 : 1;
    }

    private static JsonNode signatures(ObjectNode answer) {
        return answer.has("signatures") ? answer.get("signatures") : answer.at("/data/signatures");
    }

    private static JsonNode wrong(JsonNode signature) {
        return signature instanceof ObjectNode object
                ? object.set("signature_value", spoilt(object.path("signature_value")))
                : spoilt(signature);
    }

    /** Another last byte keeps the encoding right, of RSA and of DER, and the value wrong. */
    private static TextNode spoilt(JsonNode signature) {
        byte[] bytes = Base64.getDecoder().decode(signature.asText());
        bytes[bytes.length - 1] ^= 1;
        return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes));
    }
}
