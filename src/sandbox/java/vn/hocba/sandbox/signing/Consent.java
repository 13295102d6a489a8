package vn.hocba.sandbox.signing;

import java.util.Optional;

/** How the holder agrees to the use of a key. */
public enum Consent {
    PIN("PIN"),
    PIN_AND_OTP("PIN+OTP"),
    /** a one-time password by text message alone */
    OTP("OTP"),
    /** a one-time password by mail alone */
    OTP_BY_EMAIL("OTP-EMAIL"),
    /** approves on the phone, which answers later */
    PHONE("PHONE"),
    /** on the service's own page in a browser, to which the relying party sends the person */
    PAGE("PAGE");

    private final String wireName;

    Consent(String wireName) {
        this.wireName = wireName;
    }

    public static Optional<Consent> named(String name) {
        for (Consent consent : values()) {
            if (consent.wireName.equals(name)) {
                return Optional.of(consent);
            }
        }
        return Optional.empty();
    }

    public String wireName() {
        return wireName;
    }
}
