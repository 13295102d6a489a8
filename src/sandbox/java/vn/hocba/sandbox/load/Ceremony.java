package vn.hocba.sandbox.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.hocba.sandbox.demo.DemoFailure;

/** A person who signs a class and does not give up: gives PIN and OTP when asked, and resumes what stopped. */
final class Ceremony {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int MOST_RESUMPTIONS = 40;
    private static final int UNPROCESSABLE = 422;
    private static final int REFUSALS_BEFORE_RESET = 4;

    private final PatientApi api;
    private final Runnable makePeace;
    private final List<String> reasons = new ArrayList<>();
    private int consentsGiven;
    private int resumptions;

    /** @param makePeace sets the person's credential right, before what stopped is resumed */
    Ceremony(PatientApi api, Runnable makePeace) {
        this.api = api;
        this.makePeace = makePeace;
    }

    /**
     * How it ended.
     *
     * @param request the request as it stands at the end
     * @param reasons for which it stopped in between, as the API gave them
     * @param consentsGiven how often the person sent a PIN
     * @param resumptions how often the person said to go on after it had stopped
     */
    record Ended(JsonNode request, List<String> reasons, int consentsGiven, int resumptions) {

        boolean completed() {
            return request.path("status").asText().equals("COMPLETED");
        }
    }

    /** Opens a request over a class and stays with it until it has ended, or for as long as a person would. */
    Ended sign(String slot, String classId) throws DemoFailure {
        Instant deadline = Instant.now().plus(PATIENCE);
        JsonNode request = open(slot, classId);
        Instant prepared = Instant.now();
        int sessions = 0;
        String path = "/v1/signing-requests/" + request.path("id").asText();
        while (Instant.now().isBefore(deadline) && resumptions <= MOST_RESUMPTIONS) {
            switch (request.path("status").asText()) {
                case "COMPLETED", "CANCELLED" -> {
                    return ended(request);
                }
                case "STOPPED" -> {
                    if (request.path("sessions").size() > sessions) {
                        // a resumption that was refused is no stop of its own
                        sessions = request.path("sessions").size();
                        reasons.add(request.at("/stopped/code").asText("none"));
                    }
                    makePeace.run();
                    awaitSecondAfter(prepared);
                    resumptions++;
                    api.attempt(path + "/resume", Map.of());
                    prepared = Instant.now();
                }
                case "AWAITING_CONSENT" -> {
                    if (waitsForFactors(request)) {
                        giveConsent(path, request);
                    }
                }
                default -> {}
            }
            PatientApi.pause();
            request = api.get(path);
        }
        return ended(request);
    }

    /** Signing times are whole seconds: what is prepared again within one has the same digests, and would count as signed twice. */
    private static void awaitSecondAfter(Instant time) throws DemoFailure {
        while (Instant.now().getEpochSecond() <= time.getEpochSecond()) {
            PatientApi.pause();
        }
    }

    /** Who cannot sign is told before anything is asked. */
    private JsonNode open(String slot, String classId) throws DemoFailure {
        while (true) {
            try {
                return api.post("/v1/signing-requests", Map.of("slot", slot, "classId", classId));
            } catch (DemoFailure refused) {
                if (refused.status() != UNPROCESSABLE || reasons.size() > MOST_RESUMPTIONS) {
                    throw refused;
                }
                reasons.add("refused beforehand");
                makePeace.run();
            }
        }
    }

    private Ended ended(JsonNode request) {
        return new Ended(request, List.copyOf(reasons), consentsGiven, resumptions);
    }

    private void giveConsent(String path, JsonNode request) {
        consentsGiven++;
        Map<String, String> factors = new HashMap<>();
        for (JsonNode factor : request.at("/consent/factors")) {
            boolean pin = factor.path("kind").asText().equals("PIN");
            factors.put(pin ? "pin" : "otp", pin ? Way.PIN : Way.OTP);
        }
        api.attempt(path + "/consent", factors);
        if (consentsGiven % REFUSALS_BEFORE_RESET == 0) {
            // a person whose PIN is refused over and over has it reset
            makePeace.run();
        }
    }

    private static boolean waitsForFactors(JsonNode request) {
        for (JsonNode session : request.path("sessions")) {
            if (session.path("state").asText().equals("AWAITING_FACTORS")) {
                return true;
            }
        }
        return false;
    }
}
