package vn.hocba.remotesigning;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import vn.hocba.pki.DataToBeSignedRepresentation;
import vn.hocba.pki.SignatureAlgorithm;

/**
 * Has digests signed under an authorisation (CSC v2 signatures/signHash, clause 11.13).
 *
 * @param credential whose key signs
 * @param sad the authorisation; with SCAL 2 it must have been given for these digests
 * @param digests in order; at least one, no two alike, one algorithm
 * @param algorithm the signature algorithm, one of the credential's
 * @param mode whether the answer carries the signatures or a handle
 * @param callback where the service may say that the signatures are there, if the wire has that; a hint to ask, no more
 */
public record SigningOrder(
        CredentialId credential,
        SignatureActivationData sad,
        List<DataToBeSignedRepresentation> digests,
        SignatureAlgorithm algorithm,
        Mode mode,
        Optional<URI> callback) {

    /** The wait for the service's hardware (CSC v2, {@code operationMode}). */
    public enum Mode {
        /** Mode S: the answer carries the signatures. */
        SYNCHRONOUS,
        /** Mode A: the answer carries a {@link ResponseId}. A service without mode A signs at once instead. */
        ASYNCHRONOUS
    }

    /** Without a callback. */
    public SigningOrder(
            CredentialId credential,
            SignatureActivationData sad,
            List<DataToBeSignedRepresentation> digests,
            SignatureAlgorithm algorithm,
            Mode mode) {
        this(credential, sad, digests, algorithm, mode, Optional.empty());
    }

    /** @throws IllegalArgumentException beyond these bounds */
    public SigningOrder {
        digests = OrderedDigests.of(digests);
    }
}
