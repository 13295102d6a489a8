package vn.hocba.pki;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whoever can say whether a certificate was revoked by a time. Every implementation checks who signed what it says. */
@FunctionalInterface
public interface RevocationSource {

    /** What is known about one certificate at one time. */
    sealed interface Answer {

        /** Fresh data do not name it. */
        record Good() implements Answer {}

        /** It was revoked by then. */
        record Revoked(Instant since) implements Answer {}

        /** There are data of its issuer, but newer ones were due before that time. */
        record Stale(Instant due) implements Answer {}

        /** No data of its issuer are at hand. */
        record Unknown() implements Answer {}
    }

    /**
     * What one piece of revocation data says, and what it is.
     *
     * @param evidence the data
     */
    record Statement(Answer answer, RevocationEvidence evidence) {}

    /**
     * Everything that is at hand about a certificate, by those who may speak for its issuer.
     *
     * @param issuer whose key signed the certificate
     */
    List<Statement> statements(X509Certificate certificate, X509Certificate issuer, Instant time);

    /** The status of a certificate, all that is at hand taken together. */
    default Answer status(X509Certificate certificate, X509Certificate issuer, Instant time) {
        return merge(statements(certificate, issuer, time).stream()
                .map(Statement::answer)
                .toList());
    }

    /** One answer of several: revoked before good before stale before unknown; the earliest revocation, the latest due date. */
    static Answer merge(Collection<Answer> answers) {
        return answers.stream().reduce(new Answer.Unknown(), RevocationSource::stronger);
    }

    private static Answer stronger(Answer one, Answer other) {
        return switch (one) {
            case Answer.Revoked(Instant since) ->
                other instanceof Answer.Revoked(Instant earlier) && earlier.isBefore(since) ? other : one;
            case Answer.Good() -> other instanceof Answer.Revoked ? other : one;
            case Answer.Stale(Instant due) ->
                other instanceof Answer.Unknown || (other instanceof Answer.Stale(Instant later) && !later.isAfter(due))
                        ? one
                        : other;
            case Answer.Unknown() -> other;
        };
    }

    /**
     * What data that do not name the certificate say. Data made after the time in question count as well as those in force at
     * that time, but only while the certificate was valid: authorities forget certificates that have expired.
     *
     * @param due when newer data were promised; null when they were not
     * @param patience how long data without such a promise are believed
     */
    static Answer unnamed(
            X509Certificate certificate, Instant made, @Nullable Instant due, Duration patience, Instant time) {
        Instant until = due == null ? made.plus(patience) : due;
        boolean later =
                made.isAfter(time) && !made.isAfter(certificate.getNotAfter().toInstant());
        boolean inForce = !made.isAfter(time) && until.isAfter(time);
        return later || inForce ? new Answer.Good() : new Answer.Stale(until);
    }
}
