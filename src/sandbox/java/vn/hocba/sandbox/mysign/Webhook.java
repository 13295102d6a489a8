package vn.hocba.sandbox.mysign;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import vn.hocba.sandbox.signing.Callbacks;
import vn.hocba.sandbox.signing.Lookout;
import vn.hocba.sandbox.signing.RegisteredAddresses;

/** Tells the relying party how a transaction ended, with a token that it takes from it first. */
final class Webhook {

    private static final String TAKEN = "00";

    private final Callbacks callbacks;

    private final RegisteredAddresses addresses;

    Webhook(Callbacks callbacks, RegisteredAddresses addresses) {
        this.callbacks = callbacks;
        this.addresses = addresses;
    }

    /**
     * @param life how long the person has to decide
     * @param told what the status query answers
     */
    void whenDone(String transaction, Duration life, List<String> documents, Supplier<Map<String, Object>> told) {
        addresses
                .of("mysign")
                .ifPresent(address -> Lookout.whenThere(
                        life,
                        () -> Optional.of(told.get()).filter(Webhook::isEnd),
                        end -> tell(address, transaction, documents, end)));
    }

    private static boolean isEnd(Map<String, Object> told) {
        return !"4000".equals(told.get("status")) && !"6000".equals(told.get("status"));
    }

    private void tell(URI address, String transaction, List<String> documents, Map<String, Object> end) {
        JsonNode login = taken(
                callbacks.tell(
                        URI.create(address + "/token"),
                        Map.of(),
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", "mysign",
                                "client_secret", "callback-secret")),
                address);
        String token = login.path("data").path("access_token").asText();
        long now = Instant.now().getEpochSecond();
        Map<String, Object> data =
                Map.of("action_timestamp", now, "signature_timestamp", now, "results", results(documents, end));
        Map<String, Object> about = Map.of(
                "request_id",
                "VIETTEL_" + UUID.randomUUID(),
                "transaction_id",
                transaction,
                "description",
                "1".equals(end.get("status")) ? "Ký thành công" : "Ký không thành công",
                "status",
                String.valueOf(end.get("status")));
        JsonNode _ = taken(
                callbacks.tell(
                        address, Map.of("Authorization", "Bearer " + token), Map.of("meta_data", about, "data", data)),
                address);
    }

    private static JsonNode taken(Optional<JsonNode> answer, URI address) {
        return answer.filter(said -> TAKEN.equals(said.path("status_code").asText()))
                .orElseThrow(() -> new IllegalStateException("the callback was not taken at " + address));
    }

    private static List<Map<String, Object>> results(List<String> documents, Map<String, Object> end) {
        List<Map<String, Object>> results = new ArrayList<>();
        if (end.get("signatures") instanceof List<?> signatures) {
            for (int i = 0; i < documents.size(); i++) {
                results.add(Map.of("document_id", documents.get(i), "signature", signatures.get(i)));
            }
        }
        return results;
    }
}
