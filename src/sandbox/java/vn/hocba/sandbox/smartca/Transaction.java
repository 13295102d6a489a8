package vn.hocba.sandbox.smartca;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.sandbox.signing.Credential;
import vn.hocba.sandbox.signing.Digest;
import vn.hocba.sandbox.signing.HashAlgorithm;
import vn.hocba.sandbox.signing.Outcome;
import vn.hocba.sandbox.signing.SigningCore;

/** One request for signatures, from asking to the signatures, which are made once. */
final class Transaction {

    private final Credential credential;
    private final HashAlgorithm algorithm;
    private final List<String> documents;
    private final List<Digest> digests;
    private final Outcome asked;
    private final Instant sadExpires;
    private @Nullable List<byte[]> signatures;

    Transaction(
            Credential credential,
            HashAlgorithm algorithm,
            List<String> documents,
            List<Digest> digests,
            Outcome asked,
            Instant sadExpires) {
        this.credential = credential;
        this.algorithm = algorithm;
        this.documents = documents;
        this.digests = digests;
        this.asked = asked;
        this.sadExpires = sadExpires;
    }

    Credential credential() {
        return credential;
    }

    List<String> documents() {
        return documents;
    }

    /** Signs with the data that the password and OTP gave; false for any other data, or too late. */
    synchronized boolean confirm(SigningCore core, String given) {
        if (!(asked instanceof Outcome.Granted(String sad, long _))
                || !sad.equals(given)
                || Instant.now().isAfter(sadExpires)) {
            return false;
        }
        sign(core, sad);
        return true;
    }

    /** The signatures; empty while the person decides. A refusal is thrown. */
    synchronized Optional<List<byte[]>> look(SigningCore core) {
        if (signatures == null && asked instanceof Outcome.Waiting(String handle)) {
            if (core.check(handle) instanceof Outcome.Granted(String sad, long _)) {
                sign(core, sad);
            }
        }
        return Optional.ofNullable(signatures);
    }

    /** Whether nobody can confirm it any more. */
    synchronized boolean isOver() {
        return signatures == null
                && asked instanceof Outcome.Granted
                && Instant.now().isAfter(sadExpires);
    }

    private void sign(SigningCore core, String sad) {
        if (signatures == null) {
            signatures = core.sign(credential, sad, algorithm, digests);
        }
    }
}
