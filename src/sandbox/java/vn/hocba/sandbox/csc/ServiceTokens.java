package vn.hocba.sandbox.csc;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.people.People;
import vn.hocba.sandbox.people.Person;

/**
 * Access tokens: of the relying party by OAuth 2 client credentials, of a person by name and password (v1, auth/login) or with an
 * authorization code, and those that stand for one use of a credential.
 */
public final class ServiceTokens {

    static final String CLIENT_ID = "hocba";
    private static final String CLIENT_SECRET = "sandbox-secret";
    private static final Duration LIFE = Duration.ofHours(1);

    private final SecureRandom random = new SecureRandom();
    private final People people;
    private final Map<String, Issued> issued = new ConcurrentHashMap<>();
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    private volatile Instant expired = Instant.EPOCH;

    private record Issued(Instant expiry, Caller caller) {}

    private record Remembered(Person person, Instant since) {}

    public ServiceTokens(People people) {
        this.people = people;
    }

    /** Refuses whoever is not the relying party. */
    void requireClient(Map<String, String> form) {
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
    }

    Reply.Answer ofRelyingParty() {
        return bearer(token(Caller.RELYING_PARTY));
    }

    /** A person's own token, with one to renew it. */
    Reply.Answer of(String account) {
        Person person =
                people.find(account).orElseThrow(() -> AuthorizationCodes.invalidGrant("Invalid parameter code"));
        Map<String, Object> body = token(Caller.of(person));
        body.put("refresh_token", remember(person));
        return bearer(body);
    }

    Reply.Answer renewed(Map<String, String> form) {
        Remembered found = Optional.ofNullable(remembered.get(parameter(form, "refresh_token")))
                .orElseThrow(() -> AuthorizationCodes.invalidGrant("Invalid parameter refresh_token"));
        if (isExpired(found.since())) {
            throw AuthorizationCodes.invalidGrant("Refresh token expired");
        }
        return bearer(token(Caller.of(found.person())));
    }

    private static Reply.Answer bearer(Map<String, Object> body) {
        body.put("token_type", "Bearer");
        return Reply.json(200, body);
    }

    /** Activation data that is an access token as well. */
    void alsoBearer(String activation, Duration life) {
        issued.put(activation, new Issued(Instant.now().plus(life), Caller.holding(activation)));
    }

    private Map<String, Object> token(Caller caller) {
        Instant now = Instant.now();
        issued.values().removeIf(token -> token.expiry().isBefore(now.minus(LIFE)));
        String token = secret();
        issued.put(token, new Issued(now.plus(LIFE), caller));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", token);
        body.put("expires_in", LIFE.toSeconds());
        return body;
    }

    private String secret() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String parameter(Map<String, String> form, String name) {
        String value = form.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw CscError.missing(name);
        }
        return value;
    }

    /** v1's {@code auth/login}: with the header Basic, or with a refresh token. */
    Reply.Answer login(Request request) {
        Parameters parameters = Parameters.of(request, Parameters.HashNames.V1);
        JsonNode refresh = parameters.node().path("refresh_token");
        Person person = refresh.isMissingNode() ? byPassword(request) : byRefreshToken(refresh);
        Map<String, Object> body = token(Caller.of(person));
        if (parameters.flag("rememberMe")) {
            body.put("refresh_token", remember(person));
        }
        return Reply.json(200, body);
    }

    private String remember(Person person) {
        String again = secret();
        remembered.put(again, new Remembered(person, Instant.now()));
        return again;
    }

    private Person byRefreshToken(JsonNode refresh) {
        if (!refresh.isTextual()) {
            throw unauthorised("Invalid string parameter: refresh_token");
        }
        return Optional.ofNullable(remembered.get(refresh.asText()))
                .filter(found -> !isExpired(found.since()))
                .map(Remembered::person)
                .orElseThrow(() -> unauthorised("Invalid refresh_token"));
    }

    private Person byPassword(Request request) {
        String basic = request.header("Authorization")
                .filter(header -> header.startsWith("Basic "))
                .orElseThrow(() -> unauthorised("Malformed authentication parameter."))
                .substring("Basic ".length());
        String pair = decoded(basic);
        int colon = pair.indexOf(':');
        if (colon < 1) {
            throw unauthorised("Malformed username-password.");
        }
        return people.authenticate(pair.substring(0, colon), pair.substring(colon + 1))
                .orElseThrow(() ->
                        new CscError(400, "authentication_error", "An error occurred during authentication process"));
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static CscError unauthorised(String description) {
        return new CscError(401, "invalid_request", description);
    }

    /** Whose token it is. */
    Caller check(Request request, Supplier<CscError> noBearer) {
        String header = request.header("Authorization")
                .filter(value -> value.startsWith("Bearer ") && value.length() > "Bearer ".length())
                .orElseThrow(noBearer);
        Issued token = issued.get(header.substring("Bearer ".length()));
        if (token == null) {
            throw new CscError(401, "invalid_token", "The access token is not valid");
        }
        if (token.expiry().isBefore(Instant.now())) {
            throw new CscError(401, "expired_token", "The access token has expired");
        }
        return token.caller();
    }

    /** Ends a token of either kind; false when there is none such. */
    boolean revoke(String token) {
        return issued.remove(token) != null || remembered.remove(token) != null;
    }

    /** Every token is expired from now on, to be renewed or not, and every authorization code. */
    public void expireAll() {
        expired = Instant.now();
        issued.replaceAll((token, one) -> new Issued(Instant.now().minusSeconds(1), one.caller()));
    }

    /** Whether what was issued then was expired on request since. */
    boolean isExpired(Instant then) {
        return !then.isAfter(expired);
    }
}
