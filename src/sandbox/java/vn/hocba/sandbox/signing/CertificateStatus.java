package vn.hocba.sandbox.signing;

import java.util.Locale;
import java.util.Optional;

/** What the service says about a credential's certificate. */
public enum CertificateStatus {
    VALID,
    EXPIRED,
    REVOKED,
    SUSPENDED;

    public static Optional<CertificateStatus> named(String name) {
        for (CertificateStatus status : values()) {
            if (status.wireName().equals(name)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
