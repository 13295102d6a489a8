package vn.hocba.verification;

import java.io.ByteArrayOutputStream;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import vn.hocba.pki.CertificatePath;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.RevocationSource;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.TimestampToken;
import vn.hocba.pki.TimestampVerifier;
import vn.hocba.pki.TimestampVerifier.Verdict;
import vn.hocba.verification.ReadSignature.ReadReference;
import vn.hocba.verification.SignatureEvidence.CheckedPath;
import vn.hocba.verification.SignatureEvidence.CheckedTimestamp;
import vn.hocba.verification.SignatureEvidence.TimestampKind;
import vn.hocba.verification.UnsignedProperties.ArchiveTimestamp;
import vn.hocba.verification.UnsignedProperties.Property;
import vn.hocba.verification.UnsignedProperties.SignatureTimestamp;

/**
 * The earliest time at which a signature is proven to have existed (ETSI EN 319 102-1 sections 5.5 and 5.6). Goes back in time:
 * the newest timestamp is validated first, each older one at the time that the next newer one proves. A timestamp that stands
 * there and does not verify is an objection; it is never passed over.
 */
final class ProofOfExistence {

    private final AlgorithmPolicy algorithms;
    private final Function<String, Optional<CanonicalPart>> elements;
    private final TimestampVerifier verifier;
    private final List<X509Certificate> embedded;

    /**
     * @param elements of the file, by {@code Id}
     * @param revocations the policy's and those that the file carries
     * @param embedded certificates that the file carries
     */
    ProofOfExistence(
            ValidationPolicy policy,
            Function<String, Optional<CanonicalPart>> elements,
            RevocationSource revocations,
            List<X509Certificate> embedded) {
        this.algorithms = policy.algorithms();
        this.elements = elements;
        this.verifier = new TimestampVerifier(policy.anchors(), revocations, Set.of());
        this.embedded = embedded;
    }

    /**
     * The time by which the signature existed; empty when it bears no timestamp.
     *
     * @param knownBy the time of validation, or an earlier one by which the signature with its timestamps is known to have existed
     * @param held told of each timestamp that holds
     * @throws Objection.Raised when a timestamp does not hold
     */
    Optional<Instant> of(ReadSignature signature, Instant knownBy, Consumer<CheckedTimestamp> held) {
        List<Property> properties = signature.unsigned().properties();
        Optional<Instant> proven = Optional.empty();
        for (int i = properties.size() - 1; i >= 0; i--) {
            Instant at = proven.orElse(knownBy);
            switch (properties.get(i)) {
                case ArchiveTimestamp(XmlElement element, TimestampToken token) ->
                    proven = Optional.of(require(
                            token,
                            archived(signature, properties.subList(0, i)),
                            at,
                            path -> held.accept(new CheckedTimestamp(TimestampKind.ARCHIVE, token.time(), path))));
                case SignatureTimestamp(XmlElement element, TimestampToken token) ->
                    proven = Optional.of(require(
                            token,
                            signature.signatureValue().canonicalForm(),
                            at,
                            path -> held.accept(new CheckedTimestamp(TimestampKind.SIGNATURE, token.time(), path))));
                case UnsignedProperties.Certificates certificates -> {}
                case UnsignedProperties.Revocations revocations -> {}
                case UnsignedProperties.TimestampMaterial material -> {}
            }
        }
        return proven;
    }

    private Instant require(TimestampToken token, byte[] data, Instant at, Consumer<CheckedPath> held) {
        return switch (verifier.verify(token, data, embedded, at)) {
            case Verdict.Proven(Instant time, X509Certificate authority, CertificatePath path) -> {
                if (time.isAfter(at)) {
                    throw raised(
                            SubIndication.TIMESTAMP_ORDER_FAILURE,
                            "Các dấu thời gian không đúng thứ tự.",
                            "A timestamp states a time after that at which it existed already.");
                }
                SignatureAlgorithm algorithm = token.signatureAlgorithm()
                        .orElseThrow(() -> AlgorithmPolicy.objection(
                                SubIndication.CRYPTO_CONSTRAINTS_FAILURE, "the signature of a timestamp"));
                Set<DigestAlgorithm> digests = EnumSet.of(algorithm.digest());
                token.algorithm().ifPresent(digests::add);
                algorithms.require(algorithm, digests, authority.getPublicKey(), at);
                algorithms.require(path, at);
                held.accept(new CheckedPath(path, at));
                yield time;
            }
            case Verdict.WrongImprint wrong ->
                throw raised(
                        SubIndication.HASH_FAILURE,
                        "Dấu thời gian không thuộc về chữ ký này.",
                        "A timestamp is over something else than this signature.");
            case Verdict.WeakImprint weak ->
                throw raised(
                        SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
                        "Dấu thời gian dùng thuật toán không được chấp nhận.",
                        "A timestamp's digest algorithm is not accepted.");
            case Verdict.SignatureBroken broken ->
                throw raised(
                        SubIndication.SIG_CRYPTO_FAILURE,
                        "Chữ ký của dấu thời gian không hợp lệ.",
                        "A timestamp's own signature does not verify.");
            case Verdict.WrongPurpose purpose ->
                throw raised(
                        SubIndication.CHAIN_CONSTRAINTS_FAILURE,
                        "Chứng thư số của dấu thời gian không được phép cấp dấu thời gian.",
                        "The certificate behind a timestamp is not one for timestamps.");
            case Verdict.NoSigner none ->
                throw raised(
                        SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
                        "Không tìm thấy chứng thư số của dấu thời gian.",
                        "The certificate behind a timestamp is not there.");
            case Verdict.WrongNonce nonce -> throw new IllegalStateException("a file bears no nonce to compare");
            case Verdict.WrongPolicy(String oid) ->
                throw raised(
                        SubIndication.SIG_CONSTRAINTS_FAILURE,
                        "Dấu thời gian được cấp theo chính sách không được chấp nhận.",
                        "A timestamp was made under the policy " + oid + ", which is not accepted.");
            case Verdict.Untrusted(CertificatePath.Verdict reason) -> {
                CertificateObjections.require(reason, "Dấu thời gian: ", "A timestamp: ");
                throw new IllegalStateException("an untrusted certificate without a reason");
            }
        };
    }

    /** What an archive timestamp is over (EN 319 132-1 section 5.5.2.2); there are no ds:Objects but the properties' own. */
    private byte[] archived(ReadSignature signature, List<Property> before) {
        List<CanonicalPart> parts = new ArrayList<>();
        for (ReadReference reference : signature.references()) {
            parts.add(elements.apply(reference.target()).orElseThrow(() -> Objection.format("a reference to nothing")));
        }
        parts.add(signature.signedInfo());
        parts.add(signature.signatureValue());
        parts.add(signature.keyInfo());
        before.forEach(property -> parts.add(property.element()));
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        parts.forEach(part -> data.writeBytes(part.canonicalForm()));
        return data.toByteArray();
    }

    private static Objection.Raised raised(SubIndication subIndication, String vi, String en) {
        return new Objection.Raised(subIndication, vi, en);
    }
}
