package vn.hocba.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.SandboxProcess;

/** A relying party of the sandbox's CSC service with a person of its own, speaking bare JSON. */
final class CscCaller {

    static final String SHA256 = "2.16.840.1.101.3.4.2.1";
    static final String RSA = "1.2.840.113549.1.1.1";
    static final String ECDSA = "1.2.840.10045.4.3.2";

    final SandboxProcess sandbox = RunningSandbox.get();
    final String account = "t." + UUID.randomUUID().toString().substring(0, 12);
    final String holder = "CN" + account;
    final String credential;
    private final ApiClient client;

    private CscCaller(Map<String, ?> credentialSettings) {
        JsonNode person = sandbox.addPerson(Map.of(
                "account",
                account,
                "name",
                "Người Thử Nghiệm",
                "roles",
                List.of("homeroom_teacher"),
                "organisation",
                "79769999",
                "personalNumber",
                holder,
                "credentials",
                List.of(credentialSettings)));
        credential = person.at("/credentialIDs/0").asText();
        client = sandbox.client().withToken(serviceToken(sandbox));
    }

    static CscCaller with(String algorithm, String consent) {
        return with(algorithm, consent, Map.of());
    }

    static CscCaller with(String algorithm, String consent, Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("algorithm", algorithm);
        settings.put("consent", consent);
        return new CscCaller(settings);
    }

    static String serviceToken(SandboxProcess sandbox) {
        return sandbox.client()
                .with("Content-Type", "application/x-www-form-urlencoded")
                .post(
                        "/csc/v2/oauth2/token",
                        "grant_type=client_credentials&client_id=hocba&client_secret=sandbox-secret")
                .expect(200)
                .at("/access_token");
    }

    Answer call(String method, @Nullable Object body) {
        return client.post("/csc/v2/" + method, body);
    }

    /** The same by the first version of the protocol. */
    Answer callV1(String method, @Nullable Object body) {
        return client.post("/csc/v1/" + method, body);
    }

    /** Digests of texts that no other test signs. */
    List<String> hashes(int count) {
        return IntStream.range(0, count).mapToObj(i -> hash(account + " " + i)).toList();
    }

    static String hash(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    Map<String, Object> authorization(List<String> hashes) {
        Map<String, Object> body = new HashMap<>();
        body.put("credentialID", credential);
        body.put("numSignatures", hashes.size());
        body.put("hashes", hashes);
        body.put("hashAlgorithmOID", SHA256);
        return body;
    }

    Answer authorize(List<String> hashes, String... factors) {
        Map<String, Object> body = authorization(hashes);
        List<Map<String, String>> authData = new ArrayList<>();
        for (int i = 0; i < factors.length; i += 2) {
            authData.add(Map.of("id", factors[i], "value", factors[i + 1]));
        }
        body.put("authData", authData);
        return call("credentials/authorize", body);
    }

    /** Activation data for the hashes, by the right PIN. */
    String sad(List<String> hashes) {
        return authorize(hashes, "PIN", "246810").expect(200).at("/SAD");
    }

    Map<String, Object> order(String sad, List<String> hashes, String signAlgo) {
        Map<String, Object> body = new HashMap<>();
        body.put("credentialID", credential);
        body.put("SAD", sad);
        body.put("hashes", hashes);
        body.put("hashAlgorithmOID", SHA256);
        body.put("signAlgo", signAlgo);
        return body;
    }

    Answer sign(String sad, List<String> hashes, String signAlgo) {
        return call("signatures/signHash", order(sad, hashes, signAlgo));
    }

    /** Changes the credential through the control API. */
    void change(Map<String, ?> changes) {
        Answer _ = sandbox.client()
                .post("/control/credentials/" + credential, changes)
                .expect(200);
    }

    void fault(Map<String, ?> fault) {
        Map<String, Object> body = new HashMap<>(fault);
        body.put("credentialID", credential);
        Answer _ = sandbox.client().post("/control/faults", body).expect(204);
    }

    JsonNode counters() {
        return sandbox.client()
                .get("/control/counters?credentialID=" + credential)
                .expect(200)
                .json();
    }

    List<X509Certificate> chain() {
        JsonNode certificates = call("credentials/info", Map.of("credentialID", credential, "certificates", "chain"))
                .expect(200)
                .json()
                .at("/cert/certificates");
        List<X509Certificate> chain = new ArrayList<>();
        certificates.forEach(
                encoded -> chain.add(certificate(Base64.getDecoder().decode(encoded.asText()))));
        return chain;
    }

    static X509Certificate certificate(byte[] encoded) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (GeneralSecurityException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    static List<String> signatures(Answer answer) {
        List<String> signatures = new ArrayList<>();
        answer.json().path("signatures").forEach(one -> signatures.add(one.asText()));
        return signatures;
    }

    /** Whether each signature verifies over the text that the digest of the same place was made of. */
    boolean verify(List<String> signatures) {
        X509Certificate signer = chain().getFirst();
        String algorithm = signer.getPublicKey().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        try {
            for (int i = 0; i < signatures.size(); i++) {
                Signature verifier = Signature.getInstance(algorithm);
                verifier.initVerify(signer);
                verifier.update((account + " " + i).getBytes(StandardCharsets.UTF_8));
                if (!verifier.verify(Base64.getDecoder().decode(signatures.get(i)))) {
                    return false;
                }
            }
            return true;
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }
}
