package vn.hocba.sandbox.ca;

import java.util.Optional;
import org.bouncycastle.asn1.x509.CRLReason;

/** The reasons of RFC 5280 section 5.3.1 that a list can give, by the names that stand there. */
public enum RevocationReason {
    UNSPECIFIED("unspecified", CRLReason.unspecified),
    KEY_COMPROMISE("keyCompromise", CRLReason.keyCompromise),
    CA_COMPROMISE("cACompromise", CRLReason.cACompromise),
    AFFILIATION_CHANGED("affiliationChanged", CRLReason.affiliationChanged),
    SUPERSEDED("superseded", CRLReason.superseded),
    CESSATION_OF_OPERATION("cessationOfOperation", CRLReason.cessationOfOperation),
    CERTIFICATE_HOLD("certificateHold", CRLReason.certificateHold),
    PRIVILEGE_WITHDRAWN("privilegeWithdrawn", CRLReason.privilegeWithdrawn);

    private final String wireName;
    private final int code;

    RevocationReason(String wireName, int code) {
        this.wireName = wireName;
        this.code = code;
    }

    public static Optional<RevocationReason> named(String name) {
        for (RevocationReason reason : values()) {
            if (reason.wireName.equals(name)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    public String wireName() {
        return wireName;
    }

    /** The number in revocation lists and OCSP answers. */
    public int code() {
        return code;
    }
}
