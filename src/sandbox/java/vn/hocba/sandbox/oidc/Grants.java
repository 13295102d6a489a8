package vn.hocba.sandbox.oidc;

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
import org.jspecify.annotations.Nullable;

/** Authorization codes and refresh tokens: each works once and not for ever (RFC 6749 sections 4.1.2 and 6, RFC 7636). */
final class Grants {

    private static final Duration CODE_LIFE = Duration.ofMinutes(1);
    private static final Duration REFRESH_LIFE = Duration.ofHours(12);

    private final SecureRandom random = new SecureRandom();
    private final Map<String, CodeGrant> codes = new ConcurrentHashMap<>();
    private final Map<String, RefreshGrant> refreshTokens = new ConcurrentHashMap<>();

    record CodeGrant(
            String account,
            String clientId,
            String redirectUri,
            String codeChallenge,
            @Nullable String nonce,
            Instant expires) {}

    record RefreshGrant(String account, String clientId, Instant expires) {}

    String code(String account, String clientId, String redirectUri, String codeChallenge, @Nullable String nonce) {
        String code = secret();
        codes.put(
                code,
                new CodeGrant(
                        account,
                        clientId,
                        redirectUri,
                        codeChallenge,
                        nonce,
                        Instant.now().plus(CODE_LIFE)));
        return code;
    }

    /** Spends the code; empty unless client, redirection and PKCE verifier are those of the request that it answers. */
    Optional<CodeGrant> redeem(String code, String clientId, String redirectUri, String verifier) {
        return Optional.ofNullable(codes.remove(code))
                .filter(grant -> grant.expires().isAfter(Instant.now()))
                .filter(grant -> grant.clientId().equals(clientId))
                .filter(grant -> grant.redirectUri().equals(redirectUri))
                .filter(grant -> grant.codeChallenge().equals(challenge(verifier)));
    }

    String refreshToken(String account, String clientId) {
        String token = secret();
        refreshTokens.put(
                token, new RefreshGrant(account, clientId, Instant.now().plus(REFRESH_LIFE)));
        return token;
    }

    Optional<RefreshGrant> refresh(String token, String clientId) {
        return Optional.ofNullable(refreshTokens.remove(token))
                .filter(grant -> grant.expires().isAfter(Instant.now()))
                .filter(grant -> grant.clientId().equals(clientId));
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

    private String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
