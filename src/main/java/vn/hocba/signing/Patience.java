package vn.hocba.signing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import vn.hocba.remotesigning.AuthorisationAnswer;
import vn.hocba.remotesigning.SigningAnswer;

/**
 * When a service that has nothing to tell yet is asked again: never before the time that it, or its provider's setting, names; and who
 * has waited long already is asked about less often, so that nobody learns of a decision later than an eighth of the time that it took.
 *
 * @param longest upper bound of what is waited beyond the named time
 */
record Patience(Duration longest, Clock clock) {

    private static final int PART = 8;

    /** @param since when the person was asked */
    AuthorisationAnswer with(AuthorisationAnswer answer, Instant since) {
        return answer instanceof AuthorisationAnswer.Waiting waiting
                ? new AuthorisationAnswer.Waiting(waiting.handle(), next(since, waiting.nextPoll()))
                : answer;
    }

    /** @param since when the service took the digests */
    SigningAnswer with(SigningAnswer answer, Instant since) {
        return answer instanceof SigningAnswer.Pending pending
                ? new SigningAnswer.Pending(pending.response(), next(since, pending.nextPoll()))
                : answer;
    }

    private Instant next(Instant since, Instant named) {
        var now = clock.instant();
        var part = Duration.between(since, now).dividedBy(PART);
        var ours = now.plus(part.compareTo(longest) < 0 ? part : longest);
        return ours.isAfter(named) ? ours : named;
    }
}
