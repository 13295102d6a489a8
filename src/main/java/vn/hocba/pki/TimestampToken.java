package vn.hocba.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;

/** A timestamp token (RFC 3161 section 2.4.2) as it was read; whether it is to be believed, {@link TimestampVerifier} says. */
public final class TimestampToken {

    private final byte[] encoded;
    private final TimeStampToken token;
    private final List<X509Certificate> certificates;

    private TimestampToken(byte[] encoded, TimeStampToken token, List<X509Certificate> certificates) {
        this.encoded = encoded;
        this.token = token;
        this.certificates = List.copyOf(certificates);
    }

    /** @throws IllegalArgumentException when the bytes are no token */
    public static TimestampToken parse(byte[] der) {
        try {
            TimeStampToken token = new TimeStampToken(new CMSSignedData(der));
            List<X509Certificate> certificates = new ArrayList<>();
            for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
                certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
            }
            // the library reads on demand; what cannot be read shall show at once
            token.getTimeStampInfo().getGenTime();
            token.getTimeStampInfo().getNonce();
            return new TimestampToken(der.clone(), token, certificates);
        } catch (IOException | CMSException | TSPException | CertificateException | RuntimeException e) {
            // the library answers odd input with exceptions of every kind
            throw new IllegalArgumentException("not a timestamp token", e);
        }
    }

    /** The DER form: a CMS SignedData. */
    public byte[] encoded() {
        return encoded.clone();
    }

    /** The time that it states. */
    public Instant time() {
        return token.getTimeStampInfo().getGenTime().toInstant();
    }

    /** The digest algorithm of the imprint; empty for one that is not accepted. */
    public Optional<DigestAlgorithm> algorithm() {
        String oid = token.getTimeStampInfo().getMessageImprintAlgOID().getId();
        return DigestAlgorithm.ofOid(oid);
    }

    /** How it is signed; empty for an algorithm that is not accepted here, such as one with SHA-1. */
    public Optional<SignatureAlgorithm> signatureAlgorithm() {
        SignerInformation signer = token.toCMSSignedData().getSignerInfos().get(token.getSID());
        if (signer == null) {
            return Optional.empty();
        }
        // RSA is named by its key alone as often as together with the digest
        return DigestAlgorithm.ofOid(signer.getDigestAlgOID())
                .flatMap(digest -> SignatureAlgorithm.KeyKind.RSA.oid().equals(signer.getEncryptionAlgOID())
                        ? pkcs1(digest)
                        : CertificateSignature.algorithm(signer.getEncryptionAlgOID(), signer.getEncryptionAlgParams())
                                .filter(algorithm -> algorithm.digest() == digest));
    }

    private static Optional<SignatureAlgorithm> pkcs1(DigestAlgorithm digest) {
        return Arrays.stream(SignatureAlgorithm.values())
                .filter(a -> a.key() == SignatureAlgorithm.KeyKind.RSA && !a.pss() && a.digest() == digest)
                .findFirst();
    }

    /** The digest that it is over. */
    public byte[] imprint() {
        return token.getTimeStampInfo().getMessageImprintDigest();
    }

    /** The nonce of the wish that it answers. */
    public Optional<BigInteger> nonce() {
        return Optional.ofNullable(token.getTimeStampInfo().getNonce());
    }

    /** The policy under which it was made, an object identifier in dotted form. */
    public String policy() {
        return token.getTimeStampInfo().getPolicy().getId();
    }

    /** The certificates inside. */
    public List<X509Certificate> certificates() {
        return certificates;
    }

    /** The certificate that the signer's id and the signed certificate attribute both name, from inside or from these. */
    Optional<X509Certificate> signer(Collection<X509Certificate> others) {
        List<X509Certificate> all = new ArrayList<>(certificates);
        all.addAll(others);
        return all.stream().filter(this::names).findFirst();
    }

    private boolean names(X509Certificate certificate) {
        try {
            return token.getSID().match(new JcaX509CertificateHolder(certificate));
        } catch (CertificateException e) {
            return false;
        }
    }

    /** Whether this certificate's key signed it, and its signed attributes bind this very certificate (RFC 5816). */
    boolean signedBy(X509Certificate certificate) {
        try {
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
            return true;
        } catch (TSPException | OperatorCreationException | RuntimeException e) {
            return false;
        }
    }
}
