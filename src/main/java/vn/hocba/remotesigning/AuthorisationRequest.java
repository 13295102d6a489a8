package vn.hocba.remotesigning;

import java.util.List;
import java.util.Optional;
import vn.hocba.pki.DataToBeSignedRepresentation;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.SignatureAlgorithm;

/**
 * Asks the holder of a credential to consent to signing exactly these digests (CSC v2 credentials/authorize, clause 11.8).
 *
 * @param transaction our name of this request
 * @param credential whose consent is asked
 * @param digests what will be signed, in order, at least one, no two alike, all of the algorithm's digest; with SCAL 2 the
 *     authorisation is bound to them
 * @param algorithm with which they will be signed
 * @param description shown to the signer, at most 500 characters
 * @param labels shown to the signer where the service can; one label for each digest
 * @param factors what the signer typed in; {@link ConsentFactors#none()} where the service asks on the phone
 * @param challenge the service's name of the one-time password among them, if it gave one
 */
public record AuthorisationRequest(
        TransactionId transaction,
        CredentialId credential,
        List<DataToBeSignedRepresentation> digests,
        SignatureAlgorithm algorithm,
        String description,
        DisplayLabels labels,
        ConsentFactors factors,
        Optional<ChallengeId> challenge) {

    /** @throws IllegalArgumentException beyond these bounds */
    public AuthorisationRequest {
        digests = OrderedDigests.of(digests);
        if (description.length() > 500) {
            throw new IllegalArgumentException("a description has at most 500 characters");
        }
        if (labels.labels().size() != digests.size()) {
            throw new IllegalArgumentException(
                    "each digest needs its label, so that the signer sees what it stands for");
        }
    }

    /** The same, with a password that the service sent under this name. */
    public AuthorisationRequest answering(Optional<ChallengeId> sent) {
        return new AuthorisationRequest(
                transaction, credential, digests, algorithm, description, labels, factors, sent);
    }

    /** The algorithm of all digests. */
    public DigestAlgorithm digestAlgorithm() {
        return digests.getFirst().algorithm();
    }
}
