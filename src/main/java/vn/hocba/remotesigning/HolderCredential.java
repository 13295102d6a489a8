package vn.hocba.remotesigning;

import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure.UnknownCredential;

/**
 * A credential of a wire on which every call names the holder too: both stand in the {@link CredentialId}, as {@code holder/id}.
 *
 * @param holder the service's name of the holder
 * @param id the service's name of the credential among the holder's
 */
public record HolderCredential(String holder, String id) {

    /** @throws UnknownCredential if the id has another form: no service can know it */
    public static HolderCredential of(CredentialId id) {
        int slash = id.value().indexOf('/');
        if (slash < 1 || slash == id.value().length() - 1) {
            throw new UnknownCredential("a credential of this provider is named holder/id", null);
        }
        return new HolderCredential(id.value().substring(0, slash), id.value().substring(slash + 1));
    }

    /**
     * Both as one.
     *
     * @throws MalformedAnswer if the service named one of them so that nothing can be called by it
     */
    public CredentialId credentialId() {
        return CredentialList.id("a holder's credential", holder + "/" + id);
    }
}
