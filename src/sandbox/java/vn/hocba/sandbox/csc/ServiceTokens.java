package vn.hocba.sandbox.csc;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;

/** Access tokens of the relying party, by OAuth 2 client credentials. */
public final class ServiceTokens {

    private static final String CLIENT_ID = "hocba";
    private static final String CLIENT_SECRET = "sandbox-secret";
    private static final Duration LIFE = Duration.ofHours(1);

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

    Reply.Answer issue(Request request) {
        Map<String, String> form = request.form();
        String grantType = parameter(form, "grant_type");
        if (!grantType.equals("client_credentials")) {
            throw CscError.invalid("grant_type");
        }
        if (!parameter(form, "client_id").equals(CLIENT_ID)) {
            throw CscError.invalid("client_id");
        }
        String secret = form.get("client_secret");
        if (secret == null) {
            throw new CscError(401, "invalid_client", "Client authorization required");
        }
        if (!secret.equals(CLIENT_SECRET)) {
            throw CscError.invalid("client_secret");
        }
        Instant now = Instant.now();
        expiries.values().removeIf(expiry -> expiry.isBefore(now.minus(LIFE)));
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        expiries.put(token, now.plus(LIFE));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", token);
        body.put("token_type", "Bearer");
        body.put("expires_in", LIFE.toSeconds());
        return Reply.json(200, body);
    }

    private static String parameter(Map<String, String> form, String name) {
        String value = form.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw CscError.invalidRequest("Missing parameter " + name);
        }
        return value;
    }

    void check(Request request) {
        String header = request.header("Authorization")
                .filter(value -> value.startsWith("Bearer ") && value.length() > "Bearer ".length())
                .orElseThrow(() -> CscError.invalidRequest("Malformed authorization header"));
        Instant expiry = expiries.get(header.substring("Bearer ".length()));
        if (expiry == null) {
            throw new CscError(401, "invalid_token", "The access token is not valid");
        }
        if (expiry.isBefore(Instant.now())) {
            throw new CscError(401, "expired_token", "The access token has expired");
        }
    }

    /** Every token is expired from now on. */
    public void expireAll() {
        expiries.replaceAll((token, expiry) -> Instant.now().minusSeconds(1));
    }
}
