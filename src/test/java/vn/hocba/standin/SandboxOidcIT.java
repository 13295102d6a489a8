package vn.hocba.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.SandboxProcess;

/** The sandbox's OpenID Connect issuer: discovery, keys, the code flow with PKCE, and tokens that must be refused. */
class SandboxOidcIT {

    private static final String REDIRECT = "http://127.0.0.1:9/callback";
    private static final String VERIFIER = "a-verifier-of-more-than-forty-three-characters-012345";

    private final SandboxProcess sandbox = RunningSandbox.get();
    private final ApiClient client = sandbox.client();
    private final ApiClient forms = client.with("Content-Type", "application/x-www-form-urlencoded");

    @Test
    void announcesItsEndpoints() {
        JsonNode metadata =
                client.get("/oidc/.well-known/openid-configuration").expect(200).json();

        assertThat(metadata.path("issuer").asText()).isEqualTo(sandbox.issuer());
        assertThat(metadata.path("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
        for (String endpoint :
                new String[] {"authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"}) {
            assertThat(metadata.path(endpoint).asText()).startsWith(sandbox.issuer() + "/");
        }
    }

    @Test
    void signsTokensWithThePublishedKey() throws Exception {
        JsonNode claims = verified(sandbox.token("ht.hung"));

        assertThat(claims.path("iss").asText()).isEqualTo(sandbox.issuer());
        assertThat(claims.path("sub").asText()).isEqualTo("ht.hung");
        assertThat(claims.path("aud").toString()).isEqualTo("[\"hocba-api\"]");
        assertThat(claims.path("groups").toString()).isEqualTo("[\"principal\"]");
        assertThat(claims.path("organisation").asText()).isEqualTo("79760501");
        assertThat(claims.path("name").asText()).isEqualTo("Lê Văn Hùng");
        assertThat(claims.path("exp").asLong()).isGreaterThan(Instant.now().getEpochSecond());
    }

    @Test
    void logsInThroughTheCodeFlow() throws Exception {
        Answer page = client.get("/oidc/authorize?" + encoded(authorization())).expect(200);
        assertThat(page.text()).contains("name=\"password\"", "Nguyễn Thị Lan", "value=\"the state\"");

        String code = code(login());
        Answer tokens = redeem(code, VERIFIER).expect(200);

        assertThat(verified(tokens.at("/access_token")).path("sub").asText()).isEqualTo("gvcn.lan");
        JsonNode idToken = verified(tokens.at("/id_token"));
        assertThat(idToken.path("nonce").asText()).isEqualTo("the nonce");
        assertThat(idToken.path("aud").asText()).isEqualTo("swagger");
        assertThat(client.withToken(tokens.at("/access_token"))
                        .get("/oidc/userinfo")
                        .expect(200)
                        .at("/name"))
                .isEqualTo("Nguyễn Thị Lan");
        assertThat(redeem(code, VERIFIER).at("/error")).as("a code works once").isEqualTo("invalid_grant");

        String refresh = "grant_type=refresh_token&client_id=swagger&refresh_token=" + tokens.at("/refresh_token");
        assertThat(forms.post("/oidc/token", refresh).expect(200).at("/access_token"))
                .isNotEmpty();
        assertThat(forms.post("/oidc/token", refresh).status())
                .as("a refresh token works once")
                .isEqualTo(400);
    }

    @Test
    void refusesACodeWithoutItsVerifier() {
        assertThat(redeem(code(login()), "another verifier").at("/error")).isEqualTo("invalid_grant");
    }

    @Test
    void refusesAWrongPasswordAndAForeignRedirection() {
        Map<String, String> wrong = authorization();
        wrong.put("account", "gvcn.lan");
        wrong.put("password", "wrong");
        Map<String, String> foreign = authorization();
        foreign.put("redirect_uri", "http://example.org/callback");
        Map<String, String> plain = authorization();
        plain.remove("code_challenge");

        assertThat(forms.post("/oidc/authorize", encoded(wrong)).status()).isEqualTo(401);
        assertThat(client.get("/oidc/authorize?" + encoded(foreign)).status()).isEqualTo(400);
        assertThat(client.get("/oidc/authorize?" + encoded(plain)).header("Location"))
                .startsWith(REDIRECT)
                .contains("error=invalid_request", "state=the+state");
        assertThat(forms.post("/oidc/token", "grant_type=password&client_id=x&username=gvcn.lan&password=x")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void makesThePlatformATokenByClientCredentials() throws Exception {
        Answer tokens = forms.post(
                "/oidc/token", "grant_type=client_credentials&client_id=platform&client_secret=sandbox-secret");

        assertThat(verified(tokens.expect(200).at("/access_token"))
                        .path("groups")
                        .toString())
                .isEqualTo("[\"platform_operator\"]");
        assertThat(forms.post("/oidc/token", "grant_type=client_credentials&client_id=platform&client_secret=x")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void makesTokensThatMustBeRefused() throws Exception {
        JsonNode expired = verified(odd(Map.of("account", "gvcn.lan", "expiresIn", -60)));
        JsonNode foreign = verified(odd(Map.of("account", "gvcn.lan", "audience", "another-api")));

        assertThat(expired.path("exp").asLong()).isLessThan(Instant.now().getEpochSecond());
        assertThat(foreign.path("aud").toString()).isEqualTo("[\"another-api\"]");
        assertThat(verifies(odd(Map.of("account", "gvcn.lan", "foreignKey", true))))
                .isFalse();
    }

    private String odd(Map<String, ?> request) {
        return client.post("/control/tokens", request).expect(200).at("/access_token");
    }

    private static Map<String, String> authorization() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", "swagger");
        parameters.put("redirect_uri", REDIRECT);
        parameters.put("scope", "openid");
        parameters.put("state", "the state");
        parameters.put("nonce", "the nonce");
        parameters.put("code_challenge", challenge());
        parameters.put("code_challenge_method", "S256");
        return parameters;
    }

    private static String challenge() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private Answer login() {
        Map<String, String> form = authorization();
        form.put("account", "gvcn.lan");
        form.put("password", SandboxProcess.PASSWORD);
        return forms.post("/oidc/authorize", encoded(form)).expect(303);
    }

    private static String code(Answer redirection) {
        URI location = URI.create(redirection.header("Location"));
        assertThat(location.toString()).startsWith(REDIRECT).contains("state=the+state");
        return location.getQuery().replaceFirst(".*code=([^&]*).*", "$1");
    }

    private Answer redeem(String code, String verifier) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("client_id", "swagger");
        form.put("redirect_uri", REDIRECT);
        form.put("code", code);
        form.put("code_verifier", verifier);
        return forms.post("/oidc/token", encoded(form));
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private JsonNode verified(String token) throws GeneralSecurityException, IOException {
        assertThat(verifies(token)).isTrue();
        return JsonMapper.builder().build().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    private boolean verifies(String token) throws GeneralSecurityException {
        String[] parts = token.split("\\.", -1);
        JsonNode key = client.get("/oidc/jwks").expect(200).json().at("/keys/0");
        PublicKey publicKey = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(key.path("n")), number(key.path("e"))));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(publicKey);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static BigInteger number(JsonNode base64url) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64url.asText()));
    }
}
