package vn.hocba.remotesigning.rssp;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.remotesigning.CertificateStatus;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.CredentialReference;
import vn.hocba.remotesigning.Factor;
import vn.hocba.remotesigning.KeyStatus;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.Scal;
import vn.hocba.remotesigning.SignAlgorithms;
import vn.hocba.remotesigning.VerificationCode;
import vn.hocba.remotesigning.WireCertificates;

/** Turns what a service says about a credential into ours; unknown words stay, as unknown. */
final class CredentialReader {

    static final String PIN = "PIN";
    static final String OTP = "OTP";

    private final ProviderId provider;

    CredentialReader(ProviderId provider) {
        this.provider = provider;
    }

    /** @throws MalformedAnswer without a readable certificate, since nobody could tell whose key it is */
    Credential read(CredentialId id, Wire.CredentialInfo info) {
        var cert = info.cert();
        var certificates = cert == null || cert.certificates() == null ? List.<String>of() : cert.certificates();
        var status = cert == null ? "" : word(cert.status());
        return new Credential(
                new CredentialReference(provider, id),
                WireCertificates.readInAnyOrder("credentials/info", certificates),
                keyStatus(info.key(), status),
                certificateStatus(status),
                List.copyOf(algorithms(info.key()).keySet()),
                Math.max(1, Objects.requireNonNullElse(info.multisign(), 1)),
                "2".equals(info.scal()) ? Scal.SCAL2 : Scal.SCAL1,
                consent(word(info.authMode())),
                VerificationCode.Rule.EXCLUSIVE_OR);
    }

    /** The profile tells of keys by the certificate's status, unless it says more. */
    private static KeyStatus keyStatus(Wire.@Nullable Key key, String certificateStatus) {
        return switch (word(key == null ? null : key.status())) {
            case "disabled" -> KeyStatus.DISABLED;
            case "enabled" -> KeyStatus.ENABLED;
            default -> certificateStatus.equals("operated") ? KeyStatus.ENABLED : KeyStatus.UNKNOWN;
        };
    }

    private static CertificateStatus certificateStatus(String status) {
        return switch (status) {
            case "operated", "valid" -> CertificateStatus.VALID;
            case "expired" -> CertificateStatus.EXPIRED;
            case "revoked" -> CertificateStatus.REVOKED;
            case "blocked", "suspended" -> CertificateStatus.SUSPENDED;
            default -> CertificateStatus.UNKNOWN;
        };
    }

    static Map<SignatureAlgorithm, String> algorithms(Wire.@Nullable Key key) {
        return SignAlgorithms.named(key == null || key.algo() == null ? List.of() : key.algo());
    }

    private static ConsentMode consent(String mode) {
        return switch (mode) {
            case "implicit/tse" -> new ConsentMode.OutOfBand();
            case "explicit/pin" -> typed(PIN, Factor.Kind.PIN, "Mã PIN", false);
            case "explicit/otp-sms" -> typed(OTP, Factor.Kind.OTP, "Mã gửi qua tin nhắn", true);
            case "explicit/otp-email" -> typed(OTP, Factor.Kind.OTP, "Mã gửi qua thư điện tử", true);
            default -> new ConsentMode.Unsupported(mode);
        };
    }

    private static ConsentMode typed(String id, Factor.Kind kind, String label, boolean needsChallenge) {
        return new ConsentMode.Explicit(
                List.of(new Factor(id, kind, Optional.of(label), Factor.Format.ALPHANUMERIC, needsChallenge)),
                ConsentMode.Combination.ALL_OF);
    }

    private static String word(@Nullable String value) {
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }
}
