package vn.hocba.xades;

/** The baseline levels of ETSI EN 319 132-1 section 6, by what a signature carries. */
public enum SignatureLevel {
    /** The signature as it was made. */
    BASELINE_B,
    /** With a timestamp over its value. */
    BASELINE_T,
    /** Also with the certificates and revocation data of its validation. */
    BASELINE_LT,
    /** Also with a timestamp over all of it. */
    BASELINE_LTA;

    /**
     * The level that unsigned properties make.
     *
     * @param timestamp whether there is a SignatureTimeStamp
     * @param material whether there are CertificateValues and RevocationValues
     * @param archived whether there is an ArchiveTimeStamp
     */
    public static SignatureLevel of(boolean timestamp, boolean material, boolean archived) {
        if (!timestamp) {
            return BASELINE_B;
        }
        if (!material) {
            return BASELINE_T;
        }
        return archived ? BASELINE_LTA : BASELINE_LT;
    }
}
