package vn.hocba.sandbox.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A judge who finds nothing wrong with forged evidence would find nothing in a run either. */
class VerdictTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LoadSchool.Person SIGNER =
            new LoadSchool.Person("gvcn.1", "staff", Way.ALL.getFirst(), "credential");

    /** A request of one class that stopped once, its answer being unknown, and was resumed. */
    private static final class Story {
        private final ObjectNode request = object();
        private final ObjectNode counters = object();
        private List<String> reasons = List.of("answer-unknown");
        private int consentsGiven = 2;
        private int resumptions = 1;
        private int signed = Chaos.PUPILS;
        private int documents = Chaos.PUPILS;
        private int doubled;
        private int unverified;
        private Evidence.Told told = new Evidence.Told(20, 22, 0, 0);

        Story() {
            request.put("id", "one").put("status", "COMPLETED");
            request.putObject("counts").put("signed", Chaos.PUPILS);
            session("ANSWER_UNKNOWN").putObject("ended").put("code", "answer-unknown");
            session("COMPLETED");
            counters.put("asked", 2);
            for (int i = 0; i < 2 * Chaos.PUPILS; i++) {
                counters.withObject("/askedByHash").put("digest " + i, 1);
                counters.withObject("/signaturesByHash").put("digest " + i, 1);
            }
        }

        private static ObjectNode object() {
            return JSON.createObjectNode();
        }

        ObjectNode session(String state) {
            return request.withArray("/sessions")
                    .addObject()
                    .put("state", state)
                    .put("items", Chaos.PUPILS);
        }

        JsonNode first() {
            return request.at("/sessions/0");
        }

        Verdict judged() {
            var ended = new Ceremony.Ended(request, reasons, consentsGiven, resumptions);
            return Verdict.of(new Evidence(
                    List.of(new Chaos.Signing(SIGNER, ended)),
                    signed,
                    documents,
                    doubled,
                    unverified,
                    List.of(new Evidence.Use(SIGNER, counters)),
                    told));
        }
    }

    private static Verdict of(Consumer<Story> forgery) {
        Story story = new Story();
        forgery.accept(story);
        return story.judged();
    }

    @Test
    void whatStoppedForAReasonAndWasResumedByItsSignerIsGood() {
        Verdict verdict = of(story -> {});
        assertThat(verdict.good()).as(verdict.text()).isTrue();
        assertThat(verdict.text())
                .contains("csc-v2: {answer-unknown=1}")
                .contains("lost 0, signed twice 0, wrongly embedded 0, unexplained 0");
    }

    @Test
    void nothingIsNotGood() {
        assertThat(Verdict.of(new Evidence(List.of(), 0, 0, 0, 0, List.of(), new Evidence.Told(0, 0, 0, 0)))
                        .good())
                .isFalse();
    }

    @Test
    void countsWhatIsLost() {
        assertThat(of(story -> story.signed--).lost()).isEqualTo(1);
        assertThat(of(story -> story.documents -= 2).lost()).isEqualTo(2);
    }

    @Test
    void countsWhatIsSignedTwice() {
        assertThat(of(story -> story.doubled = 1).twice()).isEqualTo(1);
        assertThat(of(story -> story.counters.withObject("/signaturesByHash").put("digest 3", 2))
                        .twice())
                .isEqualTo(1);
    }

    @Test
    void countsWhatDoesNotVerifyAndWhatWasNotTold() {
        assertThat(of(story -> story.unverified = 1).wrong()).isEqualTo(1);
        for (Evidence.Told told : List.of(new Evidence.Told(20, 22, 1, 0), new Evidence.Told(20, 22, 0, 1))) {
            assertThat(of(story -> story.told = told).good()).isFalse();
        }
    }

    @Test
    void wantsAnExplanationOfEverything() {
        List<Consumer<Story>> forgeries = new ArrayList<>();
        // a request that goes on standing, and one that stopped without saying why
        forgeries.add(story -> story.request.put("status", "STOPPED"));
        forgeries.add(story -> story.reasons = List.of("none"));
        // a session that ended without saying why
        forgeries.add(story -> ((ObjectNode) story.first()).remove("ended"));
        // a second session that nobody wanted
        forgeries.add(story -> story.resumptions = 0);
        // a question too many, and one about what was asked before
        forgeries.add(story -> story.counters.put("asked", 3));
        forgeries.add(story -> story.counters.withObject("/askedByHash").put("digest 0", 2));
        // signatures that no session was for, and embedded ones that the service did not make
        forgeries.add(story -> story.counters.withObject("/signaturesByHash").put("another", 1));
        forgeries.add(story -> story.counters.withObject("/signaturesByHash").removeAll());
        for (int i = 0; i < forgeries.size(); i++) {
            Verdict verdict = of(forgeries.get(i));
            assertThat(verdict.unexplained()).as("forgery %d", i).hasSize(1);
            assertThat(verdict.good()).isFalse();
            assertThat(verdict.text()).contains("unexplained: ");
        }
    }
}
