package vn.hocba.signing;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.hocba.pki.CertificatePath;
import vn.hocba.pki.CertificateSubject;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.RevocationSource;
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
 * Whether a credential may sign for a signatory: its certificate is the signer's own (or the school's, for the seal), leads to a
 * trust anchor, is valid for as long as signing takes, and is made for signing. Asked before any person is (Nghị định
 * 68/2024/NĐ-CP).
 */
final class SignerCredential {

    private static final Duration SOON = Duration.ofDays(30);

    private SignerCredential() {}

    /**
     * What credentials are judged by.
     *
     * @param anchors that certificates must lead to
     * @param revocations who say nothing of a certificate are no obstacle here, the service's own word and the later validation are
     * @param now at which the certificate must be good
     * @param window from now, to the end of which it must last: the consent may take so long, and so may the timestamp
     */
    record Rules(TrustAnchors anchors, RevocationSource revocations, Instant now, Duration window) {

        Instant end() {
            return now.plus(window);
        }
    }

    /** @throws ProblemException {@link ProblemType#WRONG_CERTIFICATE} or {@link ProblemType#CERTIFICATE_NOT_USABLE} */
    static void require(Credential credential, Signatory signatory, Rules rules) {
        require(obstacles(credential, signatory, rules));
    }

    /** @throws ProblemException for the first that stops */
    static void require(List<Obstacle> obstacles) {
        obstacles.stream()
                .flatMap(obstacle -> obstacle.refusal().stream())
                .findFirst()
                .ifPresent(refusal -> {
                    throw refusal;
                });
    }

    /** Everything that stands against it, the gravest first. */
    static List<Obstacle> obstacles(Credential credential, Signatory signatory, Rules rules) {
        var found = new ArrayList<Obstacle>();
        if (CertificateSubject.of(credential.certificate().certificate())
                .filter(signatory::owns)
                .isEmpty()) {
            Text why = ProblemType.WRONG_CERTIFICATE.explanation();
            found.add(Obstacle.stopping(ProblemType.WRONG_CERTIFICATE, "wrong-certificate", why.vi(), why.en()));
        }
        ofKey(credential.keyStatus()).ifPresent(found::add);
        ofService(credential.certificateStatus()).ifPresent(found::add);
        if (credential.consent() instanceof ConsentMode.Unsupported) {
            found.add(unusable(
                    "consent-not-supported",
                    "Hệ thống chưa hỗ trợ cách xác nhận của chứng thư số này.",
                    "The way in which this credential asks for consent is not supported."));
        }
        ofCertificate(credential, rules).ifPresent(found::add);
        if (algorithm(credential, rules.end()).isEmpty()) {
            found.add(unusable(
                    "algorithm-not-accepted",
                    "Khóa ký không dùng thuật toán hoặc độ dài được chấp nhận.",
                    "The key has no accepted algorithm or length."));
        }
        return found.stream().distinct().toList();
    }

    /**
     * The first algorithm of the credential that we make, that fits its certificate, and that verifiers believe. All of a request are
     * signed by it.
     *
     * @param end at which it must still be believed
     */
    static Optional<SignatureAlgorithm> algorithm(Credential credential, Instant end) {
        var certificate = credential.certificate().certificate();
        return credential.algorithms().stream()
                .filter(algorithm -> fits(algorithm, certificate))
                .filter(algorithm -> AlgorithmPolicy.shipped().believes(algorithm, certificate.getPublicKey(), end))
                .findFirst();
    }

    private static boolean fits(SignatureAlgorithm algorithm, X509Certificate certificate) {
        return switch (algorithm.key()) {
            case RSA -> certificate.getPublicKey() instanceof RSAPublicKey;
            case EC -> certificate.getPublicKey() instanceof ECPublicKey;
        };
    }

    /** What the service says of the key. If it cannot be used after all, the service says so before it asks any person. */
    private static Optional<Obstacle> ofKey(KeyStatus status) {
        return switch (status) {
            case ENABLED -> Optional.empty();
            case DISABLED ->
                Optional.of(unusable(
                        "key-disabled",
                        "Khóa ký bị vô hiệu hóa ở dịch vụ ký.",
                        "The signing service has disabled the key."));
            case UNKNOWN ->
                Optional.of(Obstacle.warning(
                        "key-status-unknown",
                        "Dịch vụ ký không cho biết rõ khóa ký có đang hoạt động hay không.",
                        "The signing service does not say clearly whether the key is enabled."));
        };
    }

    /** What it says of the certificate. */
    private static Optional<Obstacle> ofService(CertificateStatus status) {
        return switch (status) {
            case REVOKED -> Optional.of(revoked());
            case SUSPENDED ->
                Optional.of(unusable(
                        "certificate-suspended", "Chứng thư số đang bị tạm dừng.", "The certificate is suspended."));
            case EXPIRED -> Optional.of(expired());
            case VALID, UNKNOWN -> Optional.empty();
        };
    }

    private static Optional<Obstacle> ofCertificate(Credential credential, Rules rules) {
        var verdict = verdict(credential, rules.revocations(), rules.now(), rules);
        return switch (verdict) {
            case CertificatePath.Verdict.Trusted v -> endsEarly(credential, rules);
            case CertificatePath.Verdict.RevocationUnknown v ->
                endsEarly(credential, rules).or(() -> unconfirmed());
            case CertificatePath.Verdict.RevocationStale v ->
                endsEarly(credential, rules).or(() -> unconfirmed());
            case CertificatePath.Verdict.NoChain v ->
                Optional.of(unusable(
                        "certificate-not-trusted",
                        "Chứng thư số không do cơ quan chứng thực được tin cậy cấp.",
                        "The certificate does not lead to a trusted authority."));
            case CertificatePath.Verdict.ConstraintsBroken v ->
                Optional.of(unusable(
                        "certificate-path-broken",
                        "Đường dẫn chứng thực không hợp lệ.",
                        "The certificate's path breaks its constraints."));
            case CertificatePath.Verdict.WrongKeyUsage v ->
                Optional.of(unusable(
                        "certificate-not-for-signing",
                        "Chứng thư số không dùng để ký số.",
                        "The certificate is not made for signing."));
            case CertificatePath.Verdict.NotYetValid v ->
                Optional.of(unusable(
                        "certificate-not-valid-yet",
                        "Chứng thư số chưa có hiệu lực.",
                        "The certificate is not valid yet."));
            case CertificatePath.Verdict.Expired v -> Optional.of(expired());
            case CertificatePath.Verdict.Revoked v -> Optional.of(revoked());
        };
    }

    private static CertificatePath.Verdict verdict(
            Credential credential, RevocationSource revocations, Instant at, Rules rules) {
        return CertificatePath.validate(
                credential.certificate().certificate(),
                credential.certificate().issuers(),
                rules.anchors(),
                revocations,
                at);
    }

    /** Of a certificate that is good now. */
    private static Optional<Obstacle> endsEarly(Credential credential, Rules rules) {
        if (verdict(credential, RevocationLists.none(), rules.end(), rules)
                instanceof CertificatePath.Verdict.Expired) {
            return Optional.of(unusable(
                    "certificate-ends-too-soon",
                    "Chứng thư số hết hạn trước khi việc ký và cấp dấu thời gian chắc chắn xong.",
                    "The certificate ends before signing and timestamping are sure to be done."));
        }
        return credential
                        .certificate()
                        .certificate()
                        .getNotAfter()
                        .toInstant()
                        .isBefore(rules.now().plus(SOON))
                ? Optional.of(Obstacle.warning(
                        "certificate-ends-soon",
                        "Chứng thư số sẽ hết hạn trong vòng 30 ngày; hãy gia hạn.",
                        "The certificate ends within 30 days; have it renewed."))
                : Optional.empty();
    }

    private static Optional<Obstacle> unconfirmed() {
        return Optional.of(Obstacle.warning(
                "revocation-unknown",
                "Hiện không xác minh được chứng thư số có bị thu hồi hay không.",
                "Nobody says freshly whether the certificate was revoked."));
    }

    private static Obstacle expired() {
        return unusable("certificate-expired", "Chứng thư số đã hết hạn.", "The certificate is expired.");
    }

    private static Obstacle revoked() {
        return unusable("certificate-revoked", "Chứng thư số đã bị thu hồi.", "The certificate is revoked.");
    }

    private static Obstacle unusable(String code, String vi, String en) {
        return Obstacle.stopping(ProblemType.CERTIFICATE_NOT_USABLE, code, vi, en);
    }
}
