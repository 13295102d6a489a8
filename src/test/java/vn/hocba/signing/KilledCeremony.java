package vn.hocba.signing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.TestSchool;
import vn.hocba.testing.WirePoint;
import vn.hocba.testing.WireWatch.Lane;

/** A teacher who signs a class, repeats what got no answer, and resumes only when told that nothing moves. */
final class KilledCeremony {

    /** A step that takes longer than this has stopped for good. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Between looks: when many ceremonies look, looking is what takes the processors. */
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final KillSchool school;
    private final String classId;
    private final Lane lane;
    private final CountDownLatch restarted;
    private final int consentsBefore;
    private int resumed;
    private @Nullable String stoppedBecause;

    KilledCeremony(KillSchool school, String classId, Lane lane, CountDownLatch restarted) {
        this.school = school;
        this.classId = classId;
        this.lane = lane;
        this.restarted = restarted;
        this.consentsBefore = consents().size();
    }

    Lane lane() {
        return lane;
    }

    /**
     * How it went.
     *
     * @param target where the API was killed; null if it was not
     * @param consents that the service counted
     * @param resumed how often the teacher had to resume
     * @param reason why it had stopped; null if it never did
     */
    record Outcome(
            KillSchool.Consent mode,
            @Nullable WirePoint target,
            int consents,
            int resumed,
            @Nullable String reason,
            List<String> faults) {}

    /** Until every transcript bears a signature that verifies. */
    Outcome run(@Nullable WirePoint target) {
        List<String> faults = new ArrayList<>();
        try {
            sign();
        } catch (AssertionError failure) {
            faults.add(String.valueOf(failure.getMessage()));
        }
        faults.addAll(documents());
        faults.addAll(counters());
        return new Outcome(
                school.consent(), target, consents().size() - consentsBefore, resumed, stoppedBecause, faults);
    }

    private void sign() {
        String key = UUID.randomUUID().toString();
        Answer opened = repeated(() -> teacher()
                .withKey(key)
                .post("/v1/signing-requests", Map.of("slot", "HOMEROOM_TEACHER", "classId", classId)));
        String path = "/v1/signing-requests/" + opened.expect(202).at("/id");
        consentIfAsked(path, opened.json());
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            JsonNode request = repeated(() -> teacher().get(path)).expect(200).json();
            switch (request.path("status").asText()) {
                case "COMPLETED" -> {
                    return;
                }
                case "STOPPED" -> resume(path, request);
                case "AWAITING_CONSENT" -> consentIfAsked(path, request);
                default -> awaitMove(path);
            }
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("stands still: " + request);
            }
        }
    }

    private void consentIfAsked(String path, JsonNode request) {
        if (!request.path("status").asText().equals("AWAITING_CONSENT")
                || !request.at("/consent/mode").asText().equals("FACTORS")) {
            awaitMove(path);
            return;
        }
        String key = UUID.randomUUID().toString();
        Answer answer = repeated(() -> teacher().withKey(key).post(path + "/consent", Map.of("pin", TestSchool.PIN)));
        // a repetition may find the first one's work: then the request has moved on
        if (answer.status() != 200 && answer.status() != 409) {
            throw new AssertionError("consent: " + answer);
        }
    }

    private void resume(String path, JsonNode request) {
        stoppedBecause = request.at("/stopped/code").asText();
        resumed++;
        if (resumed > 2) {
            throw new AssertionError("stopped again and again: " + request);
        }
        String key = UUID.randomUUID().toString();
        repeated(() -> teacher().withKey(key).post(path + "/resume", null)).expect(202);
    }

    /** As a client does that got no answer: the same request once more, when the server is back. */
    private Answer repeated(Supplier<Answer> request) {
        try {
            return request.get();
        } catch (UncheckedIOException noAnswer) {
            awaitRestart();
            return request.get();
        }
    }

    private void awaitRestart() {
        try {
            if (!restarted.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("not restarted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Until there may be something new: before the restart looks now and then, since the API may hold still on purpose; after it
     * follows the request's stream, which ends when nothing moves any more.
     */
    private void awaitMove(String path) {
        try {
            if (restarted.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                teacher().get(path + "/events").expect(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ApiClient teacher() {
        return school.asTeacher();
    }

    /** Every document holds exactly one signature, and it verifies. */
    private List<String> documents() {
        List<String> faults = new ArrayList<>();
        JsonNode page = repeated(() -> teacher().get("/v1/transcripts?classId=" + classId))
                .expect(200)
                .json();
        for (JsonNode transcript : page.path("items")) {
            byte[] xml = repeated(() -> teacher()
                            .get("/v1/transcripts/" + transcript.path("id").asText() + "/document"))
                    .expect(200)
                    .bytes();
            JsonNode verdict = repeated(() ->
                            teacher().with("Content-Type", "application/xml").post("/v1/verifications", xml))
                    .expect(200)
                    .json();
            if (verdict.path("signatures").size() != 1
                    || !verdict.at("/signatures/0/indication").asText().equals("TOTAL_PASSED")) {
                faults.add("document of " + transcript.path("id").asText() + ": " + verdict);
            }
        }
        if (page.path("items").size() != KillIT.TRANSCRIPTS) {
            faults.add("transcripts: " + page);
        }
        return faults;
    }

    /** No digest is signed more often than it was consented to. */
    private List<String> counters() {
        JsonNode all = school.api()
                .sandbox()
                .client()
                .get("/control/counters?credentialID=" + school.credentialId())
                .expect(200)
                .json();
        Map<String, Integer> consented = new HashMap<>();
        all.path("consents")
                .forEach(consent ->
                        consent.path("hashes").forEach(hash -> consented.merge(hash.asText(), 1, Integer::sum)));
        List<String> faults = new ArrayList<>();
        all.path("signaturesByHash").properties().forEach(signed -> {
            if (signed.getValue().asInt() > consented.getOrDefault(signed.getKey(), 0)) {
                faults.add("signed " + signed.getValue() + " times with " + consented.getOrDefault(signed.getKey(), 0)
                        + " consents: " + signed.getKey());
            }
        });
        return faults;
    }

    private List<JsonNode> consents() {
        List<JsonNode> consents = new ArrayList<>();
        school.api()
                .sandbox()
                .client()
                .get("/control/counters?credentialID=" + school.credentialId())
                .expect(200)
                .json()
                .path("consents")
                .forEach(consents::add);
        return consents;
    }
}
