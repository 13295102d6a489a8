package vn.hocba.sandbox.signing;

import java.time.Duration;
import java.util.Optional;

/**
 * What a test or demo may choose about a credential, at creation or later.
 *
 * @param multisign most signatures of one authorisation
 * @param perOrder most digests in one order to sign, which may be fewer
 * @param scal 2: activation data is bound to digests; 1: only to their number
 * @param approval what the person with the phone does; empty for the sandbox's default
 * @param enabled whether the key may be used
 * @param activationLife how long activation data is good for
 * @param approvalLife how long the person has to decide
 * @param work how long the key store takes for an order that is not waited for
 */
public record CredentialSettings(
        Consent consent,
        String pin,
        String otp,
        int multisign,
        int perOrder,
        int scal,
        Optional<Approval> approval,
        boolean enabled,
        CertificateStatus certificateStatus,
        Duration activationLife,
        Duration approvalLife,
        Duration work) {

    public static CredentialSettings of(Consent consent) {
        return new CredentialSettings(
                consent,
                "246810",
                "135790",
                2000,
                2000,
                2,
                Optional.empty(),
                true,
                CertificateStatus.VALID,
                Duration.ofHours(1),
                Duration.ofMinutes(15),
                PendingSignatures.WORK);
    }
}
