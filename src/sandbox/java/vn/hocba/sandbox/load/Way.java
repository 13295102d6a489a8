package vn.hocba.sandbox.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.hocba.sandbox.signing.Consent;

/**
 * How somebody signs: over which wire, and by which consent.
 *
 * @param provider as the API's configuration calls the service
 * @param scal 2: a consent is for certain digests; 1: for as many
 * @param perOrder most digests that the service takes in one order
 */
record Way(String provider, Dialect dialect, Consent consent, int scal, int perOrder) {

    static final String PIN = "246810";
    static final String OTP = "135790";

    /** Fewer than a class has pupils. */
    static final int DIGESTS_IN_AN_ORDER = 5;

    static final int MANY = 2000;

    /** In this order, which lets the people of two schools meet all wires. */
    static final List<Way> ALL = List.of(
            of(Dialect.CSC_V2, Consent.PIN),
            of(Dialect.RSSP, Consent.PHONE),
            of(Dialect.SMARTCA, Consent.PHONE),
            of(Dialect.CSC_V1, Consent.PHONE),
            of(Dialect.MYSIGN, Consent.PHONE),
            of(Dialect.CSC_V2, Consent.PHONE),
            of(Dialect.RSSP, Consent.PIN),
            of(Dialect.SMARTCA_TYPED, Consent.PIN_AND_OTP),
            of(Dialect.CSC_V1, Consent.PIN, 1));

    private static Way of(Dialect dialect, Consent consent) {
        return of(dialect, consent, 2);
    }

    private static Way of(Dialect dialect, Consent consent, int scal) {
        int perOrder = dialect.takesSeveralOrders() ? DIGESTS_IN_AN_ORDER : MANY;
        return new Way(dialect.provider(), dialect, consent, scal, perOrder);
    }

    boolean onPhone() {
        return consent == Consent.PHONE;
    }

    /** A credential for it, as the sandbox's control API takes it. */
    Map<String, Object> credential() {
        Map<String, Object> credential = new LinkedHashMap<>(peace());
        credential.remove("unlock");
        credential.put("algorithm", "P-256");
        credential.put("consent", consent.wireName());
        credential.put("otp", OTP);
        credential.put("multisign", MANY);
        credential.put("perOrder", perOrder);
        credential.put("scal", scal);
        return credential;
    }

    /** What sets a credential right again, as that API takes it. */
    Map<String, Object> peace() {
        return Map.of(
                "approve",
                "auto",
                "approvalSeconds",
                900,
                "sadSeconds",
                // what was typed in and never confirmed is over soon
                dialect == Dialect.SMARTCA_TYPED ? 5 : 3600,
                "pin",
                PIN,
                "unlock",
                true,
                "status",
                "valid");
    }
}
