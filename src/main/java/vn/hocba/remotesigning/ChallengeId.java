package vn.hocba.remotesigning;

/**
 * What a service calls a one-time password that it sent, to go with the consent by that password
 * ({@link RemoteSigningService#challenge}). Not the password.
 *
 * @param value opaque, 1 to 2,048 characters
 */
public record ChallengeId(String value) {

    /** @throws IllegalArgumentException if empty, too long or containing control characters */
    public ChallengeId {
        WireText.bounded("challenge id", value, 2048);
    }
}
