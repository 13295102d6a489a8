package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.hocba.remotesigning.ResponseId;
import vn.hocba.signing.SigningSession.Activation;
import vn.hocba.signing.SigningSession.AnswerUnknown;
import vn.hocba.signing.SigningSession.Attempt;
import vn.hocba.signing.SigningSession.Expired;

class OverdueSessionsTest {

    private static final Instant NOW = Instant.parse("2026-05-25T02:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Attempt ATTEMPT = new Attempt(0, NOW);
    private static final Activation OLD = new Activation(new SealedSad(new byte[] {1}), NOW);
    private static final ResponseId RESPONSE = new ResponseId("response-1");

    @Test
    void whatWasNeverAskedOrNeverSentHasExpired() {
        assertThat(ended(new SigningSession.Prepared(ATTEMPT))).contains(new Expired(NOW));
        assertThat(ended(new SigningSession.Authorised(OLD, false, ATTEMPT))).contains(new Expired(NOW));
        assertThat(ended(new SigningSession.Extending(OLD, ATTEMPT))).contains(new Expired(NOW));
    }

    @Test
    void whatTheServiceMayHaveSignedIsUnknown() {
        var unknown = new AnswerUnknown("sign", NOW);
        assertThat(ended(new SigningSession.Submitted(RESPONSE, Optional.empty(), ATTEMPT, NOW)))
                .contains(unknown);
        assertThat(ended(new SigningSession.Authorised(OLD, true, ATTEMPT))).contains(unknown);
    }

    static Stream<SigningSession> othersMatters() {
        return SigningSessionTest.everyState()
                .filter(state -> !(state instanceof SigningSession.Prepared
                        || state instanceof SigningSession.Authorised
                        || state instanceof SigningSession.Extending
                        || state instanceof SigningSession.Submitted));
    }

    @ParameterizedTest
    @MethodSource("othersMatters")
    void whatWaitsForAPersonOrHasItsAnswerIsNotEndedHere(SigningSession state) {
        assertThat(ended(state)).isEmpty();
    }

    private static Optional<SigningSession.Ended> ended(SigningSession state) {
        return OverdueSessions.ended(state, CLOCK);
    }
}
