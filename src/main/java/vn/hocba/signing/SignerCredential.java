package vn.hocba.signing;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Optional;
import vn.hocba.pki.CertificatePath;
import vn.hocba.pki.CertificateSubject;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.TrustAnchors;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.problem.Text;
import vn.hocba.remotesigning.CertificateStatus;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.KeyStatus;
import vn.hocba.verification.AlgorithmPolicy;

/**
 * Whether a credential may sign for a signatory now: its certificate is the signer's own (or the school's, for the seal),
 * leads to a trust anchor, is valid, and is made for signing. Asked before any person is (Nghị định 68/2024/NĐ-CP).
 */
final class SignerCredential {

    private SignerCredential() {}

    /**
     * @param anchors certificates must lead to; {@link RevocationLists} that say nothing of a certificate are no obstacle
     *     here, the service's own word and the later validation are
     * @throws ProblemException {@link ProblemType#WRONG_CERTIFICATE} or {@link ProblemType#CERTIFICATE_NOT_USABLE}
     */
    static void require(
            Credential credential,
            Signatory signatory,
            TrustAnchors anchors,
            RevocationLists revocations,
            Instant now) {
        var certificate = credential.certificate().certificate();
        if (CertificateSubject.of(certificate).filter(signatory::owns).isEmpty()) {
            throw new ProblemException(ProblemType.WRONG_CERTIFICATE);
        }
        unusable(credential, anchors, revocations, now).ifPresent(why -> {
            throw new ProblemException(ProblemType.CERTIFICATE_NOT_USABLE, why);
        });
    }

    /** What stands against using the credential now, whoever's it is. */
    private static Optional<Text> unusable(
            Credential credential, TrustAnchors anchors, RevocationLists revocations, Instant now) {
        return ofService(credential)
                .or(() -> ofCertificate(CertificatePath.validate(
                        credential.certificate().certificate(),
                        credential.certificate().issuers(),
                        anchors,
                        revocations,
                        now)))
                .or(() -> algorithm(credential)
                                .filter(algorithm -> AlgorithmPolicy.shipped()
                                        .believes(
                                                algorithm,
                                                credential
                                                        .certificate()
                                                        .certificate()
                                                        .getPublicKey(),
                                                now))
                                .isPresent()
                        ? Optional.empty()
                        : why(
                                "Khóa ký không dùng thuật toán hoặc độ dài được chấp nhận.",
                                "The key has no accepted algorithm or length."));
    }

    /** The first algorithm of the credential that we make and that fits its certificate. */
    static Optional<SignatureAlgorithm> algorithm(Credential credential) {
        return credential.algorithms().stream()
                .filter(algorithm -> fits(algorithm, credential.certificate().certificate()))
                .findFirst();
    }

    private static boolean fits(SignatureAlgorithm algorithm, X509Certificate certificate) {
        return switch (algorithm.key()) {
            case RSA -> certificate.getPublicKey() instanceof RSAPublicKey;
            case EC -> certificate.getPublicKey() instanceof ECPublicKey;
        };
    }

    private static Optional<Text> ofService(Credential credential) {
        if (credential.keyStatus() != KeyStatus.ENABLED) {
            return why("Khóa ký bị vô hiệu hóa ở dịch vụ ký.", "The signing service has disabled the key.");
        }
        if (credential.certificateStatus() == CertificateStatus.REVOKED) {
            return why("Chứng thư số đã bị thu hồi.", "The certificate is revoked.");
        }
        if (credential.certificateStatus() == CertificateStatus.SUSPENDED) {
            return why("Chứng thư số đang bị tạm dừng.", "The certificate is suspended.");
        }
        if (credential.certificateStatus() == CertificateStatus.EXPIRED) {
            return why("Chứng thư số đã hết hạn.", "The certificate is expired.");
        }
        if (credential.consent() instanceof ConsentMode.Unsupported) {
            return why(
                    "Hệ thống chưa hỗ trợ cách xác nhận của chứng thư số này.",
                    "The way in which this credential asks for consent is not supported.");
        }
        return Optional.empty();
    }

    private static Optional<Text> ofCertificate(CertificatePath.Verdict verdict) {
        return switch (verdict) {
            case CertificatePath.Verdict.Trusted v -> Optional.empty();
            case CertificatePath.Verdict.RevocationUnknown v -> Optional.empty();
            case CertificatePath.Verdict.RevocationStale v -> Optional.empty();
            case CertificatePath.Verdict.NoChain v ->
                why(
                        "Chứng thư số không do cơ quan chứng thực được tin cậy cấp.",
                        "The certificate does not lead to a trusted authority.");
            case CertificatePath.Verdict.ConstraintsBroken v ->
                why("Đường dẫn chứng thực không hợp lệ.", "The certificate's path breaks its constraints.");
            case CertificatePath.Verdict.WrongKeyUsage v ->
                why("Chứng thư số không dùng để ký số.", "The certificate is not made for signing.");
            case CertificatePath.Verdict.NotYetValid v ->
                why("Chứng thư số chưa có hiệu lực.", "The certificate is not valid yet.");
            case CertificatePath.Verdict.Expired v -> why("Chứng thư số đã hết hạn.", "The certificate is expired.");
            case CertificatePath.Verdict.Revoked v -> why("Chứng thư số đã bị thu hồi.", "The certificate is revoked.");
        };
    }

    private static Optional<Text> why(String vi, String en) {
        return Optional.of(new Text(vi, en));
    }
}
