package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.AuthorisationAnswer;
import vn.hocba.remotesigning.ResponseId;
import vn.hocba.remotesigning.SigningAnswer;

class PatienceTest {

    private static final Instant ASKED = Instant.parse("2026-05-25T02:00:00Z");
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final ApprovalHandle HANDLE = new ApprovalHandle("handle-1");
    private static final ResponseId RESPONSE = new ResponseId("response-1");

    /** Questions about a person who decides on nothing for so long, if the service is to be asked every second. */
    private static List<Instant> questions(Duration waited) {
        List<Instant> questions = new ArrayList<>();
        for (Instant now = ASKED; now.isBefore(ASKED.plus(waited)); now = questions.getLast()) {
            questions.add(at(now, now.plusSeconds(1)));
        }
        return questions;
    }

    private static Instant at(Instant now, Instant named) {
        var patience = new Patience(LONGEST, Clock.fixed(now, ZoneOffset.UTC));
        var signing = patience.with(new SigningAnswer.Pending(RESPONSE, named), ASKED);
        assertThat(patience.with(new AuthorisationAnswer.Waiting(HANDLE, named), ASKED))
                .isInstanceOfSatisfying(
                        AuthorisationAnswer.Waiting.class,
                        waiting ->
                                assertThat(signing).isEqualTo(new SigningAnswer.Pending(RESPONSE, waiting.nextPoll())));
        return ((SigningAnswer.Pending) signing).nextPoll();
    }

    @Test
    void whoDecidesAtOnceIsAskedAboutAsOftenAsTheServiceAllows() {
        assertThat(questions(Duration.ofSeconds(8))).hasSize(8);
    }

    @Test
    void whoTakesLongIsAskedAboutLessAndLessOftenUpToABound() {
        var questions = questions(Duration.ofMinutes(15));

        assertThat(questions).hasSizeLessThan(130);
        Instant before = ASKED;
        for (Instant question : questions) {
            assertThat(Duration.between(before, question))
                    .isBetween(Duration.ofSeconds(1), LONGEST)
                    .isLessThanOrEqualTo(
                            Duration.between(ASKED, before).dividedBy(8).plusSeconds(1));
            before = question;
        }
        assertThat(Duration.between(questions.get(questions.size() - 2), questions.getLast()))
                .isEqualTo(LONGEST);
    }

    @Test
    void aServiceIsNotAskedBeforeTheTimeThatItNames() {
        var named = ASKED.plusSeconds(3600);

        assertThat(at(ASKED.plusSeconds(900), named)).isEqualTo(named);
    }

    @Test
    void otherAnswersStayWhatTheyAre() {
        var patience = new Patience(LONGEST, Clock.fixed(ASKED, ZoneOffset.UTC));
        var signatures = new SigningAnswer.Signatures(List.of(new byte[] {1}));

        assertThat(patience.with(signatures, ASKED)).isSameAs(signatures);
        assertThat(patience.with(new AuthorisationAnswer.Expired(), ASKED))
                .isEqualTo(new AuthorisationAnswer.Expired());
    }
}
