package vn.hocba.verification;

import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;
import vn.hocba.document.SecureXml;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.document.UnreadableXmlException;
import vn.hocba.pki.CertificatePath;
import vn.hocba.pki.CertificateSubject;
import vn.hocba.pki.MalformedSignatureValueException;
import vn.hocba.pki.SignatureValue;
import vn.hocba.transcript.Slot;
import vn.hocba.verification.ReadSignature.ReadReference;

/**
 * Says of each signature in a transcript whether it is to be believed, and what it covers.
 *
 * <p>Security guarantees: one parse, one tree; no DOCTYPE and nothing external; everything in a signature is on an allow-list;
 * references are resolved to the layout's own elements and never searched for; the digested bytes are made by Apache Santuario,
 * not by the code that wrote them. Checks follow the order of ETSI EN 319 102-1 section 5.3, and the first objection counts.
 */
public final class SignatureValidator {

    /** How far a signer's clock may be ahead. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final TranscriptTree tree;
    private final ValidationPolicy policy;
    private final CanonicalForms canonical = new CanonicalForms();
    private final Map<Slot, ReadSignature> read = new HashMap<>();

    private SignatureValidator(TranscriptTree tree, ValidationPolicy policy) {
        this.tree = tree;
        this.policy = policy;
    }

    /**
     * Validates all signatures of a file.
     *
     * @throws UnreadableXmlException when it is not XML that may be read
     * @throws UnsupportedShapeException when it is not a transcript of a layout that is verified here
     */
    public static ValidationReport validate(byte[] xml, ValidationPolicy policy) {
        TranscriptTree tree = new TranscriptTree(SecureXml.parse(xml));
        SignatureValidator validator = new SignatureValidator(tree, policy);
        List<SignatureReport> reports = new ArrayList<>();
        for (Slot slot : Slot.values()) {
            tree.signature(slot).ifPresent(signature -> reports.add(validator.validate(slot, signature)));
        }
        return new ValidationReport(reports);
    }

    private SignatureReport validate(Slot slot, Element element) {
        ReadSignature signature;
        try {
            signature = ReadSignature.of(element);
        } catch (Objection.Raised e) {
            return new SignatureReport(slot, "", Optional.of(e.objection()), Optional.empty());
        }
        read.put(slot, signature);
        Optional<SignatureReport.Claim> claim = Optional.empty();
        Optional<Objection> objection = Optional.empty();
        try {
            X509Certificate signer = signingCertificate(signature);
            claim = Optional.of(new SignatureReport.Claim(
                    signer,
                    CertificateSubject.of(signer),
                    signature.signingTime(),
                    signature.roles(),
                    covered(signature)));
            requireOwnProperties(signature);
            requireDigests(signature);
            requireValue(signature, signer);
            policy.algorithms()
                    .require(signature.algorithm(), signature.digests(), signer.getPublicKey(), policy.time());
            requireCoverage(slot, signature);
            requireTurn(slot);
            requireTime(signature, signer);
            SlotHolders.require(slot, signer, tree);
            SlotHolders.requireRoles(slot, signature.roles());
            CertificatePath.Verdict verdict = CertificatePath.validate(
                    signer, signature.certificates(), policy.anchors(), policy.revocations(), policy.time());
            CertificateObjections.require(verdict);
            if (verdict instanceof CertificatePath.Verdict.Trusted(CertificatePath path)) {
                policy.algorithms().require(path, policy.time());
            }
        } catch (Objection.Raised e) {
            objection = Optional.of(e.objection());
        }
        return new SignatureReport(slot, signature.id(), objection, claim);
    }

    /** The certificate that SigningCertificateV2 names; exactly one in KeyInfo may be it. */
    private static X509Certificate signingCertificate(ReadSignature signature) {
        Set<X509Certificate> named = new HashSet<>();
        for (X509Certificate certificate : signature.certificates()) {
            byte[] digest = signature.certificateDigestAlgorithm().digest(encoded(certificate));
            if (Arrays.equals(digest, signature.certificateDigest())) {
                named.add(certificate);
            }
        }
        if (named.size() != 1) {
            throw new Objection.Raised(
                    SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
                    "Không tìm thấy chứng thư số mà chữ ký đã chỉ định.",
                    "The certificate that the signature names is not there.");
        }
        return named.iterator().next();
    }

    private static List<String> covered(ReadSignature signature) {
        return signature.references().stream()
                .filter(reference -> !reference.toSignedProperties())
                .map(ReadReference::target)
                .toList();
    }

    /** The SignedProperties that were read must be those that are signed. */
    private static void requireOwnProperties(ReadSignature signature) {
        List<ReadReference> properties = signature.references().stream()
                .filter(ReadReference::toSignedProperties)
                .toList();
        String propertiesId = signature.signedProperties().getAttribute("Id");
        if (properties.size() != 1 || !properties.getFirst().target().equals(propertiesId)) {
            throw Objection.format("its SignedProperties are not signed");
        }
    }

    /** A slot's signature must cover exactly what the slot is for. */
    private void requireCoverage(Slot slot, ReadSignature signature) {
        if (!accepted(slot).contains(covered(signature))) {
            throw new Objection.Raised(
                    SubIndication.SIG_CONSTRAINTS_FAILURE,
                    "Chữ ký không bao phủ đúng phần nội dung của vị trí ký này.",
                    "The signature does not cover what its slot is for.");
        }
    }

    /** Our profile's seal covers the principal's signature value too; the bare ministry layout's does not. */
    private List<List<String>> accepted(Slot slot) {
        return switch (slot) {
            case HOMEROOM_TEACHER -> List.of(List.of(TranscriptDocument.INFORMATION_ID));
            case PRINCIPAL -> List.of(List.of(TranscriptDocument.DATA_ID));
            case SCHOOL_SEAL ->
                principalValueId()
                        .map(id ->
                                List.of(List.of(TranscriptDocument.DATA_ID, id), List.of(TranscriptDocument.DATA_ID)))
                        .orElseGet(() -> List.of(List.of(TranscriptDocument.DATA_ID)));
        };
    }

    private Optional<String> principalValueId() {
        return Optional.ofNullable(read.get(Slot.PRINCIPAL))
                .map(principal -> principal.signatureValue().getAttribute("Id"))
                .filter(id -> !id.isEmpty());
    }

    private void requireDigests(ReadSignature signature) {
        for (ReadReference reference : signature.references()) {
            Element target = tree.element(reference.target())
                    .orElseThrow(() -> new Objection.Raised(
                            SubIndication.SIGNED_DATA_NOT_FOUND,
                            "Không tìm thấy phần nội dung đã ký.",
                            "A signed element is not there."));
            byte[] digest = reference.algorithm().digest(canonical.of(target));
            if (!Arrays.equals(digest, reference.digest())) {
                throw new Objection.Raised(
                        SubIndication.HASH_FAILURE,
                        "Nội dung đã bị thay đổi sau khi ký.",
                        "What was signed has been changed since (#" + reference.target() + ").");
            }
        }
    }

    private void requireValue(ReadSignature signature, X509Certificate signer) {
        PublicKey key = signer.getPublicKey();
        boolean verifies;
        try {
            verifies = SignatureValue.fromXml(signature.algorithm(), key, signature.value())
                    .verifies(key, canonical.of(signature.signedInfo()));
        } catch (MalformedSignatureValueException e) {
            verifies = false;
        }
        if (!verifies) {
            throw new Objection.Raised(
                    SubIndication.SIG_CRYPTO_FAILURE,
                    "Giá trị chữ ký không khớp với chứng thư số.",
                    "The signature value does not verify with the certificate's key.");
        }
    }

    private void requireTurn(Slot slot) {
        for (Slot earlier : Slot.values()) {
            if (earlier.compareTo(slot) < 0 && tree.signature(earlier).isEmpty()) {
                throw new Objection.Raised(
                        SubIndication.SIG_CONSTRAINTS_FAILURE,
                        "Chữ ký đứng trước trong thứ tự ký bị thiếu.",
                        "A signature that comes before this one is missing: " + earlier + ".");
            }
        }
    }

    private void requireTime(ReadSignature signature, X509Certificate signer) {
        if (signature.signingTime().isBefore(signer.getNotBefore().toInstant().minus(CLOCK_SKEW))) {
            throw new Objection.Raised(
                    SubIndication.SIG_CONSTRAINTS_FAILURE,
                    "Thời điểm ký ở trước khi chứng thư số có hiệu lực.",
                    "The signing time lies before the certificate began.");
        }
        if (signature.signingTime().isAfter(policy.time().plus(CLOCK_SKEW))) {
            throw new Objection.Raised(
                    SubIndication.SIG_CONSTRAINTS_FAILURE,
                    "Thời điểm ký nằm trong tương lai.",
                    "The signing time lies in the future.");
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw Objection.format("unreadable certificate");
        }
    }
}
