package vn.hocba.signing;

import java.time.Clock;
import vn.hocba.remotesigning.AuthorisationAnswer;

/** What the service's answer about the person's consent makes of a session. */
final class ConsentOutcome {

    private ConsentOutcome() {}

    static SigningSession of(
            StoredSession session,
            SigningSession.ConsentAsked asked,
            AuthorisationAnswer answer,
            SadVault vault,
            Clock clock) {
        return switch (answer) {
            case AuthorisationAnswer.Granted granted ->
                asked.granted(
                        new SigningSession.Activation(
                                vault.seal(granted.sad(), session.key().id()), granted.expires()),
                        clock);
            case AuthorisationAnswer.Waiting waiting -> asked.waiting(waiting.handle(), waiting.nextPoll(), clock);
            case AuthorisationAnswer.Refused refused -> asked.refused(clock);
            case AuthorisationAnswer.Expired expired -> asked.expired(clock);
        };
    }

    /** What a lost answer makes of a session: asked again where the service can be asked, otherwise the signer's to resume. */
    static SigningSession lost(
            StoredSession session, SigningSession.ConsentUnderWay underWay, ServiceCalls service, Clock clock) {
        return service.recall(session)
                .<SigningSession>map(handle -> underWay.waiting(handle, clock.instant(), clock))
                .orElseGet(() -> underWay.answerLost(clock));
    }
}
