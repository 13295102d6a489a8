package vn.hocba.sandbox.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What was heard when the troubles were over, from three witnesses: the requests as the API shows them, the rows of its database,
 * and the signing service's own counters; and from who was told of events.
 *
 * @param signings every request
 * @param signed slots of a transcript's revision that are signed, by the rows
 * @param documents signatures in stored documents
 * @param doubled rows too many of either
 * @param unverified transcripts whose document does not verify as bearing exactly the signatures that it should
 * @param uses of each signer's credential
 * @param told what was heard of it outside
 */
record Evidence(
        List<Chaos.Signing> signings,
        int signed,
        int documents,
        int doubled,
        int unverified,
        List<Use> uses,
        Told told) {

    /**
     * What the signing service counted.
     *
     * @param counters as its control API gives them for one credential
     */
    record Use(LoadSchool.Person person, JsonNode counters) {}

    /**
     * Events that the listener got.
     *
     * @param messages with those that came again
     * @param missing signatures that it was never told of, and events that wait or were given up
     * @param doubled signatures that it was told of under several ids
     */
    record Told(int events, int messages, int missing, long doubled) {}
}
