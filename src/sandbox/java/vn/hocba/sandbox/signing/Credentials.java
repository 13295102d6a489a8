package vn.hocba.sandbox.signing;

import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import vn.hocba.sandbox.ca.Revocation;
import vn.hocba.sandbox.ca.SandboxCa;
import vn.hocba.sandbox.people.Person;
import vn.hocba.sandbox.signing.SigningRefused.Reason;

/** Every credential of the service; new ones get a fresh key and certificate. */
public final class Credentials {

    private final SandboxCa ca;
    private final Map<String, Credential> byId = new ConcurrentSkipListMap<>();

    public Credentials(SandboxCa ca) {
        this.ca = ca;
    }

    /**
     * Makes a credential; empty when the id is taken.
     *
     * @param id null for the account's name and a number
     */
    public Optional<Credential> issue(
            Person holder, @Nullable String id, KeyAlgorithm algorithm, CredentialSettings settings) {
        String name = id == null ? holder.account() + "-" + (of(holder).size() + 1) : id;
        Credential credential = new Credential(
                name,
                holder,
                algorithm,
                () -> {
                    KeyPair pair = algorithm.generate();
                    return new Credential.KeyMaterial(pair.getPrivate(), ca.issue(name, holder, pair.getPublic()));
                },
                settings);
        return byId.putIfAbsent(name, credential) == null ? Optional.of(credential) : Optional.empty();
    }

    /** The credential; refused when there is none. */
    public Credential get(String id) {
        Credential credential = byId.get(id);
        if (credential == null) {
            throw new SigningRefused(Reason.UNKNOWN_CREDENTIAL);
        }
        return credential;
    }

    /** All credentials under a personal number or tax code, whoever's account they came with. */
    public List<Credential> heldBy(String holder) {
        return byId.values().stream()
                .filter(credential ->
                        credential.holder().holder().filter(holder::equals).isPresent())
                .toList();
    }

    public List<Credential> of(Person person) {
        return byId.values().stream()
                .filter(credential -> credential.holder().account().equals(person.account()))
                .toList();
    }

    /** Sets what the service says about the certificate; a revoked one goes on the revocation list, for good. */
    public void certificateStatus(Credential credential, CertificateStatus status) {
        if (status == CertificateStatus.REVOKED) {
            Revocation _ = ca.revoke(credential.chain().getFirst(), Revocation.now());
        }
        say(credential, status);
    }

    /** Revokes the certificate for good and gives the revocation that holds: the first one stays. */
    public Revocation revoke(Credential credential, Revocation revocation) {
        Revocation first = ca.revoke(credential.chain().getFirst(), revocation);
        say(credential, CertificateStatus.REVOKED);
        return first;
    }

    private static void say(Credential credential, CertificateStatus status) {
        credential.change(old -> new CredentialSettings(
                old.consent(),
                old.pin(),
                old.otp(),
                old.multisign(),
                old.perOrder(),
                old.scal(),
                old.approval(),
                old.enabled(),
                status,
                old.activationLife(),
                old.approvalLife(),
                old.work()));
    }
}
