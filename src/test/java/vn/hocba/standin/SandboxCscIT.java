package vn.hocba.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;

/** The happy paths of CSC v2: consent by PIN, by PIN and OTP, on the phone; signatures at once and fetched later. */
class SandboxCscIT {

    @Test
    void describesItselfWithoutAToken() {
        JsonNode info = RunningSandbox.get()
                .client()
                .post("/csc/v2/info", Map.of())
                .expect(200)
                .json();

        assertThat(info.path("specs").asText()).isEqualTo("2.0.0.0");
        assertThat(info.path("oauth2").asText()).endsWith("/csc/v2");
        assertThat(info.path("asynchronousOperationMode").asBoolean()).isTrue();
        assertThat(info.path("methods").toString())
                .contains("credentials/authorizeCheck", "signatures/signPolling", "credentials/extendTransaction");
        assertThat(info.at("/signAlgorithms/algos").toString()).contains(CscCaller.RSA, CscCaller.ECDSA);
    }

    @Test
    void listsTheCredentialsOfOneHolder() {
        CscCaller caller = CscCaller.with("P-256", "PHONE");

        JsonNode list = caller.call(
                        "credentials/list",
                        Map.of("userID", caller.holder, "credentialInfo", true, "authInfo", true, "certInfo", true))
                .expect(200)
                .json();

        assertThat(list.path("credentialIDs")).hasSize(1);
        JsonNode info = list.at("/credentialInfos/0");
        assertThat(info.path("credentialID").asText()).isEqualTo(caller.credential);
        assertThat(info.at("/key/curve").asText()).isEqualTo("1.2.840.10045.3.1.7");
        assertThat(info.at("/auth/objects/0/type").asText()).isEqualTo("PasswordOOB");
        assertThat(info.at("/cert/subjectDN").asText()).contains("UID=CCCD:" + caller.holder);
        assertThat(info.at("/cert/validTo").asText()).matches("\\d{14}Z");
        assertThat(info.path("SCAL").asText()).isEqualTo("2");
    }

    @Test
    void givesCertificatesWithoutBeingAskedForCertificateFields() {
        CscCaller caller = CscCaller.with("P-256", "PIN");

        JsonNode info = caller.call("credentials/info", Map.of("credentialID", caller.credential))
                .expect(200)
                .json();

        assertThat(info.at("/cert/certificates")).hasSize(1);
        assertThat(info.path("cert").has("subjectDN")).isFalse();
        assertThat(caller.call("credentials/info", Map.of("credentialID", caller.credential, "certificates", "none"))
                        .json()
                        .path("cert")
                        .has("certificates"))
                .isFalse();
    }

    @Test
    void signsAWholeClassWithOnePin() {
        CscCaller caller = CscCaller.with("RSA-2048", "PIN");
        List<String> hashes = caller.hashes(40);

        Answer signed = caller.sign(caller.sad(hashes), hashes, CscCaller.RSA).expect(200);

        assertThat(CscCaller.signatures(signed)).hasSize(40).doesNotHaveDuplicates();
        assertThat(caller.verify(CscCaller.signatures(signed))).isTrue();
        JsonNode counters = caller.counters();
        assertThat(counters.path("consents")).hasSize(1);
        assertThat(counters.path("signaturesByHash")).hasSize(40).allMatch(count -> count.asInt() == 1);
        assertThat(counters.at("/calls/signatures~1signHash").asInt()).isEqualTo(1);
    }

    @Test
    void signsWithTheImpliedHashOfTheAlgorithm() {
        CscCaller caller = CscCaller.with("P-256", "PIN");
        List<String> hashes = caller.hashes(2);
        Map<String, Object> order = caller.order(caller.sad(hashes), hashes, CscCaller.ECDSA);
        order.remove("hashAlgorithmOID");

        Answer signed = caller.call("signatures/signHash", order).expect(200);

        assertThat(caller.verify(CscCaller.signatures(signed))).isTrue();
    }

    @Test
    void takesPinAndOtpAfterSendingTheOtp() {
        CscCaller caller = CscCaller.with("RSA-2048", "PIN+OTP");
        List<String> hashes = caller.hashes(2);
        JsonNode auth = caller.call("credentials/info", Map.of("credentialID", caller.credential, "authInfo", true))
                .json()
                .path("auth");

        assertThat(auth.path("mode").asText()).isEqualTo("explicit");
        assertThat(auth.path("expression").asText()).isEqualTo("PIN AND OTP");
        assertThat(caller.call(
                                "credentials/getChallenge",
                                Map.of("credentialID", caller.credential, "authObjectID", "OTP"))
                        .status())
                .isEqualTo(204);
        String sad = caller.authorize(hashes, "PIN", "246810", "OTP", "135790")
                .expect(200)
                .at("/SAD");
        assertThat(caller.verify(CscCaller.signatures(caller.sign(sad, hashes, CscCaller.RSA))))
                .isTrue();
    }

    @Test
    void waitsForThePhoneAndGivesTheSameActivationDataAgain() {
        CscCaller caller = CscCaller.with("P-256", "PHONE", Map.of("approve", "auto"));
        List<String> hashes = caller.hashes(3);

        String handle = caller.call("credentials/authorize", caller.authorization(hashes))
                .expect(202)
                .at("/handle");
        Answer granted = pollUntilDecided(caller, handle).expect(200);
        Answer again = caller.call("credentials/authorizeCheck", Map.of("handle", handle));

        assertThat(granted.json().path("expiresIn").asLong()).isBetween(3500L, 3600L);
        assertThat(again.at("/SAD")).isEqualTo(granted.at("/SAD"));
        assertThat(caller.verify(CscCaller.signatures(caller.sign(granted.at("/SAD"), hashes, CscCaller.ECDSA))))
                .isTrue();
        JsonNode consents = caller.counters().path("consents");
        assertThat(consents).hasSize(1);
        assertThat(consents.at("/0/handle").asText()).isEqualTo(handle);
        assertThat(consents.at("/0/hashes")).hasSize(3);
    }

    /** That a consent is asked twice is what disturbed signing is looked through for. */
    @Test
    void countsHowOftenAPersonWasAskedAboutADigest() {
        CscCaller phone = CscCaller.with("P-256", "PHONE", Map.of("approve", "ignore"));
        List<String> shown = phone.hashes(2);
        handle(phone, shown);
        handle(phone, shown.subList(1, 2));
        CscCaller typed = CscCaller.with("P-256", "PIN");
        List<String> granted = typed.hashes(2);
        typed.authorize(granted, "PIN", "000000").expect(400);
        typed.sad(granted);
        typed.sad(granted.subList(1, 2));

        assertThat(askedAbout(phone, shown)).containsExactly(1, 2);
        assertThat(askedAbout(typed, granted)).as("a wrong PIN is given again").containsExactly(1, 2);
        assertThat(typed.counters().path("asked").asInt()).isEqualTo(3);
    }

    private static List<Integer> askedAbout(CscCaller caller, List<String> hashes) {
        JsonNode asked = caller.counters().path("askedByHash");
        return hashes.stream().map(hash -> asked.path(hash).asInt()).toList();
    }

    @Test
    void tellsThatThePersonRefusedOrDidNotAnswer() {
        CscCaller refusing = CscCaller.with("P-256", "PHONE", Map.of("approve", "refuse"));
        CscCaller silent = CscCaller.with("P-256", "PHONE", Map.of("approve", "ignore", "approvalSeconds", 0));
        List<String> hashes = refusing.hashes(1);

        Answer refused = pollUntilDecided(refusing, handle(refusing, hashes)).expect(400);
        Answer expired = pollUntilDecided(silent, handle(silent, hashes)).expect(400);

        assertThat(refused.at("/error")).isEqualTo("access_denied");
        assertThat(expired.at("/error")).isEqualTo("expired_token");
        assertThat(refusing.counters().path("consents")).isEmpty();
        assertThat(refusing.counters().path("asked").asInt()).isEqualTo(1);
    }

    @Test
    void signsInTheBackgroundAndIsPolled() {
        CscCaller caller = CscCaller.with("RSA-2048", "PIN");
        List<String> hashes = caller.hashes(4);
        Map<String, Object> order = caller.order(caller.sad(hashes), hashes, CscCaller.RSA);
        order.put("operationMode", "A");
        order.put("validity_period", 60_000);

        String responseId =
                caller.call("signatures/signHash", order).expect(200).at("/responseID");
        Answer done = poll(caller, "signatures/signPolling", Map.of("requestID", responseId))
                .expect(200);

        assertThat(caller.verify(CscCaller.signatures(done))).isTrue();
        assertThat(CscCaller.signatures(caller.call("signatures/signPolling", Map.of("requestID", responseId))))
                .as("an answer that was lost can be asked for again")
                .isEqualTo(CscCaller.signatures(done));
    }

    @Test
    void spreadsOneAuthorisationOverSeveralCalls() {
        CscCaller caller = CscCaller.with("P-256", "PIN");
        List<String> hashes = caller.hashes(5);
        String sad = caller.sad(hashes);

        assertThat(CscCaller.signatures(
                        caller.sign(sad, hashes.subList(0, 3), CscCaller.ECDSA).expect(200)))
                .hasSize(3);
        assertThat(CscCaller.signatures(
                        caller.sign(sad, hashes.subList(3, 5), CscCaller.ECDSA).expect(200)))
                .hasSize(2);
        assertThat(caller.sign(sad, hashes.subList(0, 1), CscCaller.ECDSA).status())
                .isEqualTo(400);
    }

    @Test
    void extendsATransactionToFurtherHashes() {
        CscCaller caller = CscCaller.with("P-256", "PIN");
        List<String> hashes = caller.hashes(4);
        Map<String, Object> authorization = caller.authorization(hashes.subList(0, 2));
        authorization.put("numSignatures", 4);
        authorization.put("authData", List.of(Map.of("id", "PIN", "value", "246810")));
        String first =
                caller.call("credentials/authorize", authorization).expect(200).at("/SAD");
        assertThat(caller.sign(first, hashes.subList(0, 2), CscCaller.ECDSA).status())
                .isEqualTo(200);

        Map<String, Object> extension = caller.authorization(hashes.subList(2, 4));
        extension.put("SAD", first);
        String second = caller.call("credentials/extendTransaction", extension)
                .expect(200)
                .at("/SAD");

        assertThat(second).isNotEqualTo(first);
        assertThat(caller.sign(second, hashes.subList(2, 4), CscCaller.ECDSA).status())
                .isEqualTo(200);
        assertThat(caller.call("credentials/extendTransaction", extension).at("/error_description"))
                .isEqualTo("Invalid parameter SAD");
        assertThat(caller.counters().path("consents")).hasSize(1);
    }

    @Test
    void letsScal1SignAnyHashButNoMoreThanAuthorised() {
        CscCaller caller = CscCaller.with("P-256", "PIN", Map.of("scal", 1));
        List<String> hashes = caller.hashes(3);
        Answer authorised = caller.call(
                        "credentials/authorize",
                        Map.of(
                                "credentialID",
                                caller.credential,
                                "numSignatures",
                                2,
                                "authData",
                                List.of(Map.of("id", "PIN", "value", "246810"))))
                .expect(200);

        assertThat(caller.sign(authorised.at("/SAD"), hashes, CscCaller.ECDSA).status())
                .isEqualTo(400);
        assertThat(caller.sign(authorised.at("/SAD"), hashes.subList(0, 2), CscCaller.ECDSA)
                        .status())
                .isEqualTo(200);
    }

    private static String handle(CscCaller caller, List<String> hashes) {
        return caller.call("credentials/authorize", caller.authorization(hashes))
                .expect(202)
                .at("/handle");
    }

    private static Answer pollUntilDecided(CscCaller caller, String handle) {
        return poll(caller, "credentials/authorizeCheck", Collections.singletonMap("handle", handle));
    }

    private static Answer poll(CscCaller caller, String method, Map<String, String> body) {
        return eventually(() -> caller.call(method, body), answer -> answer.status() != 202);
    }
}
