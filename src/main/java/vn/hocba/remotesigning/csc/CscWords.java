package vn.hocba.remotesigning.csc;

import java.util.Map;
import java.util.Optional;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.HttpCall.Connection;
import vn.hocba.remotesigning.SigningOrder;

/** How one version of the API says what all of them can. */
sealed interface CscWords permits CscV1Words, CscV2Words {

    /** @param page where an earlier list ended */
    Object list(Optional<String> holder, Optional<String> page);

    ConsentMode consent(Wire.CredentialInfo info);

    CscMethod challengeMethod();

    Object challenge(CredentialId id, String factorId);

    /** The bytes of a request for consent; whatever the signer typed in exists nowhere else afterwards. */
    byte[] authorise(AuthorisationRequest request);

    /** Held where the service answers only when the person has decided. */
    Connection whileDeciding(AuthorisationRequest request);

    /** What the page is asked for beside what all versions call alike: the digests. */
    Map<String, String> pageDigests(AuthorisationRequest request);

    /** The activation data that a token of scope {@code credential} is. */
    String activation(String token);

    /**
     * @param signAlgorithm the credential's word for the algorithm
     * @param asynchronous whether the service is to answer before it has signed
     */
    Object sign(SigningOrder order, String signAlgorithm, boolean asynchronous);

    Object extend(SigningOrder next);
}
