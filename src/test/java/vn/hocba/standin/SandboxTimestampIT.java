package vn.hocba.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TSPValidationException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.testing.Answer;
import vn.hocba.testing.Program;

/** The sandbox's timestamp authorities, as Bouncy Castle and OpenSSL judge them, and their faults. */
class SandboxTimestampIT {

    private static final String QUERY = "application/timestamp-query";
    private static final String RSA = "/pki/tsa";
    private static final String EC = "/pki/tsa/ec";
    private static final BigInteger NONCE = new BigInteger("8446744073709551557");
    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";

    private final PublishedPki pki = new PublishedPki();

    @AfterEach
    void forgetFaults() {
        Answer _ = RunningSandbox.get().client().delete("/control/faults");
    }

    @ParameterizedTest
    @CsvSource({"/pki/tsa, SHA-256", "/pki/tsa, SHA-384", "/pki/tsa, SHA-512", "/pki/tsa/ec, SHA-256"})
    void timestampsEveryAcceptedDigest(String path, String digest) throws Exception {
        TimeStampRequest request = request(digest);

        TimeStampToken token = token(path, request);

        X509CertificateHolder certificate = certificate(token);
        token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
        assertThat(token.getTimeStampInfo().getNonce()).isEqualTo(NONCE);
        assertThat(token.getTimeStampInfo().getMessageImprintDigest()).isEqualTo(request.getMessageImprintDigest());
        assertThat(token.getTimeStampInfo().getGenTimeAccuracy().getSeconds()).isEqualTo(1);
        assertThat(Duration.between(token.getTimeStampInfo().getGenTime().toInstant(), Instant.now())
                        .abs())
                .isLessThan(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {RSA, EC})
    void certifiesTheAuthorityForTimestampsOnlyForFifteenYears(String path) throws Exception {
        X509Certificate certificate =
                new JcaX509CertificateConverter().getCertificate(certificate(token(path, request("SHA-256"))));

        certificate.verify(pki.issuing().getPublicKey());
        assertThat(certificate.getCriticalExtensionOIDs()).contains("2.5.29.37");
        assertThat(certificate.getExtendedKeyUsage()).containsExactly(TIME_STAMPING);
        assertThat(Duration.between(
                                certificate.getNotBefore().toInstant(),
                                certificate.getNotAfter().toInstant())
                        .toDays())
                .isBetween(5478L, 5480L);
        assertThat(certificate.getNotAfter()).isBefore(pki.issuing().getNotAfter());
        assertThat(PublishedPki.access(certificate, AccessDescription.id_ad_ocsp.getId()))
                .isEqualTo(RunningSandbox.get().described("/ocsp") + "/issuing");
        assertThat(PublishedPki.access(certificate, AccessDescription.id_ad_caIssuers.getId()))
                .endsWith("/pki/ca/issuing.cer");
    }

    @Test
    void numbersItsTokens() throws Exception {
        TimeStampRequest request = request("SHA-256");

        assertThat(token(EC, request).getTimeStampInfo().getSerialNumber())
                .isNotEqualTo(token(EC, request).getTimeStampInfo().getSerialNumber());
    }

    @Test
    void leavesOutWhatIsNotAskedFor() throws Exception {
        TimeStampToken token =
                token(EC, new TimeStampRequestGenerator().generate(NISTObjectIdentifiers.id_sha256, digest("SHA-256")));

        assertThat(token.getTimeStampInfo().getNonce()).isNull();
        assertThat(token.getCertificates().getMatches(null)).isEmpty();
    }

    @Test
    void rejectsWhatItDoesNotTimestamp() throws Exception {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        assertRejected(
                generator.generate(OIWObjectIdentifiers.idSHA1, new byte[20]).getEncoded(), PKIFailureInfo.badAlg);
        assertRejected(
                generator
                        .generate(NISTObjectIdentifiers.id_sha256, new byte[31])
                        .getEncoded(),
                PKIFailureInfo.badDataFormat);
        assertRejected("not a request".getBytes(StandardCharsets.UTF_8), PKIFailureInfo.badDataFormat);
        assertRejected(new byte[0], PKIFailureInfo.badDataFormat);
        generator.setReqPolicy(new ASN1ObjectIdentifier("1.2.3.4"));
        assertRejected(
                generator
                        .generate(NISTObjectIdentifiers.id_sha256, new byte[32])
                        .getEncoded(),
                PKIFailureInfo.unacceptedPolicy);
        assertThat(pki.post(EC, "application/octet-stream", request("SHA-256").getEncoded())
                        .status())
                .isEqualTo(415);
    }

    private void assertRejected(byte[] request, int failInfo) throws IOException, TSPException {
        TimeStampResponse response = response(EC, request);
        assertThat(response.getStatus()).isEqualTo(PKIStatus.REJECTION);
        assertThat(response.getTimeStampToken()).isNull();
        assertThat(response.getFailInfo().intValue()).isEqualTo(failInfo);
    }

    @Test
    void refusesOnDemandInItsOwnWords() throws Exception {
        pki.fault(Map.of("operation", "tsa", "kind", "refusal", "failInfo", "timeNotAvailable"));
        pki.fault(Map.of("operation", "tsa", "kind", "refusal"));

        assertRejected(request("SHA-256").getEncoded(), PKIFailureInfo.timeNotAvailable);
        assertRejected(request("SHA-256").getEncoded(), PKIFailureInfo.systemFailure);
        assertThat(response(EC, request("SHA-256").getEncoded()).getStatus()).isEqualTo(PKIStatus.GRANTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong-imprint", "wrong-nonce"})
    void answersAnotherRequestOnDemand(String kind) throws Exception {
        TimeStampRequest request = request("SHA-256");
        pki.fault(Map.of("operation", "tsa/ec", "kind", kind));

        TimeStampResponse response = response(EC, request.getEncoded());

        TimeStampToken token = response.getTimeStampToken();
        token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(certificate(token)));
        assertThatThrownBy(() -> response.validate(request)).isInstanceOf(TSPException.class);
        assertThat(token.getTimeStampInfo().getNonce().equals(NONCE)).isEqualTo(!kind.equals("wrong-nonce"));
    }

    @Test
    void signsWithACertificateForNothingOnDemand() throws Exception {
        pki.fault(Map.of("operation", "tsa/ec", "kind", "wrong-purpose"));

        TimeStampToken token = token(EC, request("SHA-256"));

        assertThatThrownBy(() -> token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(certificate(token))))
                .isInstanceOf(TSPValidationException.class);
        X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(certificate(token));
        assertThat(certificate.getExtendedKeyUsage()).isNull();
        certificate.verify(pki.issuing().getPublicKey());
    }

    @Test
    void signsUnderALookAlikeAuthorityOnDemand() throws Exception {
        pki.fault(Map.of("operation", "tsa/ec", "kind", "wrong-signer"));

        TimeStampToken token = token(EC, request("SHA-256"));

        token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(certificate(token)));
        X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(certificate(token));
        assertThat(certificate.getIssuerX500Principal()).isEqualTo(pki.issuing().getSubjectX500Principal());
        assertThatThrownBy(() -> certificate.verify(pki.issuing().getPublicKey()))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void failsTheOneAuthorityOrBoth() throws Exception {
        byte[] request = request("SHA-256").getEncoded();
        pki.fault(Map.of("operation", "tsa/rsa", "kind", "status", "status", 503, "retryAfter", "9"));
        assertThat(pki.post(EC, QUERY, request).status()).isEqualTo(200);
        Answer down = pki.post(RSA, QUERY, request);
        assertThat(down.status()).isEqualTo(503);
        assertThat(down.header("Retry-After")).isEqualTo("9");

        pki.fault(Map.of("operation", "tsa", "kind", "drop-before", "times", 2));
        for (String path : List.of(RSA, EC)) {
            assertThatThrownBy(() -> pki.post(path, QUERY, request)).isInstanceOf(UncheckedIOException.class);
        }
        pki.fault(Map.of("operation", "tsa", "kind", "delay", "ms", 50));
        assertThat(pki.post(EC, QUERY, request).status()).isEqualTo(200);
    }

    @Test
    void takesOnlyFaultsThatCanHappenToIt() {
        for (Map<String, String> fault : List.of(
                Map.of("operation", "tsa", "kind", "short"),
                Map.of("operation", "tsa/ec", "kind", "revoked"),
                Map.of("operation", "signatures/signHash", "kind", "wrong-nonce"),
                Map.of("operation", "tsa", "kind", "refusal", "failInfo", "tired"))) {
            assertThat(RunningSandbox.get()
                            .client()
                            .post("/control/faults", fault)
                            .status())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({"/pki/tsa, sha256", "/pki/tsa, sha512", "/pki/tsa/ec, sha384"})
    void convincesOpenssl(String path, String digest, @TempDir Path folder) throws Exception {
        Path data = Files.writeString(folder.resolve("data"), "học bạ");
        Path query = folder.resolve("query");
        Program.Run made = PublishedPki.openssl("ts", "-query", "-data", data, "-" + digest, "-cert", "-out", query);
        assertThat(made.status()).as(made.errors()).isZero();
        Path reply = Files.write(
                folder.resolve("reply"),
                pki.post(path, QUERY, Files.readAllBytes(query)).expect(200).bytes());
        Path anchor = PublishedPki.pem(folder.resolve("anchor.pem"), pki.anchor());

        Program.Run verified =
                PublishedPki.openssl("ts", "-verify", "-queryfile", query, "-in", reply, "-CAfile", anchor);

        assertThat(verified.output()).as(verified.errors()).contains("Verification: OK");
    }

    private static byte[] digest(String name) throws GeneralSecurityException {
        return MessageDigest.getInstance(name).digest("học bạ".getBytes(StandardCharsets.UTF_8));
    }

    private static TimeStampRequest request(String digest) throws GeneralSecurityException, IOException {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        ASN1ObjectIdentifier algorithm = switch (digest) {
            case "SHA-384" -> NISTObjectIdentifiers.id_sha384;
            case "SHA-512" -> NISTObjectIdentifiers.id_sha512;
            default -> NISTObjectIdentifiers.id_sha256;
        };
        return generator.generate(algorithm, digest(digest), NONCE);
    }

    private TimeStampResponse response(String path, byte[] request) throws IOException, TSPException {
        Answer answer = pki.post(path, QUERY, request).expect(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/timestamp-reply");
        return new TimeStampResponse(answer.bytes());
    }

    /** The token of a response that answers the request. */
    private TimeStampToken token(String path, TimeStampRequest request) throws IOException, TSPException {
        TimeStampResponse response = response(path, request.getEncoded());
        assertThatCode(() -> response.validate(request)).doesNotThrowAnyException();
        return response.getTimeStampToken();
    }

    private static X509CertificateHolder certificate(TimeStampToken token) throws OperatorCreationException {
        @SuppressWarnings("unchecked")
        Collection<X509CertificateHolder> certificates = token.getCertificates().getMatches(token.getSID());
        return certificates.iterator().next();
    }
}
