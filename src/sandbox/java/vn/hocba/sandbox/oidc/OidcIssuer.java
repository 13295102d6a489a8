package vn.hocba.sandbox.oidc;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.sandbox.http.Refusal;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.people.People;
import vn.hocba.sandbox.people.Person;
import vn.hocba.sandbox.people.SamplePeople;

/**
 * OpenID Connect discovery, keys, tokens and user info. Any client id may sign people in, since redirection goes to
 * loopback only; scripts may use the password grant.
 */
public final class OidcIssuer {

    private static final Person PLATFORM = new Person(
            "platform",
            "Nền tảng",
            SamplePeople.PASSWORD,
            List.of("platform_operator"),
            "platform",
            "Nền tảng học bạ số",
            null,
            null);
    private static final String PLATFORM_SECRET = "sandbox-secret";

    private final String issuer;
    private final People people;
    private final TokenMint mint;
    private final Grants grants = new Grants();

    public OidcIssuer(String issuer, People people, TokenMint mint) {
        this.issuer = issuer;
        this.people = people;
        this.mint = mint;
    }

    public void addTo(Routes routes) {
        routes.on("GET", "/oidc/.well-known/openid-configuration", request -> Reply.json(200, discovery()));
        routes.on("GET", "/oidc/jwks", request -> Reply.json(200, mint.keys()));
        routes.on("POST", "/oidc/token", request -> crossOrigin(token(request)));
        routes.on("OPTIONS", "/oidc/token", request -> crossOrigin(Reply.empty(204)));
        routes.on("*", "/oidc/userinfo", this::userInfo);
        new LoginPage(people, grants).addTo(routes);
    }

    private Map<String, Object> discovery() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer);
        metadata.put("authorization_endpoint", issuer + "/authorize");
        metadata.put("token_endpoint", issuer + "/token");
        metadata.put("userinfo_endpoint", issuer + "/userinfo");
        metadata.put("jwks_uri", issuer + "/jwks");
        metadata.put("response_types_supported", List.of("code"));
        metadata.put("response_modes_supported", List.of("query"));
        metadata.put(
                "grant_types_supported",
                List.of("authorization_code", "refresh_token", "client_credentials", "password"));
        metadata.put("subject_types_supported", List.of("public"));
        metadata.put("id_token_signing_alg_values_supported", List.of("RS256"));
        metadata.put("scopes_supported", List.of("openid", "profile", "offline_access"));
        metadata.put("code_challenge_methods_supported", List.of("S256"));
        metadata.put(
                "token_endpoint_auth_methods_supported", List.of("none", "client_secret_post", "client_secret_basic"));
        return metadata;
    }

    private Reply.Answer token(Request request) {
        Map<String, String> form = request.form();
        Client client = client(request, form);
        return switch (form.getOrDefault("grant_type", "")) {
            case "password" ->
                people.authenticate(form.getOrDefault("username", ""), form.getOrDefault("password", ""))
                        .map(person -> tokens(person, client.id(), null))
                        .orElseGet(() -> error(400, "invalid_grant", "Unknown account or wrong password"));
            case "authorization_code" ->
                grants.redeem(
                                form.getOrDefault("code", ""),
                                client.id(),
                                form.getOrDefault("redirect_uri", ""),
                                form.getOrDefault("code_verifier", ""))
                        .flatMap(grant ->
                                people.find(grant.account()).map(person -> tokens(person, client.id(), grant.nonce())))
                        .orElseGet(() -> error(400, "invalid_grant", "Authorization code is invalid or expired"));
            case "refresh_token" ->
                grants.refresh(form.getOrDefault("refresh_token", ""), client.id())
                        .flatMap(grant -> people.find(grant.account()))
                        .map(person -> tokens(person, client.id(), null))
                        .orElseGet(() -> error(400, "invalid_grant", "Refresh token is invalid or expired"));
            case "client_credentials" ->
                client.is(PLATFORM.account(), PLATFORM_SECRET)
                        ? Reply.json(200, bearer(mint.accessToken(PLATFORM)))
                        : error(401, "invalid_client", "Unknown client or wrong secret");
            default -> error(400, "unsupported_grant_type", "grant_type is missing or not supported");
        };
    }

    private record Client(String id, String secret) {

        boolean is(String otherId, String otherSecret) {
            return id.equals(otherId) && secret.equals(otherSecret);
        }
    }

    private static Client client(Request request, Map<String, String> form) {
        Optional<String> basic = request.header("Authorization")
                .filter(header -> header.startsWith("Basic "))
                .map(header -> header.substring("Basic ".length()));
        if (basic.isEmpty()) {
            return new Client(form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", ""));
        }
        try {
            String[] pair = new String(Base64.getDecoder().decode(basic.get()), StandardCharsets.UTF_8).split(":", 2);
            return new Client(pair[0], pair.length == 2 ? pair[1] : "");
        } catch (IllegalArgumentException notBase64) {
            throw new Refusal(error(401, "invalid_client", "Malformed Authorization header"));
        }
    }

    private Reply.Answer tokens(Person person, String clientId, @Nullable String nonce) {
        Map<String, Object> body = bearer(mint.accessToken(person));
        body.put("id_token", mint.idToken(person, clientId, nonce));
        body.put("refresh_token", grants.refreshToken(person.account(), clientId));
        return Reply.json(200, body);
    }

    private static Map<String, Object> bearer(String accessToken) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", accessToken);
        body.put("token_type", "Bearer");
        body.put("expires_in", TokenMint.LIFE.toSeconds());
        body.put("scope", "openid profile");
        return body;
    }

    private Reply userInfo(Request request) {
        return request.header("Authorization")
                .filter(header -> header.startsWith("Bearer "))
                .flatMap(header -> mint.account(header.substring("Bearer ".length())))
                .flatMap(people::find)
                .map(person -> crossOrigin(Reply.json(
                        200,
                        Map.of(
                                "sub",
                                person.account(),
                                "name",
                                person.name(),
                                "preferred_username",
                                person.account(),
                                "groups",
                                person.roles(),
                                "organisation",
                                person.organisation()))))
                .orElseGet(() -> error(401, "invalid_token", "The access token is invalid or expired")
                        .with("WWW-Authenticate", "Bearer error=\"invalid_token\""));
    }

    /** Swagger UI is served from the API's port and asks for tokens from a browser. */
    private static Reply.Answer crossOrigin(Reply.Answer answer) {
        return answer.with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Allow-Headers", "authorization, content-type, x-requested-with");
    }

    private static Reply.Answer error(int status, String error, String description) {
        return Reply.json(status, Map.of("error", error, "error_description", description));
    }
}
