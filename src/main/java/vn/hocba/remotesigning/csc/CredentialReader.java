package vn.hocba.remotesigning.csc;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.SigningCertificate;
import vn.hocba.remotesigning.CertificateStatus;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.CredentialReference;
import vn.hocba.remotesigning.KeyStatus;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.Scal;
import vn.hocba.remotesigning.SignAlgorithms;
import vn.hocba.remotesigning.VerificationCode;
import vn.hocba.remotesigning.WireCertificates;

/** Turns what a service says about a credential (credentials/info) into ours; unknown values stay, as unknown. */
final class CredentialReader {

    private final ProviderId provider;
    private final CscWords words;

    CredentialReader(ProviderId provider, CscWords words) {
        this.provider = provider;
        this.words = words;
    }

    /** @throws MalformedAnswer without a readable certificate, since nobody could tell whose key it is */
    Credential read(CredentialId id, Wire.CredentialInfo info) {
        return new Credential(
                new CredentialReference(provider, id),
                certificate(info.cert()),
                keyStatus(info.key()),
                certificateStatus(info.cert()),
                List.copyOf(algorithms(info.key()).keySet()),
                Math.max(1, Objects.requireNonNullElse(info.multisign(), 1)),
                "2".equals(info.scal()) ? Scal.SCAL2 : Scal.SCAL1,
                words.consent(info),
                VerificationCode.Rule.SIX_DIGITS);
    }

    private static SigningCertificate certificate(Wire.@Nullable Cert cert) {
        return WireCertificates.read(
                "credentials/info", cert == null || cert.certificates() == null ? List.of() : cert.certificates());
    }

    private static KeyStatus keyStatus(Wire.@Nullable Key key) {
        return switch (Wire.word(key == null ? null : key.status())) {
            case "enabled" -> KeyStatus.ENABLED;
            case "disabled" -> KeyStatus.DISABLED;
            default -> KeyStatus.UNKNOWN;
        };
    }

    private static CertificateStatus certificateStatus(Wire.@Nullable Cert cert) {
        return switch (Wire.word(cert == null ? null : cert.status())) {
            case "valid" -> CertificateStatus.VALID;
            case "expired" -> CertificateStatus.EXPIRED;
            case "revoked" -> CertificateStatus.REVOKED;
            case "suspended" -> CertificateStatus.SUSPENDED;
            default -> CertificateStatus.UNKNOWN;
        };
    }

    static Map<SignatureAlgorithm, String> algorithms(Wire.@Nullable Key key) {
        return SignAlgorithms.named(key == null || key.algo() == null ? List.of() : key.algo());
    }
}
