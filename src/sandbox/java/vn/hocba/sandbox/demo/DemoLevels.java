package vn.hocba.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Watches the signatures of a class rise to their levels, which happens in the background. */
final class DemoLevels {

    private static final Duration LOOK = Duration.ofMillis(300);
    private static final int STEP = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final PublicApi api;
    private final String classId;
    private final Terminal terminal;

    DemoLevels(PublicApi api, String classId, Terminal terminal) {
        this.api = api;
        this.classId = classId;
        this.terminal = terminal;
    }

    /** Returns when no signature of these slots waits for anything any more. */
    void await(String... slots) throws DemoFailure, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            List<JsonNode> signatures = signatures(List.of(slots));
            List<JsonNode> waiting = signatures.stream()
                    .filter(signature -> signature.has("waitsFor"))
                    .toList();
            int reached = signatures.size() - waiting.size();
            terminal.progress("    %-18s %d of %d signatures%s"
                    .formatted(
                            "raising levels",
                            waiting.isEmpty() ? reached : reached - reached % STEP,
                            signatures.size(),
                            reason(waiting)));
            if (waiting.isEmpty()) {
                terminal.endProgress();
                return;
            }
            if (Instant.now().isAfter(deadline)) {
                terminal.endProgress();
                throw new DemoFailure(waiting.size() + " signatures still wait after " + PATIENCE.toMinutes()
                        + " minutes" + reason(waiting));
            }
            Thread.sleep(LOOK);
        }
    }

    private static String reason(List<JsonNode> waiting) {
        return waiting.stream()
                .filter(signature -> signature.has("lastFailure"))
                .findFirst()
                .map(signature -> ", waiting for "
                        + signature
                                .path("waitsFor")
                                .asText()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', ' ')
                        + ": " + signature.path("lastFailure").asText())
                .orElse("");
    }

    private List<JsonNode> signatures(List<String> slots) throws DemoFailure {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode transcript : transcripts(api, classId)) {
            transcript.path("signatures").forEach(signature -> {
                if (slots.contains(signature.path("slot").asText())) {
                    all.add(signature);
                }
            });
        }
        return all;
    }

    /** All transcripts of the class, without their contents. */
    static List<JsonNode> transcripts(PublicApi api, String classId) throws DemoFailure {
        List<JsonNode> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get("/v1/transcripts?classId=" + classId + "&limit=100" + cursor);
            page.path("items").forEach(all::add);
            String next = page.path("next").asText("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return all;
    }
}
