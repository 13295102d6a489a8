package vn.hocba.signing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import vn.hocba.remotesigning.AuthorisationAnswer;

/** What the service's answer about the person's consent makes of a session. */
@ApplicationScoped
class ConsentOutcome {

    private final ServiceCalls service;
    private final SadVault vault;
    private final SigningConfiguration configuration;
    private final Clock clock;

    ConsentOutcome(ServiceCalls service, SadVault vault, SigningConfiguration configuration, Clock clock) {
        this.service = service;
        this.vault = vault;
        this.configuration = configuration;
        this.clock = clock;
    }

    SigningSession of(StoredSession session, SigningSession.ConsentAsked asked, AuthorisationAnswer answer) {
        return switch (answer) {
            case AuthorisationAnswer.Granted granted -> asked.granted(activation(session, granted), clock);
            case AuthorisationAnswer.Waiting waiting -> asked.waiting(waiting.handle(), waiting.nextPoll(), clock);
            case AuthorisationAnswer.Refused refused -> asked.refused(clock);
            case AuthorisationAnswer.Expired expired -> asked.expired(clock);
        };
    }

    /** What is used for as long as the service says, but not for longer than anything is waited for. */
    SigningSession.Activation activation(StoredSession session, AuthorisationAnswer.Granted granted) {
        var ours = clock.instant().plus(configuration.longestWait());
        return new SigningSession.Activation(
                vault.seal(granted.sad(), session.key().id()),
                granted.expires().isBefore(ours) ? granted.expires() : ours);
    }

    /** What a lost answer makes of a session: asked again where the service can be asked, otherwise the signer's to resume. */
    SigningSession lost(StoredSession session, SigningSession.ConsentUnderWay underWay) {
        return recalled(session, underWay).orElseGet(() -> underWay.answerLost(clock));
    }

    /** The session with the service to be asked what became of the request, where it can be. */
    Optional<SigningSession> recalled(StoredSession session, SigningSession.ConsentUnderWay underWay) {
        return service.recall(session).map(handle -> underWay.waiting(handle, clock.instant(), clock));
    }
}
