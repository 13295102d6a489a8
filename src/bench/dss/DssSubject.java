import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.enumerations.SignaturePackaging;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.policy.ValidationPolicy;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.policy.ValidationPolicyLoader;
import eu.europa.esig.dss.xades.XAdESSignatureParameters;
import eu.europa.esig.dss.xades.reference.CanonicalizationTransform;
import eu.europa.esig.dss.xades.reference.DSSReference;
import eu.europa.esig.dss.xades.signature.XAdESService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * EU DSS doing the work that is measured. Lives in a class loader of its own, since DSS needs an older xmlsec than ours; speaks in
 * types of the JDK only. What can be kept between documents is kept: services, trust, revocation lists, the loaded policy.
 */
public final class DssSubject {

    private static final String EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";

    private DssSubject() {}

    /**
     * The homeroom teacher's signature by getDataToSign and signDocument.
     *
     * @param key signs the data once, while preparing; later the value is replayed, so that the key's work is not measured
     */
    public static UnaryOperator<byte[]> signing(
            List<X509Certificate> chain, Instant signingTime, byte[] document, UnaryOperator<byte[]> key) {
        XAdESService service = new XAdESService(new CommonCertificateVerifier());
        List<CertificateToken> tokens = chain.stream().map(CertificateToken::new).toList();
        DSSDocument sample = new InMemoryDocument(document);
        byte[] data = service.getDataToSign(sample, parameters(tokens, signingTime, sample))
                .getBytes();
        SignatureAlgorithm algorithm = "EC".equals(chain.getFirst().getPublicKey().getAlgorithm())
                ? SignatureAlgorithm.ECDSA_SHA256
                : SignatureAlgorithm.RSA_SHA256;
        SignatureValue value = new SignatureValue(algorithm, key.apply(data));
        return xml -> {
            DSSDocument file = new InMemoryDocument(xml);
            XAdESSignatureParameters parameters = parameters(tokens, signingTime, file);
            service.getDataToSign(file, parameters);
            DSSDocument signed = service.signDocument(file, parameters, value);
            ByteArrayOutputStream out = new ByteArrayOutputStream(xml.length * 2);
            try {
                signed.writeTo(out);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            return out.toByteArray();
        };
    }

    private static XAdESSignatureParameters parameters(
            List<CertificateToken> chain, Instant signingTime, DSSDocument file) {
        DSSReference reference = new DSSReference();
        reference.setId("reference-1");
        reference.setUri("#thongtinhocba");
        reference.setContents(file);
        reference.setDigestMethodAlgorithm(DigestAlgorithm.SHA256);
        reference.setTransforms(List.of(new CanonicalizationTransform(EXCLUSIVE_C14N)));
        XAdESSignatureParameters parameters = new XAdESSignatureParameters();
        parameters.setSignatureLevel(SignatureLevel.XAdES_BASELINE_B);
        parameters.setSignaturePackaging(SignaturePackaging.ENVELOPED);
        parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
        parameters.setSigningCertificate(chain.getFirst());
        parameters.setCertificateChain(chain);
        parameters.setXPathLocationString("//GVCN");
        parameters.setReferences(List.of(reference));
        parameters.setSignedInfoCanonicalizationMethod(EXCLUSIVE_C14N);
        parameters.setSignedPropertiesCanonicalizationMethod(EXCLUSIVE_C14N);
        parameters.bLevel().setSigningDate(Date.from(signingTime));
        parameters.bLevel().setClaimedSignerRoles(List.of("GVCN"));
        return parameters;
    }

    /** Validation of a file; the number of signatures that are TOTAL_PASSED. */
    public static ToIntFunction<byte[]> validation(List<X509Certificate> anchors, List<byte[]> lists) {
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        anchors.forEach(anchor -> trusted.addCertificate(new CertificateToken(anchor)));
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        verifier.setAIASource(null);
        verifier.setOcspSource(null);
        verifier.setCrlSource(new ExternalResourcesCRLSource(
                lists.stream().map(ByteArrayInputStream::new).toArray(InputStream[]::new)));
        ValidationPolicy policy = ValidationPolicyLoader.fromDefaultValidationPolicy()
                .withDefaultCryptographicSuite()
                .create();
        return xml -> {
            SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new InMemoryDocument(xml));
            validator.setCertificateVerifier(verifier);
            SimpleReport report = validator.validateDocument(policy).getSimpleReport();
            return (int) report.getSignatureIdList().stream()
                    .filter(id -> report.getIndication(id) == Indication.TOTAL_PASSED)
                    .count();
        };
    }
}
