package vn.hocba.sandbox.signing;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vn.hocba.sandbox.people.Person;
import vn.hocba.sandbox.signing.PhoneApproval.Decision;
import vn.hocba.sandbox.signing.SigningRefused.Reason;

/**
 * Consent, activation data and signatures, the same for every wire.
 *
 * <p>Guarantees: no signature without a consent of the holder; under SCAL 2 only over digests that the consent was asked
 * for, each at most once; never more than the consent's number; activation data ends when spent or expired.
 */
public final class SigningCore {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private final SecureRandom random = new SecureRandom();
    private final Map<String, PhoneApproval> approvals = new ConcurrentHashMap<>();
    private final Map<String, Activation> activations = new ConcurrentHashMap<>();
    private final PendingSignatures pendingSignatures = new PendingSignatures();
    private final Counters counters;
    private final Approval defaultApproval;

    public SigningCore(Counters counters, Approval defaultApproval) {
        this.counters = counters;
        this.defaultApproval = defaultApproval;
    }

    /** Asks the holder for consent: decided at once with factors, later where a phone decides. */
    public Outcome ask(Credential credential, Ask ask) {
        CredentialSettings settings = credential.settings();
        if (settings.consent() == Consent.PAGE) {
            throw new SigningRefused(Reason.UNKNOWN_CREDENTIAL);
        }
        requirePossible(settings, ask);
        counters.asked(credential);
        forgetOld();
        return switch (settings.consent()) {
            case PIN, PIN_AND_OTP, OTP, OTP_BY_EMAIL -> {
                credential.check(ask.factors());
                counters.askedAbout(credential, ask.digests());
                counters.consent(credential, null, ask);
                yield grant(credential, ask.numSignatures(), ask.digests());
            }
            case PHONE, PAGE -> new Outcome.Waiting(question(credential, ask).handle());
        };
    }

    /** Whether the request could be granted at all. */
    private static void requirePossible(CredentialSettings settings, Ask ask) {
        if (!settings.enabled()) {
            throw new SigningRefused(Reason.CREDENTIAL_DISABLED);
        }
        if (ask.numSignatures() > settings.multisign()) {
            throw new SigningRefused(Reason.TOO_MANY_SIGNATURES);
        }
    }

    private PhoneApproval question(Credential credential, Ask ask) {
        counters.askedAbout(credential, ask.digests());
        PhoneApproval approval = new PhoneApproval(
                secret(),
                credential,
                ask,
                approvalOf(credential),
                approved -> counters.consent(credential, approved.handle(), ask));
        approvals.put(approval.handle(), approval);
        return approval;
    }

    private Approval approvalOf(Credential credential) {
        return credential.settings().approval().orElse(defaultApproval);
    }

    /** Refuses what could not be granted; of a credential whose holder decides on the service's page. */
    public void requirePossibleOnPage(Credential credential, Ask ask) {
        if (credential.settings().consent() != Consent.PAGE) {
            throw new SigningRefused(Reason.UNKNOWN_CREDENTIAL);
        }
        requirePossible(credential.settings(), ask);
    }

    /** Shows the holder a question on the service's page; what was decided is told by {@link #check}. */
    public PhoneApproval askOnPage(Credential credential, Ask ask) {
        requirePossibleOnPage(credential, ask);
        counters.asked(credential);
        forgetOld();
        return question(credential, ask);
    }

    /** Whether nobody needs to look at a page: the credential is set to be approved or refused by itself. */
    public boolean decidesAlone(Credential credential) {
        return switch (approvalOf(credential)) {
            case AUTO, REFUSE -> true;
            case MANUAL, IGNORE, UNREADY -> false;
        };
    }

    /** Ends activation data; false when there is none such. */
    public boolean revoke(String sad) {
        return activations.remove(sad) != null;
    }

    /** Where a question on the phone stands. A grant can be fetched again while it lasts. */
    public Outcome check(String handle) {
        PhoneApproval approval = approval(handle).orElseThrow(() -> new SigningRefused(Reason.UNKNOWN_HANDLE));
        Optional<Decision> decision = approval.decision();
        if (decision.isEmpty()) {
            if (approval.isExpired()) {
                throw new SigningRefused(Reason.APPROVAL_EXPIRED);
            }
            return new Outcome.Waiting(handle);
        }
        return switch (decision.get()) {
            case Decision.Refused(String reason) -> throw new SigningRefused(Reason.APPROVAL_REFUSED, reason);
            case Decision.Approved() -> approved(approval);
        };
    }

    private Outcome approved(PhoneApproval approval) {
        synchronized (approval) {
            if (approval.sad().isEmpty()) {
                Outcome.Granted granted = grant(
                        approval.credential(),
                        approval.ask().numSignatures(),
                        approval.ask().digests());
                approval.granted(granted.sad());
                return granted;
            }
        }
        String sad = approval.sad().get();
        Activation activation = activations.get(sad);
        if (activation == null) {
            throw new SigningRefused(Reason.UNKNOWN_HANDLE);
        }
        return new Outcome.Granted(sad, secondsUntil(activation.expires()));
    }

    /** As {@link #check}, but waits until the person has decided, or refused, or time is up. */
    public Outcome.Granted awaitDecision(Outcome outcome) {
        Outcome latest = outcome;
        while (latest instanceof Outcome.Waiting(String handle)) {
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopping", stopping);
            }
            latest = check(handle);
        }
        return (Outcome.Granted) latest;
    }

    public Optional<PhoneApproval> approval(String handle) {
        return Optional.ofNullable(approvals.get(handle));
    }

    /** The open questions on a person's phone, the newest first: that is the one somebody is waiting at a screen for. */
    public List<PhoneApproval> pending(Person person) {
        return approvals.values().stream()
                .filter(approval -> approval.credential().holder().account().equals(person.account()))
                .filter(approval -> approval.credential().settings().consent() != Consent.PAGE)
                .filter(approval -> approval.decision().isEmpty() && !approval.isExpired())
                .sorted(Comparator.comparing(PhoneApproval::asked).reversed())
                .toList();
    }

    /** Takes the person's decision; false when it comes too late. */
    public boolean decide(PhoneApproval approval, Decision decision) {
        return approval.decide(decision);
    }

    /** Replaces activation data by new data for further digests, without asking the person again. */
    public Outcome.Granted extend(Credential credential, String sad, List<Digest> digests) {
        Activation activation = activation(credential, sad);
        if (digests.size() > activation.remaining()) {
            throw new SigningRefused(Reason.DIGEST_NOT_AUTHORISED);
        }
        int left = activation.surrender();
        activations.remove(sad);
        return grant(credential, left, digests);
    }

    /** Signs every digest, in order, or none. */
    public List<byte[]> sign(Credential credential, String sad, HashAlgorithm algorithm, List<Digest> digests) {
        CredentialSettings settings = credential.settings();
        if (!settings.enabled()) {
            throw new SigningRefused(Reason.CREDENTIAL_DISABLED);
        }
        if (digests.size() > settings.perOrder()) {
            throw new SigningRefused(Reason.TOO_MANY_SIGNATURES);
        }
        Activation activation = activation(credential, sad);
        if (settings.certificateStatus() != CertificateStatus.VALID) {
            throw new SigningRefused(
                    Reason.CERTIFICATE_NOT_VALID,
                    "O=" + credential.holder().organisationName() + ",CN="
                            + credential.holder().name());
        }
        activation.take(digests);
        if (activation.remaining() == 0) {
            activations.remove(sad);
        }
        counters.signed(credential, digests);
        return digests.stream()
                .map(digest -> KeyOperation.sign(credential, algorithm, digest))
                .toList();
    }

    /** As {@link #sign}, but the signatures are fetched later under the id that is returned. */
    public String submit(
            Credential credential, String sad, HashAlgorithm algorithm, List<Digest> digests, Duration validity) {
        List<byte[]> signatures = sign(credential, sad, algorithm, digests);
        String id = secret();
        pendingSignatures.put(id, credential, signatures, validity);
        return id;
    }

    /** What was submitted under the id; empty when the id is unknown or no longer kept. */
    public Optional<PendingSignatures.Job> result(String id) {
        return pendingSignatures.get(id);
    }

    private Activation activation(Credential credential, String sad) {
        return Optional.ofNullable(activations.get(sad))
                .filter(found -> found.credential() == credential)
                .orElseThrow(() -> new SigningRefused(Reason.INVALID_ACTIVATION));
    }

    private Outcome.Granted grant(Credential credential, int numSignatures, List<Digest> digests) {
        Duration life = credential.settings().activationLife();
        Instant expires = Instant.now().plus(life);
        String sad = secret();
        activations.put(sad, new Activation(credential, numSignatures, digests, expires));
        return new Outcome.Granted(sad, life.toSeconds());
    }

    /** Keeps what ended for a day, so that its caller learns how it ended, and no longer. */
    private void forgetOld() {
        Instant dayAgo = Instant.now().minus(Duration.ofDays(1));
        approvals.values().removeIf(approval -> approval.expires().isBefore(dayAgo));
        activations.values().removeIf(activation -> activation.expires().isBefore(dayAgo));
    }

    private static long secondsUntil(Instant time) {
        return Math.max(0, Duration.between(Instant.now(), time).toSeconds());
    }

    private String secret() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
