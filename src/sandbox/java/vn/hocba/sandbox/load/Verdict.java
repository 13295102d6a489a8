package vn.hocba.sandbox.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the evidence amounts to.
 *
 * @param stops reasons for which requests stopped in between, by wire
 * @param lost slots that a completed request was for and that no document bears, or that are not signed
 * @param twice slots signed more than once, and digests that the service signed more than once
 * @param wrong documents that do not verify as bearing exactly the signatures that they should
 * @param unexplained what nobody gave a reason for, in words
 */
record Verdict(
        int requests,
        int signatures,
        Map<Dialect, Map<String, Integer>> stops,
        int lost,
        int twice,
        int wrong,
        Evidence.Told told,
        List<String> unexplained) {

    static Verdict of(Evidence evidence) {
        List<String> unexplained = new ArrayList<>();
        Map<Dialect, Map<String, Integer>> stops = new EnumMap<>(Dialect.class);
        for (Chaos.Signing signing : evidence.signings()) {
            Map<String, Integer> its =
                    stops.computeIfAbsent(signing.person().way().dialect(), dialect -> new TreeMap<>());
            signing.ended().reasons().forEach(reason -> its.merge(reason, 1, Integer::sum));
            explain(signing, unexplained);
        }
        int twice = evidence.doubled();
        for (Evidence.Use use : evidence.uses()) {
            twice += repeated(use.counters().path("signaturesByHash"));
            account(use, evidence.signings(), unexplained);
        }
        int expected = evidence.signings().size() * Chaos.PUPILS;
        return new Verdict(
                evidence.signings().size(),
                evidence.signed(),
                stops,
                Math.max(0, expected - evidence.signed()) + Math.max(0, evidence.signed() - evidence.documents()),
                twice,
                evidence.unverified(),
                evidence.told(),
                List.copyOf(unexplained));
    }

    /** A request ends completed; each session that did not says why, and a person wanted each but the first. */
    private static void explain(Chaos.Signing signing, List<String> unexplained) {
        Ceremony.Ended ended = signing.ended();
        String id = "request " + ended.request().path("id").asText();
        if (!ended.completed()) {
            unexplained.add(id + " stands at " + ended.request().path("status").asText() + " after " + ended.reasons());
        }
        JsonNode sessions = ended.request().path("sessions");
        for (JsonNode session : sessions) {
            boolean well = session.path("state").asText().equals("COMPLETED");
            if (!well && session.at("/ended/code").asText("").isEmpty()) {
                unexplained.add(id + " has session " + session);
            }
        }
        if (sessions.size() > 1 + ended.resumptions()) {
            unexplained.add(id + " began " + sessions.size() + " sessions where its signer said to go on "
                    + ended.resumptions() + " times");
        }
        if (ended.reasons().contains("none")) {
            unexplained.add(id + " stopped without a reason");
        }
    }

    /**
     * A session asks its person once, or as often as the person gave a PIN; every further session has a reason above, and digests of
     * its own, so that a digest that comes again was asked about without a reason. The service has signed for no more than the
     * sessions on record, and for no less than what is embedded.
     */
    private static void account(Evidence.Use use, List<Chaos.Signing> signings, List<String> unexplained) {
        String credential = use.person().way().provider() + " " + use.person().credential();
        int mayAsk = 0;
        int maySign = 0;
        int embedded = 0;
        for (Chaos.Signing signing : signings) {
            if (signing.person().equals(use.person())) {
                JsonNode request = signing.ended().request();
                mayAsk += Math.max(
                        request.path("sessions").size(), signing.ended().consentsGiven());
                for (JsonNode session : request.path("sessions")) {
                    maySign += session.path("items").asInt();
                }
                embedded += request.at("/counts/signed").asInt();
            }
        }
        int again = repeated(use.counters().path("askedByHash"));
        if (again > 0) {
            unexplained.add(credential + " was asked again about " + again + " digests");
        }
        int asked = use.counters().path("asked").asInt();
        if (asked > mayAsk) {
            unexplained.add(credential + " was asked to consent " + asked + " times where " + mayAsk + " had a reason");
        }
        int signed = use.counters().path("signaturesByHash").size();
        if (signed > maySign || signed < embedded) {
            unexplained.add(credential + " signed " + signed + " digests where " + maySign + " are on record and "
                    + embedded + " embedded");
        }
    }

    private static int repeated(JsonNode timesByHash) {
        int repeated = 0;
        for (JsonNode times : timesByHash) {
            repeated += times.asInt() > 1 ? 1 : 0;
        }
        return repeated;
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
        text.append("requests %d, signatures %d, stops with a reason%n".formatted(requests, signatures));
        stops.forEach((dialect, its) -> text.append("  %s: %s%n".formatted(dialect.provider(), its)));
        text.append("events %d in %d messages; not told %d, told under several ids %d%n"
                .formatted(told.events(), told.messages(), told.missing(), told.doubled()));
        text.append("lost %d, signed twice %d, wrongly embedded %d, unexplained %d%n"
                .formatted(lost, twice, wrong, unexplained.size()));
        return text.toString();
    }
}
