package vn.hocba.sandbox.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.hocba.sandbox.people.Person;

/** Makes the tokens of the invented people, and on request the kind that must be refused. */
public final class TokenMint {

    static final Duration LIFE = Duration.ofHours(1);

    private final String issuer;
    private final String audience;
    private final JwtSigner signer = JwtSigner.generate();

    public TokenMint(String issuer, String audience) {
        this.issuer = issuer;
        this.audience = audience;
    }

    /**
     * How a token departs from the ordinary.
     *
     * @param expiresIn seconds from now; negative for a token that has expired
     * @param audience instead of the API's
     * @param issuer instead of ours
     * @param foreignKey signed with a key that is not published, under our key id
     */
    public record Oddity(
            @Nullable Long expiresIn,
            @Nullable String audience,
            @Nullable String issuer,
            @Nullable Boolean foreignKey) {

        static final Oddity NONE = new Oddity(null, null, null, null);
    }

    public String accessToken(Person person, Oddity oddity) {
        long life = oddity.expiresIn() == null ? LIFE.toSeconds() : oddity.expiresIn();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", oddity.issuer() == null ? issuer : oddity.issuer());
        claims.put("sub", person.account());
        claims.put("aud", List.of(oddity.audience() == null ? audience : oddity.audience()));
        long now = Instant.now().getEpochSecond();
        claims.put("exp", now + life);
        claims.put("iat", Math.min(now, now + life - 1));
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("typ", "Bearer");
        claims.put("groups", person.roles());
        claims.put("organisation", person.organisation());
        claims.put("name", person.name());
        claims.put("preferred_username", person.account());
        return (Boolean.TRUE.equals(oddity.foreignKey()) ? signer.impostor() : signer).sign(claims);
    }

    String accessToken(Person person) {
        return accessToken(person, Oddity.NONE);
    }

    String idToken(Person person, String clientId, @Nullable String nonce) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", person.account());
        claims.put("aud", clientId);
        long now = Instant.now().getEpochSecond();
        claims.put("exp", now + LIFE.toSeconds());
        claims.put("iat", now);
        claims.put("auth_time", now);
        claims.put("name", person.name());
        claims.put("preferred_username", person.account());
        if (nonce != null) {
            claims.put("nonce", nonce);
        }
        return signer.sign(claims);
    }

    /** The account that a valid access token was made for. */
    Optional<String> account(String accessToken) {
        return signer.claims(accessToken)
                .filter(claims -> claims.path("typ").asText().equals("Bearer"))
                .filter(claims -> claims.path("exp").asLong() > Instant.now().getEpochSecond())
                .map(claims -> claims.path("sub"))
                .map(JsonNode::asText);
    }

    Map<String, Object> keys() {
        return Map.of("keys", List.of(signer.jwk()));
    }
}
