package vn.hocba.signing;

import java.util.UUID;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.remotesigning.CredentialReference;

/**
 * A session with what never changes about it.
 *
 * @param version of the row when it was read: a write succeeds only while it is still the same
 * @param items number of digests, which is the number of signatures expected
 */
record StoredSession(
        RowKey key,
        UUID requestId,
        int ordinal,
        CredentialReference credential,
        SignatureAlgorithm algorithm,
        int items,
        SigningSession state,
        long version) {

    StoredSession moved(SigningSession next) {
        return new StoredSession(key, requestId, ordinal, credential, algorithm, items, next, version + 1);
    }
}
