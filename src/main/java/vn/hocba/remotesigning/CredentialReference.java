package vn.hocba.remotesigning;

/** A credential among all providers: credential ids are unique only within their provider. */
public record CredentialReference(ProviderId provider, CredentialId credential) {

    @Override
    public String toString() {
        return provider + "/" + credential;
    }
}
