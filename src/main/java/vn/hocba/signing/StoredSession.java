package vn.hocba.signing;

import java.util.UUID;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.CredentialReference;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.Scal;

/**
 * A session with what never changes about it.
 *
 * @param version of the row when it was read: a write succeeds only while it is still the same
 * @param items number of digests, which is the number of signatures expected
 * @param orderSize most digests that the service takes in one order
 * @param received signatures that it has given so far: those of the first digests
 */
record StoredSession(
        RowKey key,
        UUID requestId,
        int ordinal,
        CredentialReference credential,
        SignatureAlgorithm algorithm,
        Scal scal,
        int items,
        int orderSize,
        int received,
        SigningSession state,
        long version) {

    static StoredSession of(SigningSessionEntity row) {
        return new StoredSession(
                new RowKey(row.schoolId, row.id),
                row.requestId,
                row.ordinal,
                new CredentialReference(new ProviderId(row.provider), new CredentialId(row.credentialId)),
                row.algorithm,
                row.scal,
                row.items,
                row.orderSize,
                row.received,
                SessionColumns.of(row).session(),
                row.version);
    }

    /** Digests of the order that is next or under way. */
    int order() {
        return Math.min(orderSize, items - received);
    }

    /** Whether no order follows that one. */
    boolean lastOrder() {
        return received + orderSize >= items;
    }

    /**
     * Whether the service would refuse to sign the order under way twice: because the activation data is bound to the digests
     * (SCAL 2), or because with the last order all signatures that it allows are used up.
     */
    boolean noticesRepetition() {
        return scal == Scal.SCAL2 || lastOrder();
    }

    /** @param signatures that the move brought */
    StoredSession moved(SigningSession next, int signatures) {
        return new StoredSession(
                key,
                requestId,
                ordinal,
                credential,
                algorithm,
                scal,
                items,
                orderSize,
                received + signatures,
                next,
                version + 1);
    }
}
