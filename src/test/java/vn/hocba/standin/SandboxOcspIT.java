package vn.hocba.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.testing.Answer;
import vn.hocba.testing.Program;

/** The sandbox's OCSP responders and revocations, as Bouncy Castle and OpenSSL judge them, and their faults. */
class SandboxOcspIT {

    private static final String QUERY = "application/ocsp-request";
    private static final String ISSUING = "/pki/ocsp/issuing";
    private static final byte[] NONCE = {5, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    private final PublishedPki pki = new PublishedPki();
    private final CscCaller caller = CscCaller.with("P-256", "PIN");
    private final X509Certificate signer = caller.chain().getFirst();

    @Test
    void saysThatAnHonestCertificateIsGood() throws Exception {
        BasicOCSPResp answer = ask(signer, pki.issuing(), ISSUING);

        assertThat(only(answer).getCertStatus()).isEqualTo(CertificateStatus.GOOD);
        Instant now = Instant.now();
        assertThat(only(answer).getThisUpdate().toInstant()).isBetween(now.minus(Duration.ofMinutes(5)), now);
        assertThat(only(answer).getNextUpdate().toInstant()).isAfter(now);
        assertThat(nonce(answer)).isEqualTo(NONCE);
    }

    @Test
    void answersThroughADelegateThatTheAuthorityNames() throws Exception {
        X509Certificate responder = responder(ask(signer, pki.issuing(), ISSUING));

        responder.verify(pki.issuing().getPublicKey());
        assertThat(responder.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.9");
        assertThat(responder.getExtensionValue(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck.getId()))
                .isNotNull();
    }

    @Test
    void answersForTheIssuingAuthorityUnderTheRoot() throws Exception {
        String url = PublishedPki.access(pki.issuing(), AccessDescription.id_ad_ocsp.getId());
        assertThat(url).isEqualTo(RunningSandbox.get().described("/ocsp") + "/root");

        BasicOCSPResp answer = ask(pki.issuing(), pki.anchor(), "/pki/ocsp/root");

        assertThat(only(answer).getCertStatus()).isEqualTo(CertificateStatus.GOOD);
        responder(answer).verify(pki.anchor().getPublicKey());
    }

    @Test
    void isNamedInSignersCertificates() {
        assertThat(PublishedPki.access(signer, AccessDescription.id_ad_ocsp.getId()))
                .isEqualTo(RunningSandbox.get().described("/ocsp") + "/issuing");
    }

    @Test
    void answersGetRequestsAndOtherDigests() throws Exception {
        byte[] request = request(signer, pki.issuing(), NISTObjectIdentifiers.id_sha256);
        String path = ISSUING + "/"
                + Base64.getEncoder()
                        .encodeToString(request)
                        .replace("+", "%2B")
                        .replace("/", "%2F")
                        .replace("=", "%3D");

        BasicOCSPResp answer = basic(RunningSandbox.get().client().get(path));

        assertThat(only(answer).getCertStatus()).isEqualTo(CertificateStatus.GOOD);
        assertThat(only(answer).getCertID().getHashAlgOID()).isEqualTo(NISTObjectIdentifiers.id_sha256);
    }

    @Test
    void doesNotKnowCertificatesOfOtherAuthorities() throws Exception {
        assertThat(only(ask(pki.issuing(), pki.anchor(), ISSUING)).getCertStatus())
                .isInstanceOf(UnknownStatus.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a request"})
    void refusesWhatIsNoRequest(String body) throws Exception {
        Answer answer = pki.post(ISSUING, QUERY, body.getBytes(StandardCharsets.UTF_8));
        assertThat(new OCSPResp(answer.expect(200).bytes()).getStatus()).isEqualTo(OCSPResp.MALFORMED_REQUEST);
    }

    @Test
    void tellsWhatWasRevokedSinceWhenAndWhy() throws Exception {
        Instant at = Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);

        Answer first =
                revoke(Map.of("reason", "keyCompromise", "at", at.toString())).expect(200);
        Answer second = revoke(Map.of("reason", "superseded")).expect(200);

        assertThat(first.at("/at")).isEqualTo(at.toString());
        assertThat(second.at("/reason")).isEqualTo("keyCompromise");
        RevokedStatus status =
                (RevokedStatus) only(ask(signer, pki.issuing(), ISSUING)).getCertStatus();
        assertThat(status.getRevocationTime().toInstant()).isEqualTo(at);
        assertThat(status.getRevocationReason()).isEqualTo(1);
        X509CRL list = SandboxPkiIT.crl(
                RunningSandbox.get().client().get("/pki/crl/issuing.crl").bytes());
        X509CRLEntry entry = list.getRevokedCertificate(signer);
        assertThat(entry.getRevocationDate().toInstant()).isEqualTo(at);
        assertThat(entry.getRevocationReason()).isEqualTo(CRLReason.KEY_COMPROMISE);
    }

    @Test
    void refusesRevocationsThatMakeNoSense() {
        assertThat(revoke(Map.of("reason", "boredom")).status()).isEqualTo(400);
        assertThat(revoke(Map.of("at", "yesterday")).status()).isEqualTo(400);
        assertThat(revoke(Map.of("at", Instant.now().plus(Duration.ofDays(1)).toString()))
                        .status())
                .isEqualTo(400);
        assertThat(RunningSandbox.get()
                        .client()
                        .post("/control/certificates/nobody/revoke", Map.of())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void liesAboutTheStatusOnDemand() throws Exception {
        fault("revoked", Map.of("at", "2026-01-02T03:04:05Z"));
        RevokedStatus revoked =
                (RevokedStatus) only(ask(signer, pki.issuing(), ISSUING)).getCertStatus();
        assertThat(revoked.getRevocationTime().toInstant()).isEqualTo("2026-01-02T03:04:05Z");

        fault("unknown", Map.of());
        assertThat(only(ask(signer, pki.issuing(), ISSUING)).getCertStatus()).isInstanceOf(UnknownStatus.class);
        assertThat(only(ask(signer, pki.issuing(), ISSUING)).getCertStatus()).isEqualTo(CertificateStatus.GOOD);
    }

    @Test
    void repeatsAnOldAnswerOnDemand() throws Exception {
        fault("stale", Map.of());

        SingleResp answer = only(ask(signer, pki.issuing(), ISSUING));

        assertThat(answer.getCertStatus()).isEqualTo(CertificateStatus.GOOD);
        assertThat(answer.getNextUpdate().toInstant()).isBefore(Instant.now().minus(Duration.ofDays(7)));
    }

    @Test
    void publishesAnOldListOnDemand() throws Exception {
        pki.fault(Map.of("operation", "crl/root", "kind", "stale"));

        assertThat(rootList().getNextUpdate().toInstant()).isBefore(Instant.now());
        assertThat(rootList().getNextUpdate().toInstant()).isAfter(Instant.now());
    }

    private static X509CRL rootList() throws Exception {
        return SandboxPkiIT.crl(RunningSandbox.get()
                .client()
                .get("/pki/crl/root.crl")
                .expect(200)
                .bytes());
    }

    @Test
    void answersForAnotherCertificateOrRequestOnDemand() throws Exception {
        fault("wrong-certificate", Map.of());
        assertThat(only(ask(signer, pki.issuing(), ISSUING)).getCertID().getSerialNumber())
                .isNotEqualTo(signer.getSerialNumber());

        fault("wrong-nonce", Map.of());
        assertThat(nonce(ask(signer, pki.issuing(), ISSUING)))
                .hasSize(NONCE.length)
                .isNotEqualTo(NONCE);
    }

    @Test
    void answersThroughSomebodyElseOnDemand() throws Exception {
        fault("wrong-signer", Map.of());
        X509Certificate alien = responder(ask(signer, pki.issuing(), ISSUING));
        assertThat(alien.getIssuerX500Principal()).isEqualTo(pki.issuing().getSubjectX500Principal());
        assertThatThrownBy(() -> alien.verify(pki.issuing().getPublicKey()))
                .isInstanceOf(GeneralSecurityException.class);

        fault("wrong-purpose", Map.of());
        X509Certificate unstated = responder(ask(signer, pki.issuing(), ISSUING));
        unstated.verify(pki.issuing().getPublicKey());
        assertThat(unstated.getExtendedKeyUsage()).isNull();
    }

    @Test
    void isUnavailableOnDemand() throws Exception {
        byte[] request = request(signer, pki.issuing(), OIWObjectIdentifiers.idSHA1);
        fault("refusal", Map.of());
        assertThat(new OCSPResp(pki.post(ISSUING, QUERY, request).expect(200).bytes()).getStatus())
                .isEqualTo(OCSPResp.TRY_LATER);
        fault("status", Map.of("status", 503));
        assertThat(pki.post(ISSUING, QUERY, request).status()).isEqualTo(503);
        fault("drop-before", Map.of());
        assertThatThrownBy(() -> pki.post(ISSUING, QUERY, request)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void convincesOpenssl(@TempDir Path folder) throws Exception {
        assertThat(opensslSays(folder)).contains("Response verify OK").contains(": good");
        Answer _ = revoke(Map.of("reason", "keyCompromise")).expect(200);
        assertThat(opensslSays(folder))
                .contains("Response verify OK")
                .contains(": revoked")
                .contains("keyCompromise");
        fault("wrong-signer", Map.of());
        assertThat(opensslSays(folder)).contains("Response Verify Failure");
    }

    private String opensslSays(Path folder) throws Exception {
        Path issuing = PublishedPki.pem(folder.resolve("issuing.pem"), pki.issuing());
        Program.Run run = PublishedPki.openssl(
                "ocsp",
                "-issuer",
                issuing,
                "-cert",
                PublishedPki.pem(folder.resolve("signer.pem"), signer),
                "-url",
                PublishedPki.access(signer, AccessDescription.id_ad_ocsp.getId()),
                "-CAfile",
                PublishedPki.pem(folder.resolve("anchors.pem"), pki.anchor(), pki.issuing()));
        return run.output() + run.errors();
    }

    /** A fault for this test's certificate only. */
    private void fault(String kind, Map<String, ?> more) {
        Map<String, Object> fault = new HashMap<>(more);
        fault.put("operation", "ocsp");
        fault.put("kind", kind);
        fault.put("credentialID", caller.credential);
        pki.fault(fault);
    }

    private Answer revoke(Map<String, ?> revocation) {
        return RunningSandbox.get().client().post("/control/certificates/" + caller.credential + "/revoke", revocation);
    }

    private BasicOCSPResp ask(X509Certificate certificate, X509Certificate issuer, String path) throws Exception {
        return basic(pki.post(path, QUERY, request(certificate, issuer, OIWObjectIdentifiers.idSHA1)));
    }

    private static byte[] request(X509Certificate certificate, X509Certificate issuer, ASN1ObjectIdentifier digest)
            throws Exception {
        return new OCSPReqBuilder()
                .addRequest(new CertificateID(
                        new JcaDigestCalculatorProviderBuilder().build().get(new AlgorithmIdentifier(digest)),
                        new JcaX509CertificateHolder(issuer),
                        certificate.getSerialNumber()))
                .setRequestExtensions(new Extensions(
                        Extension.create(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(NONCE))))
                .build()
                .getEncoded();
    }

    /** The answer, its signature verified with the certificate that it carries. */
    private static BasicOCSPResp basic(Answer answer) throws Exception {
        assertThat(answer.expect(200).header("Content-Type")).isEqualTo("application/ocsp-response");
        BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(answer.bytes()).getResponseObject();
        assertThat(basic.isSignatureValid(new JcaContentVerifierProviderBuilder().build(responder(basic))))
                .isTrue();
        return basic;
    }

    private static X509Certificate responder(BasicOCSPResp answer) throws Exception {
        return new JcaX509CertificateConverter().getCertificate(answer.getCerts()[0]);
    }

    private static SingleResp only(BasicOCSPResp answer) {
        assertThat(List.of(answer.getResponses())).hasSize(1);
        return answer.getResponses()[0];
    }

    private static byte[] nonce(BasicOCSPResp answer) {
        return DEROctetString.getInstance(answer.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                        .getParsedValue())
                .getOctets();
    }
}
