package vn.hocba.testing;

import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.OcspAnswer;
import vn.hocba.pki.RevocationData;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.TimestampRequest;
import vn.hocba.pki.TimestampResponse;
import vn.hocba.pki.TimestampToken;
import vn.hocba.pki.ValidationMaterial;

/** The online services of a {@link TestCa}: a timestamp authority and an OCSP responder, both for fifteen years. */
public final class TestAuthority {

    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.2.3.4.1");

    private final TestCa ca;
    private final TestCa.Signer timestamps;
    private final TestCa.Signer responder;
    private long serial = 1;

    public TestAuthority(TestCa ca) {
        this(ca, true, KeyPurposeId.id_kp_timeStamping);
    }

    /** A timestamp authority whose certificate is for these purposes. */
    public TestAuthority(TestCa ca, boolean critical, KeyPurposeId... purposes) {
        this.ca = ca;
        this.timestamps = ca.service(TestCa.p256(), "TSA", critical, purposes);
        this.responder = ca.service(TestCa.p256(), "OCSP", false, KeyPurposeId.id_kp_OCSPSigning);
    }

    /** The timestamp authority's certificate. */
    public X509Certificate timestampCertificate() {
        return timestamps.certificate().certificate();
    }

    /** A token over this data. */
    public TimestampToken timestamp(byte[] data, Instant time) {
        TimestampRequest request = TimestampRequest.over(data, DigestAlgorithm.SHA256, BigInteger.valueOf(serial));
        if (TimestampResponse.parse(answer(request.encoded(), time))
                instanceof TimestampResponse.Granted(TimestampToken token)) {
            return token;
        }
        throw new IllegalStateException("no token");
    }

    /** The answer to a wish. */
    public byte[] answer(byte[] wish, Instant time) {
        try {
            TimeStampRequest request = new TimeStampRequest(wish);
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder()
                            .build("SHA256withECDSA", timestamps.keys().getPrivate(), timestampCertificate()),
                    new BcDigestCalculatorProvider()
                            .get(new AlgorithmIdentifier(new ASN1ObjectIdentifier(DigestAlgorithm.SHA256.oid()))),
                    POLICY);
            tokens.addCertificates(new JcaCertStore(List.of(timestampCertificate(), ca.issuing())));
            return new TimeStampResponseGenerator(
                            tokens, Set.of(DigestAlgorithm.SHA256.oid(), DigestAlgorithm.SHA384.oid()))
                    .generate(request, BigInteger.valueOf(serial++), Date.from(time))
                    .getEncoded();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** That a certificate of the issuing authority is good. */
    public OcspAnswer good(X509Certificate certificate, Instant made, Instant due) {
        return ocsp(certificate, CertificateStatus.GOOD, made, due, responder);
    }

    /** Any answer about a certificate of the issuing authority. */
    public OcspAnswer ocsp(
            X509Certificate certificate, CertificateStatus status, Instant made, Instant due, TestCa.Signer by) {
        return ocsp(certificate, status, made, due, by, "SHA256withECDSA");
    }

    /** The same, signed by this algorithm. */
    public OcspAnswer ocsp(
            X509Certificate certificate,
            CertificateStatus status,
            Instant made,
            Instant due,
            TestCa.Signer by,
            String signatureAlgorithm) {
        try {
            JcaX509CertificateHolder holder =
                    new JcaX509CertificateHolder(by.certificate().certificate());
            CertificateID id = new CertificateID(
                    new BcDigestCalculatorProvider().get(CertificateID.HASH_SHA1),
                    new JcaX509CertificateHolder(ca.issuing()),
                    certificate.getSerialNumber());
            BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(holder.getSubject()));
            builder.addResponse(id, status, Date.from(made), Date.from(due), null);
            return OcspAnswer.parse(new OCSPRespBuilder()
                    .build(
                            OCSPRespBuilder.SUCCESSFUL,
                            builder.build(
                                    new JcaContentSignerBuilder(signatureAlgorithm)
                                            .build(by.keys().getPrivate()),
                                    new JcaX509CertificateHolder[] {holder},
                                    Date.from(made)))
                    .getEncoded());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The responder who signs {@link #good}. */
    public TestCa.Signer responder() {
        return responder;
    }

    /** OCSP for these certificates of the issuing authority, the root's list for the issuing authority itself. */
    public ValidationMaterial material(Instant made, X509Certificate... certificates) {
        Instant due = made.plus(1, ChronoUnit.DAYS);
        List<X509Certificate> all = new ArrayList<>(List.of(certificates));
        all.addAll(List.of(ca.issuing(), ca.root(), responder.certificate().certificate()));
        List<OcspAnswer> answers = List.of(certificates).stream()
                .map(certificate -> good(certificate, made, due))
                .toList();
        List<X509CRL> rootsList = ca.revocations(made, made.plus(7, ChronoUnit.DAYS)).lists().stream()
                .filter(list -> list.getIssuerX500Principal().equals(ca.root().getSubjectX500Principal()))
                .toList();
        return new ValidationMaterial(all, new RevocationData(new RevocationLists(rootsList), answers));
    }
}
