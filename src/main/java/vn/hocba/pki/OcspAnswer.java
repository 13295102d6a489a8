package vn.hocba.pki;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * An answer of an OCSP responder (RFC 6960). It speaks for a certificate only when its certificate id names that certificate and
 * its issuer, and when the issuer signed it, or a responder whom that issuer gave the purpose OCSPSigning.
 *
 * <p>A delegated responder is believed while its certificate was valid when it answered; its own revocation is not looked up
 * (RFC 6960 section 4.2.2.2.1 leaves that to local policy where the no-check extension is missing).
 */
public final class OcspAnswer implements RevocationSource {

    /** How long an answer that promises no newer one is believed. */
    public static final Duration PATIENCE = Duration.ofHours(24);

    private final byte[] encoded;
    private final BasicOCSPResp response;

    private OcspAnswer(byte[] encoded, BasicOCSPResp response) {
        this.encoded = encoded;
        this.response = response;
    }

    /**
     * A successful answer in DER (OCSPResponse).
     *
     * @throws IllegalArgumentException when it is none, or one that tells of a failure
     */
    public static OcspAnswer parse(byte[] der) {
        try {
            OCSPResp whole = new OCSPResp(der);
            if (whole.getStatus() == OCSPResp.SUCCESSFUL && whole.getResponseObject() instanceof BasicOCSPResp basic) {
                OcspAnswer answer = new OcspAnswer(der.clone(), basic);
                answer.readInFull();
                return answer;
            }
            throw new IllegalArgumentException("OCSP response without an answer, status " + whole.getStatus());
        } catch (IOException | OCSPException | RuntimeException e) {
            // the library answers odd input with exceptions of every kind
            throw new IllegalArgumentException("not an OCSP response", e);
        }
    }

    /** The library reads on demand; what cannot be read shall show at once, not in the middle of a validation. */
    private void readInFull() {
        certificates();
        for (SingleResp single : response.getResponses()) {
            single.getCertID().getSerialNumber();
            if (single.getCertStatus() instanceof RevokedStatus revoked) {
                revoked.getRevocationTime();
            }
        }
        producedAt();
        freshUntil();
    }

    /** The DER form of the OCSPResponse. */
    public byte[] encoded() {
        return encoded.clone();
    }

    /** When the responder answered. */
    public Instant producedAt() {
        return response.getProducedAt().toInstant();
    }

    /** Until when a copy may be used instead of asking again. */
    public Instant freshUntil() {
        return Arrays.stream(response.getResponses())
                .map(single -> single.getNextUpdate() == null
                        ? single.getThisUpdate().toInstant().plus(PATIENCE)
                        : single.getNextUpdate().toInstant())
                .min(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    /** The certificates that came with it, as a rule the responder's. */
    public List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (X509CertificateHolder holder : response.getCerts()) {
            try {
                certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
            } catch (CertificateException e) {
                throw new IllegalArgumentException("unreadable certificate in an OCSP response", e);
            }
        }
        return certificates;
    }

    /** Whether it says good or revoked of this certificate, freshly, and by somebody who may say so. */
    public boolean decides(X509Certificate certificate, X509Certificate issuer, Instant time) {
        return switch (status(certificate, issuer, time)) {
            case Answer.Good good -> true;
            case Answer.Revoked revoked -> true;
            case Answer.Stale stale -> false;
            case Answer.Unknown unknown -> false;
        };
    }

    @Override
    public List<Statement> statements(X509Certificate certificate, X509Certificate issuer, Instant time) {
        Optional<SingleResp> found = single(certificate, issuer);
        Optional<X509Certificate> signer = found.isEmpty() ? Optional.empty() : signer(issuer);
        if (found.isEmpty() || signer.isEmpty()) {
            return List.of();
        }
        SingleResp single = found.get();
        AlgorithmIdentifier algorithm = response.getSignatureAlgorithmID();
        RevocationEvidence evidence = new RevocationEvidence(
                RevocationEvidence.Kind.OCSP,
                single.getThisUpdate().toInstant(),
                Optional.ofNullable(single.getNextUpdate()).map(Date::toInstant),
                CertificateSignature.algorithm(algorithm.getAlgorithm().getId(), parameters(algorithm)),
                signer.get().getPublicKey());
        return List.of(new Statement(status(single, certificate, time), evidence));
    }

    private static Answer status(SingleResp single, X509Certificate certificate, Instant time) {
        if (single.getCertStatus() instanceof RevokedStatus revoked
                && !revoked.getRevocationTime().toInstant().isAfter(time)) {
            return new Answer.Revoked(revoked.getRevocationTime().toInstant());
        }
        if (Objects.equals(single.getCertStatus(), CertificateStatus.GOOD)
                || single.getCertStatus() instanceof RevokedStatus) {
            return RevocationSource.unnamed(
                    certificate,
                    single.getThisUpdate().toInstant(),
                    single.getNextUpdate() == null
                            ? null
                            : single.getNextUpdate().toInstant(),
                    PATIENCE,
                    time);
        }
        return new Answer.Unknown();
    }

    private static byte @Nullable [] parameters(AlgorithmIdentifier algorithm) {
        try {
            return algorithm.getParameters() == null
                    ? null
                    : algorithm.getParameters().toASN1Primitive().getEncoded();
        } catch (IOException e) {
            return null;
        }
    }

    private Optional<SingleResp> single(X509Certificate certificate, X509Certificate issuer) {
        try {
            X509CertificateHolder holder = new JcaX509CertificateHolder(issuer);
            for (SingleResp single : response.getResponses()) {
                if (single.getCertID().getSerialNumber().equals(certificate.getSerialNumber())
                        && single.getCertID().matchesIssuer(holder, new BcDigestCalculatorProvider())) {
                    return Optional.of(single);
                }
            }
            return Optional.empty();
        } catch (CertificateEncodingException | OCSPException e) {
            // a digest that nobody can compute names nobody
            return Optional.empty();
        }
    }

    private Optional<X509Certificate> signer(X509Certificate issuer) {
        return signedBy(issuer)
                ? Optional.of(issuer)
                : certificates().stream()
                        .filter(responder -> mayAnswerFor(responder, issuer) && signedBy(responder))
                        .findFirst();
    }

    private boolean mayAnswerFor(X509Certificate responder, X509Certificate issuer) {
        return CertificatePurposes.includes(responder, KeyPurposeId.id_kp_OCSPSigning)
                && !producedAt().isBefore(responder.getNotBefore().toInstant())
                && !producedAt().isAfter(responder.getNotAfter().toInstant())
                && CertificatePath.issued(issuer, responder);
    }

    private boolean signedBy(X509Certificate certificate) {
        try {
            return response.isSignatureValid(new JcaContentVerifierProviderBuilder().build(certificate));
        } catch (OCSPException | OperatorCreationException e) {
            return false;
        }
    }
}
