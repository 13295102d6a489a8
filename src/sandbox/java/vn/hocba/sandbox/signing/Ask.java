package vn.hocba.sandbox.signing;

import java.util.List;
import java.util.Map;

/**
 * A request for consent.
 *
 * @param numSignatures how many signatures are asked for
 * @param digests in the order that the verification code is made of; empty only under SCAL 1
 * @param description free text of at most 500 characters
 * @param shown what the person sees beside it
 * @param code how the phone derives the code that it shows
 * @param factors factor id to what the person entered; never kept
 */
public record Ask(
        int numSignatures,
        List<Digest> digests,
        String description,
        Shown shown,
        VerificationCode code,
        Map<String, String> factors) {

    public Ask {
        digests = List.copyOf(digests);
        factors = Map.copyOf(factors);
    }

    @Override
    public String toString() {
        return "Ask[" + numSignatures + " signatures]";
    }
}
