package vn.hocba.sandbox.ocsp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import vn.hocba.sandbox.ca.Authority;
import vn.hocba.sandbox.ca.Revocation;
import vn.hocba.sandbox.ca.RevocationReason;
import vn.hocba.sandbox.ca.SandboxCa.ServiceKeys;
import vn.hocba.sandbox.ca.ServiceKey;
import vn.hocba.sandbox.faults.Fault;
import vn.hocba.sandbox.faults.FaultKind;

/** Answers for one authority, with a certificate that the authority delegates to it. */
final class OcspResponder {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration STALE = Duration.ofDays(30);

    private final Authority authority;
    private final ServiceKeys keys;

    OcspResponder(Authority authority, ServiceKeys keys) {
        this.authority = authority;
        this.keys = keys;
    }

    /** Whose certificate is asked about first; empty when the authority never issued it. */
    Optional<String> holder(Question question) {
        return authority.holder(question.certificates().getFirst().getSerialNumber());
    }

    static byte[] malformed() {
        return failure(OCSPRespBuilder.MALFORMED_REQUEST);
    }

    /** The OCSPResponse, DER. */
    byte[] answer(Question question, Optional<Fault> fault) {
        Optional<FaultKind> kind = fault.map(Fault::kind);
        if (kind.filter(FaultKind.REFUSAL::equals).isPresent()) {
            return failure(OCSPRespBuilder.TRY_LATER);
        }
        Instant now = Instant.now();
        Instant asOf = kind.filter(FaultKind.STALE::equals).isPresent()
                ? fault.flatMap(Fault::at).orElse(now.minus(STALE))
                : now;
        ServiceKey key = keys.with(fault);
        BasicOCSPRespBuilder answer = new BasicOCSPRespBuilder(new RespID(
                X500Name.getInstance(key.certificate().getSubjectX500Principal().getEncoded())));
        for (CertificateID certificate : question.certificates()) {
            answer.addResponse(
                    kind.filter(FaultKind.WRONG_CERTIFICATE::equals).isPresent() ? another(certificate) : certificate,
                    status(certificate, fault),
                    Date.from(asOf),
                    Date.from(asOf.plus(LIFE)));
        }
        question.nonce()
                .map(nonce -> kind.filter(FaultKind.WRONG_NONCE::equals).isPresent() ? another(nonce) : nonce)
                .ifPresent(nonce -> answer.setResponseExtensions(new Extensions(Question.extension(nonce))));
        try {
            X509CertificateHolder[] certificates = {new JcaX509CertificateHolder(key.certificate())};
            return new OCSPRespBuilder()
                    .build(OCSPRespBuilder.SUCCESSFUL, answer.build(key.signer(), certificates, Date.from(now)))
                    .getEncoded();
        } catch (OCSPException | GeneralSecurityException | IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private CertificateStatus status(CertificateID certificate, Optional<Fault> fault) {
        return fault.flatMap(OcspResponder::told).orElseGet(() -> {
            if (!known(certificate)) {
                return new UnknownStatus();
            }
            return authority
                    .revocation(certificate.getSerialNumber())
                    .map(OcspResponder::revoked)
                    .orElse(CertificateStatus.GOOD);
        });
    }

    /** What a fault says instead of the truth; empty when it leaves the truth alone. */
    private static Optional<CertificateStatus> told(Fault fault) {
        return switch (fault.kind()) {
            case REVOKED ->
                Optional.of(revoked(
                        new Revocation(fault.at().orElseGet(Instant::now), RevocationReason.PRIVILEGE_WITHDRAWN)));
            case UNKNOWN -> Optional.of(new UnknownStatus());
            default -> Optional.empty();
        };
    }

    private static CertificateStatus revoked(Revocation revocation) {
        return new RevokedStatus(Date.from(revocation.at()), revocation.reason().code());
    }

    private boolean known(CertificateID certificate) {
        try {
            return certificate.matchesIssuer(
                            new JcaX509CertificateHolder(authority.certificate()),
                            new JcaDigestCalculatorProviderBuilder().build())
                    && authority.holder(certificate.getSerialNumber()).isPresent();
        } catch (OCSPException unknownDigest) {
            return false;
        } catch (OperatorCreationException | GeneralSecurityException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static CertificateID another(CertificateID certificate) {
        return CertificateID.deriveCertificateID(
                certificate, certificate.getSerialNumber().add(BigInteger.ONE));
    }

    private static byte[] another(byte[] nonce) {
        byte[] changed = nonce.clone();
        changed[0] ^= 1;
        return changed;
    }

    private static byte[] failure(int status) {
        try {
            return new OCSPRespBuilder().build(status, null).getEncoded();
        } catch (OCSPException | IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
