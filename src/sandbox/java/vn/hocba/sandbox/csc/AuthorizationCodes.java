package vn.hocba.sandbox.csc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Authorization codes and pushed requests: each works once and not for long (RFC 6749 section 4.1.2, RFC 7636, RFC 9126). */
final class AuthorizationCodes {

    static final Duration PUSHED_LIFE = Duration.ofSeconds(90);
    private static final Duration CODE_LIFE = Duration.ofMinutes(1);
    private static final String SPENT = "Authorization code is invalid or expired";

    private final SecureRandom random = new SecureRandom();
    private final ServiceTokens tokens;
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final Map<String, Pushed> pushed = new ConcurrentHashMap<>();

    AuthorizationCodes(ServiceTokens tokens) {
        this.tokens = tokens;
    }

    /** What somebody agreed to: the relying party's access for a person, or one use of a credential. */
    sealed interface Grant {
        /** @param account of the person who logged in */
        record Service(String account) implements Grant {}

        /** @param handle of the question that the holder answered */
        record OfCredential(String credentialId, String handle) implements Grant {}
    }

    private record Pushed(Map<String, String> parameters, Instant expires) {}

    private static final class Code {
        private final Grant grant;
        private final String redirectUri;
        private final Optional<String> challenge;
        private final Instant issued = Instant.now();
        private boolean spent;

        Code(Grant grant, String redirectUri, Optional<String> challenge) {
            this.grant = grant;
            this.redirectUri = redirectUri;
            this.challenge = challenge;
        }

        synchronized boolean spend() {
            boolean first = !spent;
            spent = true;
            return first;
        }
    }

    String issue(Grant grant, String redirectUri, Optional<String> challenge) {
        Instant dayAgo = Instant.now().minus(Duration.ofDays(1));
        codes.values().removeIf(old -> old.issued.isBefore(dayAgo));
        String code = secret();
        codes.put(code, new Code(grant, redirectUri, challenge));
        return code;
    }

    /**
     * Spends the code, even if something else about the request is wrong.
     *
     * @param onReuse gets what a code was for that comes a second time: what it gave is to be ended
     */
    Grant redeem(Map<String, String> form, Consumer<Grant> onReuse) {
        String value = form.getOrDefault("code", "");
        if (value.isEmpty()) {
            throw CscError.missing("code");
        }
        Code code = codes.get(value);
        if (code == null) {
            throw invalidGrant("Invalid parameter code");
        }
        if (!code.spend()) {
            onReuse.accept(code.grant);
            throw invalidGrant(SPENT);
        }
        if (code.issued.plus(CODE_LIFE).isBefore(Instant.now()) || tokens.isExpired(code.issued)) {
            throw invalidGrant(SPENT);
        }
        if (!code.redirectUri.equals(form.get("redirect_uri"))) {
            throw invalidGrant("redirect_uri parameter does not match redirect_uri parameter of authorization request");
        }
        if (!code.challenge.equals(
                Optional.ofNullable(form.get("code_verifier")).map(AuthorizationCodes::challenge))) {
            throw invalidGrant("Invalid parameter code_verifier");
        }
        return code.grant;
    }

    boolean knows(String code) {
        return codes.containsKey(code);
    }

    static CscError invalidGrant(String description) {
        return new CscError(400, "invalid_grant", description);
    }

    String push(Map<String, String> parameters) {
        pushed.values().removeIf(old -> old.expires().isBefore(Instant.now()));
        String uri = "urn:ietf:params:oauth:request_uri:" + secret();
        pushed.put(uri, new Pushed(parameters, Instant.now().plus(PUSHED_LIFE)));
        return uri;
    }

    /** What was pushed, once; its sender only has it. */
    Map<String, String> pushed(String uri, String clientId) {
        return Optional.ofNullable(pushed.remove(uri))
                .filter(found -> found.expires().isAfter(Instant.now()))
                .filter(found -> clientId.equals(found.parameters().get("client_id")))
                .map(Pushed::parameters)
                .orElseThrow(() -> CscError.invalid("request_uri"));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
