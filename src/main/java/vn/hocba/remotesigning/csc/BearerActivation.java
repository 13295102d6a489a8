package vn.hocba.remotesigning.csc;

import java.util.Optional;
import vn.hocba.remotesigning.SignatureActivationData;

/**
 * Activation data that is an access token of scope {@code credential}: v2 wants it in place of our own login, not as a parameter. It
 * is kept as the header has it, so that it says itself what it is; no SAD begins like that.
 */
final class BearerActivation {

    private static final String SCHEME = "Bearer ";

    private BearerActivation() {}

    static String of(String token) {
        return SCHEME + token;
    }

    /** The token; empty for activation data of any other kind. */
    static Optional<String> token(SignatureActivationData sad) {
        var value = sad.reveal();
        return value.startsWith(SCHEME) ? Optional.of(value.substring(SCHEME.length())) : Optional.empty();
    }
}
