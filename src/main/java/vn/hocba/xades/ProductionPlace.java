package vn.hocba.xades;

/**
 * Where the signer claims to sign (SignatureProductionPlaceV2, ETSI EN 319 132-1 section 5.2.5).
 *
 * @param city the school's place, as written before the date
 * @param country ISO 3166-1 code of two letters
 */
public record ProductionPlace(String city, String country) {

    /** A place in Viet Nam. */
    public static ProductionPlace inVietNam(String city) {
        return new ProductionPlace(city, "VN");
    }
}
