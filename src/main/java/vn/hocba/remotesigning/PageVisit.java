package vn.hocba.remotesigning;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What ties a person's visit of a provider's consent page to the answer that comes back from it (RFC 6749 section 4.1, RFC 7636).
 *
 * <p>Security guarantees: {@link #toString()} shows neither state nor verifier. The verifier goes to the provider's token endpoint
 * only; the page gets its SHA-256.
 *
 * @param state comes back with the answer; 22 to 255 unreserved characters, not to be guessed
 * @param verifier 43 to 128 unreserved characters, not to be guessed
 * @param redirect where the provider sends the person afterwards, exactly as it is registered there
 */
public record PageVisit(String state, String verifier, URI redirect) {

    private static final String UNRESERVED = "[A-Za-z0-9._~-]";

    /** @throws IllegalArgumentException beyond these bounds; the message leaves the values out */
    public PageVisit {
        if (!state.matches(UNRESERVED + "{22,255}") || !verifier.matches(UNRESERVED + "{43,128}")) {
            throw new IllegalArgumentException("state or verifier of a visit are not of their form");
        }
        if (!redirect.isAbsolute() || redirect.getRawFragment() != null) {
            throw new IllegalArgumentException("a redirection goes to an absolute address without fragment");
        }
    }

    /** The PKCE challenge of the verifier, by S256. */
    public String challenge() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "PageVisit[hidden]";
    }
}
