package vn.hocba.pki;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * Says whether a timestamp token proves that data existed at its time: imprint, the authority's signature, its certificate's one
 * purpose and its chain (RFC 3161, ETSI EN 319 422, EN 319 102-1 section 5.4).
 *
 * @param anchors the authorities that are believed
 * @param revocations what is known of revoked certificates
 * @param policies object identifiers of the timestamp policies that are accepted; empty for any
 */
public record TimestampVerifier(TrustAnchors anchors, RevocationSource revocations, Set<String> policies) {

    /** What was found; everything but {@link Proven} names the first thing that stands against the token. */
    public sealed interface Verdict {

        /** The data existed at this time. */
        record Proven(Instant time, X509Certificate authority, CertificatePath path) implements Verdict {}

        /** It is over other data. */
        record WrongImprint() implements Verdict {}

        /** Its digest algorithm is not accepted. */
        record WeakImprint() implements Verdict {}

        /** It answers another wish. */
        record WrongNonce() implements Verdict {}

        /** It was made under a policy that is not accepted. */
        record WrongPolicy(String policy) implements Verdict {}

        /** The certificate that signed it is not there. */
        record NoSigner() implements Verdict {}

        /** The signature does not verify. */
        record SignatureBroken() implements Verdict {}

        /** The signer's certificate is not one for timestamps alone. */
        record WrongPurpose() implements Verdict {}

        /** The signer's certificate was not to be believed. */
        record Untrusted(CertificatePath.Verdict reason) implements Verdict {}
    }

    public TimestampVerifier {
        policies = Set.copyOf(policies);
    }

    /**
     * Checks the answer to a wish.
     *
     * @param time now: the authority's certificate must be valid
     */
    public Verdict verify(TimestampToken token, TimestampRequest request, Instant time) {
        if (!token.nonce().equals(Optional.of(request.nonce()))) {
            return new Verdict.WrongNonce();
        }
        boolean same = token.algorithm().equals(Optional.of(request.algorithm()))
                && Arrays.equals(token.imprint(), request.imprint());
        return same ? believed(token, List.of(), time) : new Verdict.WrongImprint();
    }

    /**
     * Checks a token found in a file.
     *
     * @param data what it should be over
     * @param others certificates that may be the authority's or lead from it to an anchor
     * @param time at which the authority's certificate must be valid: now, or a time by which the token is proven to have existed
     */
    public Verdict verify(TimestampToken token, byte[] data, Collection<X509Certificate> others, Instant time) {
        Optional<DigestAlgorithm> algorithm = token.algorithm();
        if (algorithm.isEmpty()) {
            return new Verdict.WeakImprint();
        }
        return Arrays.equals(algorithm.get().digest(data), token.imprint())
                ? believed(token, others, time)
                : new Verdict.WrongImprint();
    }

    /**
     * Checks who made a token, whatever it is over.
     *
     * @param others certificates that may be the authority's or lead from it to an anchor
     * @param time at which the authority's certificate must be valid
     */
    public Verdict believed(TimestampToken token, Collection<X509Certificate> others, Instant time) {
        if (!policies.isEmpty() && !policies.contains(token.policy())) {
            return new Verdict.WrongPolicy(token.policy());
        }
        Optional<X509Certificate> signer = token.signer(others);
        if (signer.isEmpty()) {
            return new Verdict.NoSigner();
        }
        X509Certificate authority = signer.get();
        // the purpose comes first: the library calls the signature of a certificate without it broken
        if (!CertificatePurposes.isTheOnlyOneAndCritical(authority, KeyPurposeId.id_kp_timeStamping)) {
            return new Verdict.WrongPurpose();
        }
        // likewise when the certificate was not valid at the token's own time
        if (token.time().isAfter(authority.getNotAfter().toInstant())) {
            return new Verdict.Untrusted(new CertificatePath.Verdict.Expired(
                    authority, authority.getNotAfter().toInstant(), false));
        }
        if (token.time().isBefore(authority.getNotBefore().toInstant())) {
            return new Verdict.Untrusted(new CertificatePath.Verdict.NotYetValid(
                    authority.getNotBefore().toInstant()));
        }
        if (!token.signedBy(authority)) {
            return new Verdict.SignatureBroken();
        }
        List<X509Certificate> extra = Stream.concat(token.certificates().stream(), others.stream())
                .distinct()
                .toList();
        return switch (CertificatePath.validate(authority, extra, anchors, revocations, time)) {
            case CertificatePath.Verdict.Trusted(CertificatePath path) ->
                new Verdict.Proven(token.time(), authority, path);
            case CertificatePath.Verdict reason -> new Verdict.Untrusted(reason);
        };
    }
}
