package vn.hocba.remotesigning;

import java.util.List;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.SigningCertificate;

/**
 * A signing key in a service's hardware, with its certificate (CSC v2 credentials/info, TS 119 432 clause 11.7). It is the
 * service's statement: whose it is and whether it may sign is decided from the certificate.
 *
 * @param reference where it is
 * @param certificate the signer's certificate and those of its issuers, as far as the service gave them
 * @param keyStatus whether the key may be used
 * @param certificateStatus the service's view of the certificate
 * @param algorithms what the key can do and we know, in the service's order; may be empty
 * @param maxSignatures signatures for one authorisation, at least 1
 * @param scal whether an authorisation is bound to digests
 * @param consent how the holder consents
 * @param code how the phone derives the code that it shows
 */
public record Credential(
        CredentialReference reference,
        SigningCertificate certificate,
        KeyStatus keyStatus,
        CertificateStatus certificateStatus,
        List<SignatureAlgorithm> algorithms,
        int maxSignatures,
        Scal scal,
        ConsentMode consent,
        VerificationCode.Rule code) {

    /** @throws IllegalArgumentException if no signature at all would be possible */
    public Credential {
        if (maxSignatures < 1) {
            throw new IllegalArgumentException("a credential signs at least once for an authorisation");
        }
        algorithms = List.copyOf(algorithms);
    }

    /** The same, with fewer signatures for one authorisation where the way of consent cannot carry more. */
    public Credential signingAtMost(int signatures) {
        return new Credential(
                reference,
                certificate,
                keyStatus,
                certificateStatus,
                algorithms,
                Math.min(maxSignatures, signatures),
                scal,
                consent,
                code);
    }
}
