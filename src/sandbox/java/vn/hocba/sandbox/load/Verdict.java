package vn.hocba.sandbox.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.hocba.sandbox.demo.DemoFailure;
import vn.hocba.sandbox.demo.PublicApi;

/**
 * What is found when the troubles are over, from three witnesses: the requests as the API shows them, the rows of its database,
 * and the signing service's own counters.
 *
 * @param lost slots that a completed request was for and that no document bears, or that are not signed
 * @param twice slots signed more than once, and digests that the service signed more than once
 * @param wrong documents that do not verify as bearing exactly the signatures that they should
 * @param told what was heard of it outside
 * @param unexplained what nobody gave a reason for, in words
 */
record Verdict(
        int requests,
        int signatures,
        Map<String, Integer> stops,
        int lost,
        int twice,
        int wrong,
        Told told,
        List<String> unexplained) {

    private static final Duration DELIVERY = Duration.ofMinutes(2);

    /**
     * Events that the listener got.
     *
     * @param messages with those that came again
     * @param missing signatures that it was never told of, and events that wait or were given up
     * @param doubled signatures that it was told of under several ids
     */
    record Told(int events, int messages, int missing, long doubled) {}

    static Verdict of(Stack stack, URI api, List<LoadSchool> schools, List<Chaos.Signing> signings, Listener listener)
            throws DemoFailure, SQLException, InterruptedException {
        List<String> unexplained = new ArrayList<>();
        Map<String, Integer> stops = new TreeMap<>();
        for (Chaos.Signing signing : signings) {
            signing.ended().reasons().forEach(reason -> stops.merge(reason, 1, Integer::sum));
            explain(signing, unexplained);
        }
        for (LoadSchool school : schools) {
            for (String slot : Chaos.SLOTS) {
                consents(stack, school, slot, signings, unexplained);
            }
        }
        int expected = signings.size() * Chaos.PUPILS;
        int signed = count(
                stack,
                "SELECT count(DISTINCT (transcript_id, revision, slot)) FROM signing_item WHERE state = 'SIGNED'");
        int documents = count(
                stack, "SELECT count(DISTINCT (transcript_id, signatures)) FROM signed_document WHERE signatures > 0");
        int twice = count(stack, """
                SELECT (SELECT count(*) FROM (SELECT FROM signing_item WHERE state = 'SIGNED'
                          GROUP BY transcript_id, revision, slot HAVING count(*) > 1) AS items)
                     + (SELECT count(*) FROM (SELECT FROM signed_document
                          GROUP BY transcript_id, revision, signatures HAVING count(*) > 1) AS documents)
                """);
        return new Verdict(
                signings.size(),
                signed,
                stops,
                Math.max(0, expected - signed) + Math.max(0, signed - documents),
                twice + signedTwiceByTheService(stack),
                wrong(stack, api, schools),
                told(stack, listener, signed),
                List.copyOf(unexplained));
    }

    /** What a process that was killed had under way is sent again when its lease has run out. */
    private static Told told(Stack stack, Listener listener, int signed) throws SQLException, InterruptedException {
        String waiting = "SELECT count(*) FROM webhook_delivery WHERE state <> 'DELIVERED'";
        Instant end = Instant.now().plus(DELIVERY);
        while (count(stack, waiting) > 0 && Instant.now().isBefore(end)) {
            Thread.sleep(200);
        }
        return new Told(
                listener.events(),
                listener.messages(),
                Math.max(0, signed - listener.signatures()) + count(stack, waiting),
                listener.underSeveralIds());
    }

    /** A request ends completed; each session that did not says why. */
    private static void explain(Chaos.Signing signing, List<String> unexplained) {
        JsonNode request = signing.ended().request();
        if (!signing.ended().completed()) {
            unexplained.add("request " + request.path("id").asText() + " stands at "
                    + request.path("status").asText() + " after "
                    + signing.ended().reasons());
        }
        for (JsonNode session : request.path("sessions")) {
            boolean well = session.path("state").asText().equals("COMPLETED");
            if (!well && session.at("/ended/code").asText("").isEmpty()) {
                unexplained.add("session " + session + " of request "
                        + request.path("id").asText());
            }
        }
        if (signing.ended().reasons().contains("none")) {
            unexplained.add("request " + request.path("id").asText() + " stopped without a reason");
        }
    }

    /**
     * A session asks its person once, or as often as the person gave a PIN; every further session has a reason above, and digests of
     * its own, so that a digest that comes again was asked about without a reason.
     */
    private static void consents(
            Stack stack, LoadSchool school, String slot, List<Chaos.Signing> signings, List<String> unexplained)
            throws DemoFailure {
        String credential = school.signer(slot).credential();
        JsonNode counters = PublicApi.open(stack.control("counters?credentialID=" + credential));
        int again = repeated(counters.path("askedByHash"));
        if (again > 0) {
            unexplained.add(credential + " was asked again about " + again + " digests");
        }
        int asked = counters.path("asked").asInt();
        int mayAsk = 0;
        for (Chaos.Signing signing : signings) {
            if (signing.school().equals(school) && signing.slot().equals(slot)) {
                mayAsk += Math.max(
                        signing.ended().request().path("sessions").size(),
                        signing.ended().consentsGiven());
            }
        }
        if (asked > mayAsk) {
            unexplained.add(credential + " was asked to consent " + asked + " times where " + mayAsk + " had a reason");
        }
    }

    private static int signedTwiceByTheService(Stack stack) throws DemoFailure {
        return repeated(PublicApi.open(stack.control("counters")).path("signaturesByHash"));
    }

    private static int repeated(JsonNode timesByHash) {
        int repeated = 0;
        for (JsonNode times : timesByHash) {
            repeated += times.asInt() > 1 ? 1 : 0;
        }
        return repeated;
    }

    private static int count(Stack stack, String query) throws SQLException {
        try (Connection connection = stack.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Every document, verified through the API: three signatures, all passed. */
    private static int wrong(Stack stack, URI api, List<LoadSchool> schools) throws DemoFailure {
        int wrong = 0;
        for (LoadSchool school : schools) {
            PublicApi officer = PublicApi.as(school.sealOfficer().account(), api, stack.sandbox());
            String cursor = "";
            do {
                JsonNode page = officer.get("/v1/transcripts?limit=100" + cursor);
                for (JsonNode transcript : page.path("items")) {
                    wrong += verifies(officer, transcript) ? 0 : 1;
                }
                String next = page.path("next").asText("");
                cursor = next.isEmpty() ? "" : "&cursor=" + next;
            } while (!cursor.isEmpty());
        }
        return wrong;
    }

    private static boolean verifies(PublicApi officer, JsonNode transcript) throws DemoFailure {
        byte[] xml = officer.bytes("/v1/transcripts/" + transcript.path("id").asText() + "/document");
        JsonNode report = officer.post("/v1/verifications", "application/xml", xml);
        int passed = 0;
        for (JsonNode signature : report.path("signatures")) {
            passed += signature.path("indication").asText().equals("TOTAL_PASSED") ? 1 : 0;
        }
        boolean issued = transcript.path("state").asText().equals("ISSUED");
        return issued
                && passed == Chaos.SLOTS.size()
                && report.path("signatures").size() == passed;
    }

    boolean good() {
        return requests > 0
                && told.missing() == 0
                && told.doubled() == 0
                && lost == 0
                && twice == 0
                && wrong == 0
                && unexplained.isEmpty();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        unexplained.forEach(one -> text.append("unexplained: ").append(one).append('\n'));
        text.append("requests %d, signatures %d, stops with a reason %s%n".formatted(requests, signatures, stops));
        text.append("events %d in %d messages; not told %d, told under several ids %d%n"
                .formatted(told.events(), told.messages(), told.missing(), told.doubled()));
        text.append("lost %d, signed twice %d, wrongly embedded %d, unexplained %d%n"
                .formatted(lost, twice, wrong, unexplained.size()));
        return text.toString();
    }
}
