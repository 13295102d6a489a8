package vn.hocba.remotesigning;

import java.util.List;

/** How the holder of a credential consents to signing (CSC v2, {@code auth}). */
public sealed interface ConsentMode {

    /**
     * The signer gives values to us, which we pass through. The service may ask on the phone as well: that shows in
     * {@link AuthorisationAnswer.Waiting}.
     *
     * @param factors what is asked for, in the service's order; at least one
     * @param combination whether all of them are needed
     */
    record Explicit(List<Factor> factors, Combination combination) implements ConsentMode {

        /** @throws IllegalArgumentException without a factor */
        public Explicit {
            if (factors.isEmpty()) {
                throw new IllegalArgumentException("explicit consent needs a factor");
            }
            factors = List.copyOf(factors);
        }
    }

    /** The service asks the signer itself, on the phone: nothing is typed in here. */
    record OutOfBand() implements ConsentMode {}

    /**
     * The signer consents on the provider's own page, in a browser that is sent there and comes back (CSC {@code oauth2code}, RFC 6749
     * section 4.1): see {@link RemoteSigningService#consentPage}.
     */
    record OnPage() implements ConsentMode {}

    /**
     * Consent that this product cannot convey; such a credential cannot be used.
     *
     * @param mode the service's word for it, for display
     */
    record Unsupported(String mode) implements ConsentMode {}

    /** How several factors go together (CSC v2, {@code auth.expression}). */
    enum Combination {
        ALL_OF,
        ONE_OF
    }
}
