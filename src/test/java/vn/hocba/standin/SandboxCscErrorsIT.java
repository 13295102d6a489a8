package vn.hocba.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hocba.testing.Answer;

/** What the sandbox's CSC service refuses, with the standard's texts. */
class SandboxCscErrorsIT {

    private static final String MALFORMED = "The request is missing a required parameter, includes an invalid parameter"
            + " value, includes a parameter more than once, or is otherwise malformed.";

    private static void assertRefused(Answer answer, int status, String error, String description) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.at("/error")).isEqualTo(error);
        assertThat(answer.at("/error_description")).isEqualTo(description);
    }

    private static void assertInvalid(Answer answer, String description) {
        assertRefused(answer, 400, "invalid_request", description);
    }

    @Test
    void refusesHashesThatTheConsentWasNotAskedFor() {
        CscCaller caller = CscCaller.with("P-256", "PIN");
        List<String> hashes = caller.hashes(2);
        String sad = caller.sad(hashes);

        assertInvalid(
                caller.sign(sad, List.of(CscCaller.hash("something else")), CscCaller.ECDSA),
                "Hash is not authorized by the SAD");
        assertInvalid(
                caller.sign(sad, List.of(hashes.get(0), CscCaller.hash("x")), CscCaller.ECDSA),
                "Hash is not authorized by the SAD");
        assertThat(caller.counters().path("signaturesByHash")).as("all or none").isEmpty();
        assertThat(caller.sign(sad, hashes, CscCaller.ECDSA).status()).isEqualTo(200);
    }

    @Test
    void refusesSurplusSignatures() {
        CscCaller caller = CscCaller.with("P-256", "PIN");
        List<String> hashes = caller.hashes(3);
        Map<String, Object> fewer = caller.authorization(hashes);
        fewer.put("numSignatures", 2);

        assertInvalid(caller.call("credentials/authorize", fewer), "Invalid value for parameter numSignatures");
        String sad = caller.sad(hashes.subList(0, 2));
        assertInvalid(caller.sign(sad, hashes, CscCaller.ECDSA), "Hash is not authorized by the SAD");
    }

    @Test
    void refusesTheSameHashTwice() {
        CscCaller caller = CscCaller.with("P-256", "PIN");
        List<String> hashes = caller.hashes(2);
        String sad = caller.sad(hashes);
        List<String> twice = List.of(hashes.get(0), hashes.get(0));

        assertInvalid(caller.authorize(twice, "PIN", "246810"), "Invalid parameter hashes");
        assertInvalid(caller.sign(sad, twice, CscCaller.ECDSA), "Invalid parameter hashes");
        assertThat(caller.sign(sad, hashes.subList(0, 1), CscCaller.ECDSA).status())
                .isEqualTo(200);
        assertInvalid(caller.sign(sad, hashes.subList(0, 1), CscCaller.ECDSA), "Hash is not authorized by the SAD");
        assertThat(caller.counters()
                        .path("signaturesByHash")
                        .path(hashes.get(0))
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void endsActivationDataThatIsSpentOrExpiredOrOfAnotherCredential() {
        CscCaller caller = CscCaller.with("P-256", "PIN");
        CscCaller other = CscCaller.with("P-256", "PIN");
        List<String> hashes = caller.hashes(1);
        String sad = caller.sad(hashes);

        assertInvalid(other.sign(sad, hashes, CscCaller.ECDSA), "Invalid parameter SAD");
        assertThat(caller.sign(sad, hashes, CscCaller.ECDSA).status()).isEqualTo(200);
        assertInvalid(caller.sign(sad, hashes, CscCaller.ECDSA), "Invalid parameter SAD");
        assertInvalid(caller.sign("made-up", hashes, CscCaller.ECDSA), "Invalid parameter SAD");
        caller.change(Map.of("sadSeconds", 0));
        assertInvalid(caller.sign(caller.sad(hashes), hashes, CscCaller.ECDSA), "SAD expired");
    }

    @Test
    void locksAfterFiveWrongPins() {
        CscCaller caller = CscCaller.with("P-256", "PIN");
        List<String> hashes = caller.hashes(1);

        for (int i = 0; i < 5; i++) {
            assertRefused(
                    caller.authorize(hashes, "PIN", "000000"),
                    400,
                    "invalid_authentication_data",
                    "The authentication data is invalid");
        }
        assertInvalid(caller.authorize(hashes, "PIN", "246810"), "Credential locked");
        caller.change(Map.of("unlock", true));
        assertThat(caller.authorize(hashes, "PIN", "246810").status()).isEqualTo(200);
    }

    @Test
    void locksAfterFiveWrongOtpsAndDoesNotSayWhichFactorWasWrong() {
        CscCaller caller = CscCaller.with("P-256", "PIN+OTP");
        List<String> hashes = caller.hashes(1);

        for (int i = 0; i < 5; i++) {
            assertRefused(
                    caller.authorize(hashes, "PIN", "246810", "OTP", "1"),
                    400,
                    "invalid_authentication_data",
                    "The authentication data is invalid");
        }
        assertInvalid(caller.authorize(hashes, "PIN", "246810", "OTP", "135790"), "Credential locked");
        assertInvalid(
                caller.call(
                        "credentials/getChallenge", Map.of("credentialID", caller.credential, "authObjectID", "OTP")),
                "OTP locked");
        assertThat(caller.counters().path("consents")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "credentials/list, {}, Invalid parameter userID",
        "credentials/list, '{\"userID\":7}', Invalid parameter userID",
        "credentials/list, '{\"userID\":\"x\",\"certificates\":\"all\"}', Invalid parameter certificates",
        "credentials/info, {}, Missing (or invalid type) string parameter credentialID",
        "credentials/info, '{\"credentialID\":1}', Missing (or invalid type) string parameter credentialID",
        "credentials/info, '{\"credentialID\":\"none\"}', Invalid parameter credentialID",
        "credentials/info, '{\"credentialID\":\"pht.thao-1\",\"certificates\":\"all\"}', Invalid parameter certificates",
        "credentials/authorize, {}, Missing (or invalid type) string parameter credentialID",
        "credentials/authorize, '{\"credentialID\":\"none\"}', Invalid parameter credentialID",
        "credentials/authorize, '{\"credentialID\":\"pht.thao-1\"}',"
                + " Missing (or invalid type) integer parameter numSignatures",
        "credentials/authorize, '{\"credentialID\":\"pht.thao-1\",\"numSignatures\":0}',"
                + " Invalid value for parameter numSignatures",
        "credentials/authorize, '{\"credentialID\":\"pht.thao-1\",\"numSignatures\":1}',"
                + " Missing (or invalid type) string parameter hashAlgorithmOID",
        "credentials/authorizeCheck, {}, Missing (or invalid type) string parameter handle",
        "credentials/authorizeCheck, '{\"handle\":\"none\"}', Invalid parameter handle",
        "credentials/getChallenge, {}, Missing (or invalid type) string parameter credentialID",
        "credentials/getChallenge, '{\"credentialID\":\"none\"}', Invalid parameter credentialID",
        "credentials/getChallenge, '{\"credentialID\":\"ht.hung-1\"}',"
                + " Missing (or invalid type) string parameter authObjectID",
        "credentials/getChallenge, '{\"credentialID\":\"ht.hung-1\",\"authObjectID\":\"PIN\"}',"
                + " Invalid parameter authObjectID",
        "credentials/extendTransaction, {}, Missing (or invalid type) string parameter credentialID",
        "credentials/extendTransaction, '{\"credentialID\":\"none\"}', Invalid parameter credentialID",
        "credentials/extendTransaction, '{\"credentialID\":\"pht.thao-1\"}',"
                + " Missing (or invalid type) string parameter SAD",
        "signatures/signHash, {}, Missing (or invalid type) string parameter credentialID",
        "signatures/signHash, '{\"credentialID\":\"none\"}', Invalid parameter credentialID",
        "signatures/signHash, '{\"credentialID\":\"pht.thao-1\"}', Missing (or invalid type) string parameter SAD",
        "signatures/signHash, '{\"credentialID\":\"pht.thao-1\",\"SAD\":\"x\"}',"
                + " Missing (or invalid type) array parameter hashes",
        "signatures/signHash, '{\"credentialID\":\"pht.thao-1\",\"SAD\":\"x\",\"hashes\":[]}', Empty hash array",
        "signatures/signHash, '{\"credentialID\":\"pht.thao-1\",\"SAD\":\"x\",\"hashes\":[\"*\"]}',"
                + " Invalid Base64 hash string parameter",
        "signatures/signHash, '{\"credentialID\":\"pht.thao-1\",\"SAD\":\"x\",\"hashes\":[\"QQ==\"]}',"
                + " Missing (or invalid type) string parameter signAlgo",
        "signatures/signHash, '{\"credentialID\":\"pht.thao-1\",\"SAD\":\"x\",\"hashes\":[\"QQ==\"],"
                + "\"signAlgo\":\"1.2\"}', Invalid parameter signAlgo",
        "signatures/signHash, '{\"credentialID\":\"pht.thao-1\",\"SAD\":\"x\",\"hashes\":[\"QQ==\"],"
                + "\"signAlgo\":\"1.2.840.10045.4.3.2\"}', Invalid digest value length",
        "signatures/signHash, '{\"credentialID\":\"gvcn.minh-1\",\"SAD\":\"x\",\"hashes\":[\"QQ==\"],"
                + "\"signAlgo\":\"1.2.840.113549.1.1.1\"}',"
                + " Missing (or invalid type) string parameter hashAlgorithmOID",
        "signatures/signPolling, {}, Missing (or invalid type) string parameter requestID",
        "signatures/signPolling, '{\"requestID\":\"none\"}', Invalid parameter requestID",
        "signatures/signHash, '{\"credentialID\":\"pht.thao-1\",\"SAD\":\"x\",\"hashes\":[\"QQ==\"],"
                + "\"signAlgo\":\"1.2.840.10045.4.3.2\",\"clientData\":7}', Invalid parameter clientData",
        "signatures/signPolling, '{\"requestID\":\"none\",\"clientData\":7}', Invalid parameter clientData",
        "signatures/signPolling, '{\"requestID\":\"none\",\"userID\":\"x\"}', userID parameter SHALL be null"
    })
    void saysWhatIsWrongWithAParameter(String method, String body, String description) {
        assertInvalid(
                RunningSandbox.get()
                        .client()
                        .withToken(CscCaller.serviceToken(RunningSandbox.get()))
                        .post("/csc/v2/" + method, body),
                description);
    }

    @Test
    void refusesMalformedJson() {
        CscCaller caller = CscCaller.with("P-256", "PIN");

        for (String body : List.of("{", "[]", "\"x\"", "{\"credentialID\":\"a\",\"credentialID\":\"b\"}", "{} {}")) {
            assertInvalid(caller.call("credentials/info", body), MALFORMED);
        }
    }

    @Test
    void checksDescriptionHashesAndNumberOfSignatures() {
        CscCaller caller = CscCaller.with("P-256", "PIN", Map.of("multisign", 2));
        Map<String, Object> described = caller.authorization(caller.hashes(1));
        described.put("description", "x".repeat(501));
        Map<String, Object> shortHash =
                caller.authorization(List.of(Base64.getEncoder().encodeToString(new byte[20])));
        Map<String, Object> sha1 = caller.authorization(caller.hashes(1));
        sha1.put("hashAlgorithmOID", "1.3.14.3.2.26");

        assertInvalid(caller.call("credentials/authorize", described), "Invalid parameter description");
        assertInvalid(caller.call("credentials/authorize", shortHash), "Invalid digest value length");
        assertInvalid(caller.call("credentials/authorize", sha1), "Invalid parameter hashAlgorithmOID");
        assertInvalid(caller.authorize(caller.hashes(3), "PIN", "246810"), "Numbers of signatures is too high");
    }

    @Test
    void checksWhatBelongsToOneOperationModeOnly() {
        CscCaller caller = CscCaller.with("P-256", "PIN");
        Map<String, Object> order = caller.order("x", caller.hashes(1), CscCaller.ECDSA);

        assertInvalid(
                caller.call("signatures/signHash", with(order, "operationMode", "B")),
                "Invalid parameter operationMode");
        assertInvalid(
                caller.call("signatures/signHash", with(order, "validity_period", 1000)),
                "Invalid parameter validity_period");
        Map<String, Object> later = with(order, "operationMode", "A");
        assertInvalid(
                caller.call("signatures/signHash", with(later, "validity_period", 0)),
                "Out of bounds parameter validity_period");
        assertInvalid(
                caller.call("signatures/signHash", with(later, "response_uri", "http://192.0.2.1/x")),
                "Invalid parameter response_uri");
        assertInvalid(
                caller.call("signatures/signHash", with(order, "hashAlgorithmOID", "2.16.840.1.101.3.4.2.3")),
                "Invalid parameter hashAlgorithmOID");
    }

    @Test
    void saysThatAnOrderIsNotDoneYet() {
        CscCaller caller = CscCaller.with("P-256", "PIN", Map.of("workSeconds", 3600));
        List<String> hashes = caller.hashes(1);
        Answer taken = caller.call(
                        "signatures/signHash",
                        with(caller.order(caller.sad(hashes), hashes, CscCaller.ECDSA), "operationMode", "A"))
                .expect(200);

        assertRefused(
                caller.call("signatures/signPolling", Map.of("requestID", taken.at("/responseID"))),
                202,
                "accepted_request",
                "The previous async request has been accepted but not yet completed");
    }

    @Test
    void wantsTheParametersOfPssToSayTheSameHashThroughout() {
        CscCaller caller = CscCaller.with("RSA-2048-PSS", "PIN");
        Map<String, Object> order = caller.order("x", caller.hashes(1), "1.2.840.113549.1.1.10");

        assertInvalid(
                caller.call("signatures/signHash", order), "Missing (or invalid type) string parameter signAlgoParams");
        // the last: SHA-256, MGF1 with SHA-1, by default, and a salt of 20
        for (String parameters : List.of("*", "MAA=", "MA+gDTALBglghkgBZQMEAgE=")) {
            assertInvalid(
                    caller.call("signatures/signHash", with(order, "signAlgoParams", parameters)),
                    "Invalid parameter signAlgoParams");
        }
    }

    private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
        Map<String, Object> more = new HashMap<>(body);
        more.put(name, value);
        return more;
    }

    @Test
    void refusesDisabledKeysAndCertificatesThatAreNotValid() {
        CscCaller disabled = CscCaller.with("P-256", "PIN", Map.of("status", "disabled"));
        CscCaller expired = CscCaller.with("P-256", "PIN");
        List<String> hashes = expired.hashes(1);
        String sad = expired.sad(hashes);
        expired.change(Map.of("status", "expired"));

        assertInvalid(
                disabled.authorize(hashes, "PIN", "246810"), "The credential identified by credentialID is disabled");
        assertInvalid(expired.sign(sad, hashes, CscCaller.ECDSA), "Signing certificate is expired");
        assertThat(expired.call("credentials/list", Map.of("userID", expired.holder, "onlyValid", true))
                        .json()
                        .path("credentialIDs"))
                .isEmpty();
    }

    @Test
    void checksTheAccessToken() {
        List<Answer> answers = new ArrayList<>();
        answers.add(RunningSandbox.get().client().post("/csc/v2/credentials/info", Map.of()));
        answers.add(RunningSandbox.get().client().withToken("made-up").post("/csc/v2/credentials/info", Map.of()));

        assertInvalid(answers.get(0), "Malformed authorization header");
        assertRefused(answers.get(1), 401, "invalid_token", "The access token is not valid");
        assertThat(answers.get(1).header("WWW-Authenticate")).contains("Bearer");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400, Missing parameter grant_type",
        "grant_type=password, 400, Invalid parameter grant_type",
        "grant_type=client_credentials, 400, Missing parameter client_id",
        "grant_type=client_credentials&client_id=x, 400, Invalid parameter client_id",
        "grant_type=client_credentials&client_id=hocba, 401, Client authorization required",
        "grant_type=client_credentials&client_id=hocba&client_secret=x, 400, Invalid parameter client_secret"
    })
    void checksTheClient(String form, int status, String description) {
        Answer answer = RunningSandbox.get()
                .client()
                .with("Content-Type", "application/x-www-form-urlencoded")
                .post("/csc/v2/oauth2/token", form);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.at("/error_description")).isEqualTo(description);
    }

    @Test
    void knowsWhichMethodsItDoesNotServe() {
        CscCaller caller = CscCaller.with("P-256", "PIN");

        assertThat(caller.call("signatures/signDoc", Map.of()).status()).isEqualTo(501);
        assertThat(caller.call("signatures/timestamp", Map.of()).status()).isEqualTo(501);
        assertThat(RunningSandbox.get().client().get("/csc/v2/info").status()).isEqualTo(405);
        assertThat(caller.call("credentials/info", "x".repeat(4 * 1024 * 1024 + 1))
                        .status())
                .isEqualTo(413);
    }
}
