package vn.hocba.sandbox.control;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.sandbox.http.Refusal;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.signing.Approval;
import vn.hocba.sandbox.signing.CertificateStatus;
import vn.hocba.sandbox.signing.Consent;
import vn.hocba.sandbox.signing.CredentialSettings;
import vn.hocba.sandbox.signing.KeyAlgorithm;

/**
 * A credential to make, or changes to one ({@code id} and {@code algorithm} stay then). What is absent keeps its value.
 *
 * @param algorithm {@code RSA-2048} or {@code P-256}
 * @param consent {@code PIN}, {@code PIN+OTP}, {@code PHONE} or {@code PAGE}
 * @param perOrder most digests in one order to sign
 * @param approve {@code auto}, {@code manual}, {@code refuse}, {@code ignore} or {@code unready}
 * @param status of the key, {@code enabled} or {@code disabled}, or of the certificate, {@code valid},
 *     {@code expired}, {@code revoked} or {@code suspended}
 * @param sadSeconds life of activation data
 * @param approvalSeconds how long the phone waits
 * @param workSeconds how long an order that is not waited for stays pending
 * @param unlock true forgets wrong tries
 */
record NewCredential(
        @Nullable String id,
        @Nullable String algorithm,
        @Nullable String consent,
        @Nullable String pin,
        @Nullable String otp,
        @Nullable Integer multisign,
        @Nullable Integer perOrder,
        @Nullable Integer scal,
        @Nullable String approve,
        @Nullable String status,
        @Nullable Integer sadSeconds,
        @Nullable Integer approvalSeconds,
        @Nullable Integer workSeconds,
        @Nullable Boolean unlock) {

    KeyAlgorithm keyAlgorithm() {
        return algorithm == null
                ? KeyAlgorithm.P_256
                : KeyAlgorithm.named(algorithm).orElseThrow(() -> unknown("algorithm", algorithm));
    }

    CredentialSettings settings(CredentialSettings old) {
        return new CredentialSettings(
                consent == null ? old.consent() : Consent.named(consent).orElseThrow(() -> unknown("consent", consent)),
                pin == null ? old.pin() : pin,
                otp == null ? old.otp() : otp,
                multisign == null ? old.multisign() : multisign,
                perOrder == null ? old.perOrder() : perOrder,
                scal == null ? old.scal() : scal,
                approve == null
                        ? old.approval()
                        : Optional.of(Approval.named(approve).orElseThrow(() -> unknown("approve", approve))),
                isKeyStatus() ? "enabled".equals(status) : old.enabled(),
                certificateStatus().orElse(old.certificateStatus()),
                sadSeconds == null ? old.activationLife() : Duration.ofSeconds(sadSeconds),
                approvalSeconds == null ? old.approvalLife() : Duration.ofSeconds(approvalSeconds),
                workSeconds == null ? old.work() : Duration.ofSeconds(workSeconds));
    }

    /** The certificate's new status; empty when it is not to change. */
    Optional<CertificateStatus> certificateStatus() {
        return status == null || isKeyStatus()
                ? Optional.empty()
                : Optional.of(CertificateStatus.named(status).orElseThrow(() -> unknown("status", status)));
    }

    private boolean isKeyStatus() {
        return "enabled".equals(status) || "disabled".equals(status);
    }

    private static Refusal unknown(String field, @Nullable String value) {
        return new Refusal(Reply.text(400, "Unknown " + field + ": " + value));
    }

    @Override
    public String toString() {
        return "NewCredential[" + id + "]";
    }
}
