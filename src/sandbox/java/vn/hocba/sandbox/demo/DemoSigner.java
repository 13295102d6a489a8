package vn.hocba.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One person who signs the own slot of a class and watches it happen. */
final class DemoSigner {

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Map<String, String> FACTORS = Map.of("PIN", "246810", "OTP", "135790");

    private final PublicApi api;
    private final String account;
    private final Terminal terminal;
    private final Duration patience;

    DemoSigner(PublicApi api, String account, Terminal terminal, Duration patience) {
        this.api = api;
        this.account = account;
        this.terminal = terminal;
        this.patience = patience;
    }

    /** Opens the request, consents, and returns when every transcript of the class bears the signature. */
    void sign(String slot, String classId) throws DemoFailure, InterruptedException {
        JsonNode request = api.post("/v1/signing-requests", Map.of("slot", slot, "classId", classId));
        String path = "/v1/signing-requests/" + request.path("id").asText();
        String code = request.path("verificationCode").asText();
        boolean onPhone = request.at("/consent/mode").asText().equals("PHONE");
        terminal.line("%s (%s), %s: %d transcripts, verification code %s, consents %s"
                .formatted(
                        request.path("signer").asText(),
                        account,
                        slot.toLowerCase(Locale.ROOT).replace('_', ' '),
                        request.at("/counts/total").asInt(),
                        code,
                        onPhone ? "on the phone" : "here"));
        if (!onPhone) {
            consent(path, request.path("consent"));
        }
        watch(path);
    }

    private void consent(String path, JsonNode consent) throws DemoFailure {
        Map<String, Object> given = new LinkedHashMap<>();
        for (JsonNode factor : consent.path("factors")) {
            if (factor.path("needsChallenge").asBoolean()) {
                api.order(
                        path + "/challenge", Map.of("factor", factor.path("id").asText()));
            }
            String kind = factor.path("kind").asText();
            given.put(kind.toLowerCase(Locale.ROOT), FACTORS.getOrDefault(kind, ""));
        }
        api.post(path + "/consent", given);
    }

    private void watch(String path) throws DemoFailure, InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        while (true) {
            JsonNode request = api.get(path);
            String status = request.path("status").asText();
            terminal.progress("    %-18s %d of %d signed"
                    .formatted(
                            status.toLowerCase(Locale.ROOT).replace('_', ' '),
                            request.at("/counts/signed").asInt(),
                            request.at("/counts/total").asInt()));
            switch (status) {
                case "COMPLETED" -> {
                    terminal.endProgress();
                    return;
                }
                case "AWAITING_CONSENT", "SIGNING" -> Thread.sleep(LOOK);
                default -> {
                    terminal.endProgress();
                    throw new DemoFailure("The signing request of " + account + " stands at " + status + ": "
                            + request.at("/stopped/messages/en").asText("no reason given"));
                }
            }
            if (Instant.now().isAfter(deadline)) {
                terminal.endProgress();
                throw new DemoFailure("The signing request of " + account + " was not done after "
                        + patience.toMinutes() + " minutes");
            }
        }
    }
}
