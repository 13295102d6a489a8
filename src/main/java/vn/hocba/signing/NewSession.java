package vn.hocba.signing;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.remotesigning.CredentialReference;
import vn.hocba.remotesigning.Scal;
import vn.hocba.remotesigning.VerificationCode;

/**
 * A session that is about to be stored.
 *
 * @param consent the {@link SigningRequestView.Consent} as JSON
 * @param orderSize most digests that the service takes in one order
 * @param dueAt when the dispatcher may start it; null if the signer starts it, or an earlier session of the request does
 * @param items in the order of their digests
 */
record NewSession(
        UUID id,
        int ordinal,
        CredentialReference credential,
        SignatureAlgorithm algorithm,
        Scal scal,
        String consent,
        VerificationCode code,
        int orderSize,
        SessionColumns.StateName state,
        @Nullable Instant dueAt,
        Instant createdAt,
        List<NewItem> items) {

    /** A prepared signature in full, from which those of the items differ little. */
    byte[] prepared() {
        return items.getFirst().prepared();
    }
}
