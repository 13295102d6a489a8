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
import vn.hocba.sandbox.demo.DemoFailure;
import vn.hocba.sandbox.demo.PublicApi;

/** Where the {@link Evidence} is had from. */
record Witnesses(Stack stack, URI api, List<LoadSchool> schools, Listener listener) {

    private static final Duration DELIVERY = Duration.ofMinutes(2);

    Evidence heard(List<Chaos.Signing> signings) throws DemoFailure, SQLException, InterruptedException {
        int signed = count(
                "SELECT count(DISTINCT (transcript_id, revision, slot)) FROM signing_item WHERE state = 'SIGNED'");
        int documents =
                count("SELECT count(DISTINCT (transcript_id, signatures)) FROM signed_document WHERE signatures > 0");
        int doubled = count("""
                SELECT (SELECT count(*) FROM (SELECT FROM signing_item WHERE state = 'SIGNED'
                          GROUP BY transcript_id, revision, slot HAVING count(*) > 1) AS items)
                     + (SELECT count(*) FROM (SELECT FROM signed_document
                          GROUP BY transcript_id, revision, signatures HAVING count(*) > 1) AS documents)
                """);
        return new Evidence(List.copyOf(signings), signed, documents, doubled, unverified(), uses(), told(signed));
    }

    private List<Evidence.Use> uses() throws DemoFailure {
        List<Evidence.Use> uses = new ArrayList<>();
        for (LoadSchool school : schools) {
            for (String slot : Chaos.SLOTS) {
                LoadSchool.Person person = school.signer(slot);
                uses.add(new Evidence.Use(
                        person, PublicApi.open(stack.control("counters?credentialID=" + person.credential()))));
            }
        }
        return uses;
    }

    /** What a process that was killed had under way is sent again when its lease has run out. */
    private Evidence.Told told(int signed) throws SQLException, InterruptedException {
        String waiting = "SELECT count(*) FROM webhook_delivery WHERE state <> 'DELIVERED'";
        Instant end = Instant.now().plus(DELIVERY);
        while (count(waiting) > 0 && Instant.now().isBefore(end)) {
            Thread.sleep(200);
        }
        return new Evidence.Told(
                listener.events(),
                listener.messages(),
                Math.max(0, signed - listener.signatures()) + count(waiting),
                listener.underSeveralIds());
    }

    private int count(String query) throws SQLException {
        try (Connection connection = stack.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Every document, verified through the API: three signatures, all passed. */
    private int unverified() throws DemoFailure {
        int unverified = 0;
        for (LoadSchool school : schools) {
            PublicApi officer = PublicApi.as(school.sealOfficer().account(), api, stack.sandbox());
            String cursor = "";
            do {
                JsonNode page = officer.get("/v1/transcripts?limit=100" + cursor);
                for (JsonNode transcript : page.path("items")) {
                    unverified += verifies(officer, transcript) ? 0 : 1;
                }
                String next = page.path("next").asText("");
                cursor = next.isEmpty() ? "" : "&cursor=" + next;
            } while (!cursor.isEmpty());
        }
        return unverified;
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
}
