package vn.hocba.remotesigning.csc;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.remotesigning.SandboxedService.documents;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.SandboxedService;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.AuthorizationForm;

/** The OAuth endpoints of the sandbox's CSC services, v1 and v2, row by row over bare HTTP. */
class CscOAuthIT {

    private static final List<byte[]> CLASS = documents("học bạ 1", "học bạ 2", "học bạ 3");

    static SandboxedService sandbox;
    static String credential;
    static String noPage;

    @BeforeAll
    static void start() {
        sandbox = new SandboxedService("/csc", CscV2Dialect::new);
        credential =
                sandbox.signer("P-256", "PAGE", "multisign", 50).credential().value();
        noPage = sandbox.signer("P-256", "PIN").credential().value();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static ApiClient anonymous() {
        return sandbox.process().client();
    }

    private static AuthorizationForm request(String version) {
        return request(version, credential);
    }

    private static AuthorizationForm request(String version, String of) {
        return version.equals("v1") ? AuthorizationForm.v1(of, CLASS) : AuthorizationForm.v2(of, CLASS);
    }

    private static Answer authorize(String version, AuthorizationForm form) {
        return anonymous().get("/csc/" + version + "/oauth2/authorize?" + form.encoded());
    }

    private static Answer post(String version, String endpoint, AuthorizationForm form) {
        return anonymous()
                .with("Content-Type", "application/x-www-form-urlencoded")
                .post("/csc/" + version + "/oauth2/" + endpoint, form.encoded());
    }

    /** What came back with the browser. */
    private static Map<String, String> sentBack(Answer answer) {
        var address = answer.expect(302).header("Location");
        assertThat(address).startsWith(AuthorizationForm.REDIRECT + "?");
        return AuthorizationForm.in(address);
    }

    private static String code(String version) {
        return String.valueOf(sentBack(authorize(version, request(version))).get("code"));
    }

    private static void assertRefused(Answer answer, int status, String error, String description) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.at("/error")).isEqualTo(error);
        assertThat(answer.at("/error_description")).isEqualTo(description);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void infoDeclaresThePage(String version) {
        var info = anonymous().post("/csc/" + version + "/info", Map.of()).expect(200);

        assertThat(info.at("/oauth2")).endsWith("/csc/" + version);
        assertThat(info.json().path("authType").toString()).contains("\"oauth2code\"");
        assertThat(info.json().path("methods").toString())
                .contains("\"oauth2/authorize\"", "\"oauth2/token\"", "\"oauth2/revoke\"");
        assertThat(info.json().path("methods").toString().contains("oauth2/pushed_authorize"))
                .isEqualTo(version.equals("v2"));
    }

    @ParameterizedTest
    @CsvSource({
        "v1, client_id, '', Missing parameter client_id",
        "v1, client_id, stranger, Invalid parameter client_id",
        "v2, redirect_uri, '', Missing parameter redirect_uri",
        "v2, redirect_uri, https://elsewhere.example/back, Invalid parameter redirect_uri",
        "v2, redirect_uri, http://127.0.0.1:1/back#x, Invalid parameter redirect_uri",
        "v2, redirect_uri, nonsense, Invalid parameter redirect_uri"
    })
    void nobodyIsSentToAnAddressThatIsNotTheRelyingPartys(
            String version, String name, String value, String description) {
        assertRefused(authorize(version, request(version).with(name, value)), 400, "invalid_request", description);
    }

    @ParameterizedTest
    @CsvSource({
        "v1, response_type, '', invalid_request, Missing parameter response_type",
        "v2, response_type, token, unsupported_response_type, Invalid parameter response_type",
        "v2, scope, everything, invalid_scope, Invalid parameter scope",
        "v2, code_challenge, '', invalid_request, Missing parameter code_challenge",
        "v2, code_challenge, short, invalid_request, Invalid parameter code_challenge",
        "v1, code_challenge_method, plain, invalid_request, Invalid parameter code_challenge_method",
        "v2, code_challenge_method, '', invalid_request, Invalid parameter code_challenge_method",
        "v1, credentialID, '', invalid_request, Missing (or invalid type) string parameter credentialID",
        "v2, credentialID, nobody, invalid_request, Invalid parameter credentialID",
        "v1, numSignatures, '', invalid_request, Missing (or invalid type) integer parameter numSignatures",
        "v2, numSignatures, some, invalid_request, Missing (or invalid type) integer parameter numSignatures",
        "v2, numSignatures, 0, invalid_request, Invalid value for parameter numSignatures",
        "v2, numSignatures, 2, invalid_request, Invalid value for parameter numSignatures",
        "v1, numSignatures, 51, invalid_request, Numbers of signatures is too high",
        "v1, hash, '', invalid_request, Missing (or invalid type) array parameter hash",
        "v2, hashes, '', invalid_request, Missing (or invalid type) array parameter hashes",
        "v2, hashes, 'a+/=', invalid_request, Invalid Base64 hash string parameter",
        "v2, hashes, QUFB, invalid_request, Invalid digest value length",
        "v2, hashAlgorithmOID, '', invalid_request, Missing (or invalid type) string parameter hashAlgorithmOID",
        "v2, hashAlgorithmOID, 1.3.14.3.2.26, invalid_request, Invalid parameter hashAlgorithmOID",
        "v2, authorization_details, [], invalid_request, Invalid parameter authorization_details"
    })
    void whatIsWrongWithARequestGoesBackWithTheBrowser(
            String version, String name, String value, String error, String description) {
        assertThat(sentBack(authorize(version, request(version).with(name, value))))
                .containsEntry("error", error)
                .containsEntry("error_description", description)
                .containsEntry("state", AuthorizationForm.STATE)
                .doesNotContainKey("code");
    }

    @Test
    void aStateThatIsTooLongIsRefusedAndNotRepeated() {
        assertThat(sentBack(authorize("v2", request("v2").with("state", "s".repeat(256)))))
                .containsEntry("error_description", "Invalid parameter state")
                .doesNotContainKey("state");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void eachKindOfCredentialIsAuthorisedInItsOwnWayOnly(String version) {
        var names = version.equals("v1") ? "\"hash\":[\"QQ==\"]" : "\"hashes\":[\"QQ==\"]";
        var token = post(version, "token", AuthorizationForm.token("x").with("grant_type", "client_credentials"))
                .expect(200)
                .at("/access_token");

        assertThat(sentBack(authorize(version, request(version, noPage))))
                .containsEntry("error_description", "Invalid parameter credentialID");
        assertThat(anonymous()
                        .withToken(token)
                        .post(
                                "/csc/" + version + "/credentials/info",
                                Map.of("credentialID", credential, "authInfo", true))
                        .expect(200)
                        .at(version.equals("v1") ? "/authMode" : "/auth/mode"))
                .isEqualTo("oauth2code");
        // "SHALL NOT be used" has no words of its own in the tables
        assertThat(anonymous()
                        .withToken(token)
                        .post(
                                "/csc/" + version + "/credentials/authorize",
                                "{\"credentialID\":\"" + credential + "\",\"numSignatures\":1,"
                                        + "\"hashAlgorithmOID\":\"2.16.840.1.101.3.4.2.1\",\"authData\":[]," + names
                                        + "}")
                        .status())
                .isEqualTo(400);
        assertThat(sandbox.counters(sandboxed(credential)).path("signaturesByHash"))
                .isEmpty();
    }

    private static CredentialId sandboxed(String id) {
        return new CredentialId(id);
    }

    @ParameterizedTest
    @CsvSource({"v1, SAD, ''", "v2, Bearer, it"})
    void aCodeIsWorthATokenOnce(String version, String type, String named) {
        var form = AuthorizationForm.token(code(version));

        var token = post(version, "token", form).expect(200);
        var again = post(version, "token", form);

        assertThat(token.at("/token_type")).isEqualTo(type);
        assertThat(token.at("/credentialID")).isEqualTo(named.isEmpty() ? "" : credential);
        assertThat(token.json().path("expires_in").asInt()).isPositive();
        assertThat(token.header("Cache-Control")).isEqualTo("no-store");
        assertRefused(again, 400, "invalid_grant", "Authorization code is invalid or expired");
        // and what it gave is worth nothing any more
        assertRefused(
                post(version, "revoke", AuthorizationForm.token("").with("token", token.at("/access_token") + "x")),
                400,
                "invalid_request",
                "Invalid string parameter token");
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type, '', 400, invalid_request, Missing parameter grant_type",
        "grant_type, magic, 400, invalid_request, Invalid parameter grant_type",
        "client_id, '', 400, invalid_request, Missing parameter client_id",
        "client_id, stranger, 400, invalid_request, Invalid parameter client_id",
        "client_secret, '', 401, invalid_client, Client authorization required",
        "client_secret, wrong, 400, invalid_request, Invalid parameter client_secret",
        "code, '', 400, invalid_request, Missing parameter code",
        "code, made-up, 400, invalid_grant, Invalid parameter code",
        "redirect_uri, http://127.0.0.1:1/other, 400, invalid_grant,"
                + " redirect_uri parameter does not match redirect_uri parameter of authorization request",
        "redirect_uri, '', 400, invalid_grant,"
                + " redirect_uri parameter does not match redirect_uri parameter of authorization request",
        "code_verifier, another-verifier-of-forty-three-characters-0123, 400, invalid_grant,"
                + " Invalid parameter code_verifier",
        "code_verifier, '', 400, invalid_grant, Invalid parameter code_verifier"
    })
    void tokenHasItsRows(String name, String value, int status, String error, String description) {
        for (var version : List.of("v1", "v2")) {
            assertRefused(
                    post(
                            version,
                            "token",
                            AuthorizationForm.token(code(version)).with(name, value)),
                    status,
                    error,
                    description);
        }
    }

    @Test
    void aCodeOfOneVersionIsNoneOfTheOther() {
        assertRefused(
                post("v2", "token", AuthorizationForm.token(code("v1"))),
                400,
                "invalid_grant",
                "Invalid parameter code");
    }

    @Test
    void aCodeDoesNotLastForEver() {
        var form = AuthorizationForm.token(code("v2"));
        sandbox.expireServiceTokens();

        assertRefused(post("v2", "token", form), 400, "invalid_grant", "Authorization code is invalid or expired");
    }

    @Test
    void v1DoesNotAskForPkce() {
        var code = sentBack(
                        authorize("v1", request("v1").with("code_challenge", "").with("code_challenge_method", "")))
                .get("code");

        post("v1", "token", AuthorizationForm.token(String.valueOf(code)).with("code_verifier", ""))
                .expect(200);
    }

    @Test
    void aPushedRequestIsVisitedOnce() {
        var pushed = post("v2", "pushed_authorize", request("v2").with("client_secret", "sandbox-secret"))
                .expect(201);
        var visit = new AuthorizationForm(Map.of("client_id", "hocba", "request_uri", pushed.at("/request_uri")));

        assertThat(pushed.json().path("expires_in").asInt()).isPositive();
        assertThat(sentBack(authorize("v2", visit)))
                .containsKey("code")
                .containsEntry("state", AuthorizationForm.STATE);
        assertRefused(authorize("v2", visit), 400, "invalid_request", "Invalid parameter request_uri");
    }

    @ParameterizedTest
    @CsvSource({
        "client_secret, '', 401, invalid_client, Client authorization required",
        "client_id, stranger, 400, invalid_request, Invalid parameter client_id",
        "redirect_uri, '', 400, invalid_request, Missing parameter redirect_uri",
        "scope, everything, 400, invalid_scope, Invalid parameter scope",
        "credentialID, nobody, 400, invalid_request, Invalid parameter credentialID",
        "numSignatures, 51, 400, invalid_request, Numbers of signatures is too high",
        "request_uri, urn:x, 400, invalid_request, Invalid parameter request_uri"
    })
    void aRequestIsCheckedWhenItIsPushed(String name, String value, int status, String error, String description) {
        var form = request("v2").with("client_secret", "sandbox-secret").with(name, value);

        assertRefused(post("v2", "pushed_authorize", form), status, error, description);
        assertThat(post("v1", "pushed_authorize", form).status()).isEqualTo(501);
    }

    @ParameterizedTest
    @CsvSource({
        "token, '', 400, invalid_request, Missing parameter token",
        "token, made-up, 400, invalid_request, Invalid string parameter token",
        "token_type_hint, SAD, 400, invalid_request, Invalid parameter token_type_hint",
        "client_secret, '', 401, invalid_client, Client authorization required"
    })
    void revokeHasItsRows(String name, String value, int status, String error, String description) {
        var form = new AuthorizationForm(Map.of("token", "x", "client_id", "hocba", "client_secret", "sandbox-secret"));

        assertRefused(post("v2", "revoke", form.with(name, value)), status, error, description);
    }

    @Test
    void aCodeIsNoTokenThatCouldBeRevoked() {
        var answer = post("v2", "revoke", AuthorizationForm.token("").with("token", code("v2")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error")).isEqualTo("unsupported_token_type");
        assertThat(answer.at("/error_description"))
                .startsWith("The authorization server does not support the revocation of the presented token type.");
    }

    @Test
    void aPersonsTokenOfScopeServiceIsRenewedAndRevoked() {
        var page = authorize("v1", request("v1").with("scope", "service")).expect(200);
        var code = sentBack(post(
                        "v1",
                        "authorize",
                        new AuthorizationForm(
                                Map.of("visit", visit(page), "account", "gvcn.thu", "password", "sandbox"))))
                .get("code");
        var token = post("v1", "token", AuthorizationForm.token(String.valueOf(code)))
                .expect(200);
        var refresh = AuthorizationForm.token("").with("grant_type", "refresh_token");

        assertThat(anonymous()
                        .withToken(token.at("/access_token"))
                        .post("/csc/v1/credentials/list", Map.of())
                        .expect(200)
                        .at("/credentialIDs/0"))
                .isEqualTo("gvcn.thu-1");
        post("v1", "token", refresh.with("refresh_token", token.at("/refresh_token")))
                .expect(200);
        var expiring = refresh.with("refresh_token", token.at("/refresh_token"));
        assertRefused(post("v1", "token", refresh), 400, "invalid_request", "Missing parameter refresh_token");
        assertRefused(
                post("v1", "token", refresh.with("refresh_token", "made-up")),
                400,
                "invalid_grant",
                "Invalid parameter refresh_token");
        post("v1", "revoke", AuthorizationForm.token("").with("token", token.at("/access_token")))
                .expect(204);
        assertThat(anonymous()
                        .withToken(token.at("/access_token"))
                        .post("/csc/v1/credentials/list", Map.of())
                        .status())
                .isEqualTo(401);
        sandbox.expireServiceTokens();
        assertRefused(post("v1", "token", expiring), 400, "invalid_grant", "Refresh token expired");
    }

    private static String visit(Answer page) {
        return page.text().replaceFirst("(?s).*name=\"visit\" value=\"([^\"]+)\".*", "$1");
    }

    @Test
    void thePageIsForTheHolderAlone() {
        var signer = sandbox.signer("P-256", "PAGE", "approve", "manual");
        var page = authorize(
                        "v2", request("v2", signer.credential().value()).with("description", "Ký học bạ <b>lớp 4A</b>"))
                .expect(200);
        var login =
                new AuthorizationForm(Map.of("visit", visit(page), "account", signer.account(), "password", "sandbox"));

        assertThat(post("v2", "authorize", login.with("password", "wrong")).status())
                .isEqualTo(401);
        assertThat(post("v2", "authorize", login.with("account", "gvcn.thu"))
                        .expect(401)
                        .text())
                .contains("Chứng thư số này không phải của bạn");
        // not logged in: decides nothing
        assertThat(post("v2", "authorize", new AuthorizationForm(Map.of("visit", visit(page), "decision", "approve")))
                        .status())
                .isEqualTo(401);
        var asked = post("v2", "authorize", login).expect(200);
        assertThat(asked.text()).contains("Mã đối chiếu", "&lt;b&gt;lớp 4A&lt;/b&gt;", "Đồng ý ký");
        assertThat(sentBack(post(
                        "v2",
                        "authorize",
                        new AuthorizationForm(
                                Map.of("visit", visit(asked), "decision", "refuse", "reason", "Sai lớp")))))
                .containsEntry("error", "access_denied")
                .containsEntry("state", AuthorizationForm.STATE);
        assertThat(post("v2", "authorize", new AuthorizationForm(Map.of("visit", visit(asked), "decision", "approve")))
                        .status())
                .as("decided already")
                .isEqualTo(400);
        assertThat(sandbox.counters(signer.credential()).path("consents")).isEmpty();
    }
}
