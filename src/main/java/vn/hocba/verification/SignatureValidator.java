package vn.hocba.verification;

import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.document.UnreadableXmlException;
import vn.hocba.pki.CertificatePath;
import vn.hocba.pki.CertificateSubject;
import vn.hocba.pki.MalformedSignatureValueException;
import vn.hocba.pki.RevocationData;
import vn.hocba.pki.SignatureValue;
import vn.hocba.pki.ValidationMaterial;
import vn.hocba.transcript.Slot;
import vn.hocba.verification.ReadSignature.ReadReference;
import vn.hocba.xades.SignatureLevel;

/**
 * Says of each signature in a transcript whether it is to be believed, and what it covers.
 *
 * <p>Security guarantees: one reading, one tree; no DOCTYPE and nothing external; everything in a signature is on an allow-list;
 * references are resolved to the layout's own elements and never searched for; the digested bytes are the file's own where a
 * scan of the whole file proves them canonical, and made by Apache Santuario everywhere else. Checks follow the order of ETSI
 * EN 319 102-1 section 5.3, and the first objection counts.
 */
public final class SignatureValidator {

    /** How far a signer's clock may be ahead. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final TranscriptTree tree;
    private final ValidationPolicy policy;
    private final Map<Slot, ReadSignature> read = new EnumMap<>(Slot.class);
    private ValidationMaterial material = ValidationMaterial.none();

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
        return validate(TranscriptTree.of(xml), policy);
    }

    /** Validates all signatures of a file that was read. */
    static ValidationReport validate(TranscriptTree tree, ValidationPolicy policy) {
        return new SignatureValidator(tree, policy).validate();
    }

    private ValidationReport validate() {
        Map<Slot, SignatureReport> reports = new EnumMap<>(Slot.class);
        for (Slot slot : Slot.values()) {
            tree.signature(slot).ifPresent(element -> read(slot, element).ifPresent(o -> reports.put(slot, o)));
        }
        // backwards: what proves the time of a later signature proves that of the content which it covers
        for (Slot slot : List.of(Slot.values()).reversed()) {
            ReadSignature signature = read.get(slot);
            if (signature != null) {
                reports.put(slot, validate(slot, signature, coveringTime(slot, reports)));
            }
        }
        return new ValidationReport(List.copyOf(reports.values()));
    }

    /** Reads a signature; gives the report on one that is not shaped as those that are accepted. */
    private Optional<SignatureReport> read(Slot slot, XmlElement element) {
        try {
            ReadSignature signature = ReadSignature.of(element);
            read.put(slot, signature);
            material = material.plus(signature.unsigned().material())
                    .plus(new ValidationMaterial(signature.certificates(), RevocationData.none()));
            return Optional.empty();
        } catch (Objection.Raised e) {
            return Optional.of(new SignatureReport(
                    slot,
                    "",
                    SignatureLevel.BASELINE_B,
                    Optional.empty(),
                    Optional.of(e.objection()),
                    Optional.empty(),
                    Optional.empty()));
        }
    }

    /** The earliest time by which a valid signature that covers the teacher's, timestamps included, is proven to have existed. */
    private Instant coveringTime(Slot slot, Map<Slot, SignatureReport> reports) {
        return slot != Slot.HOMEROOM_TEACHER
                ? policy.time()
                : reports.values().stream()
                        .filter(report -> report.objection().isEmpty())
                        .flatMap(report -> report.provenTime().stream())
                        .min(Instant::compareTo)
                        .orElse(policy.time());
    }

    private SignatureReport validate(Slot slot, ReadSignature signature, Instant knownBy) {
        Optional<SignatureReport.Claim> claim = Optional.empty();
        Optional<Instant> proven = Optional.empty();
        Optional<Objection> objection = Optional.empty();
        List<SignatureEvidence.CheckedTimestamp> timestamps = new ArrayList<>();
        Optional<SignatureEvidence.CheckedPath> checkedPath = Optional.empty();
        ConsultedRevocations revocations = new ConsultedRevocations(policy, material.revocations());
        try {
            X509Certificate signer = signingCertificate(signature);
            Optional<CertificateSubject> holder = CertificateSubject.of(signer);
            claim = Optional.of(new SignatureReport.Claim(
                    signer, holder, signature.signingTime(), signature.roles(), covered(signature)));
            requireOwnProperties(signature);
            requireDigests(signature);
            requireValue(signature, signer);
            // those never believed here, those past their end once the proven time is known
            requireAlgorithms(signature, signer, Instant.MIN);
            requireCoverage(slot, signature);
            requireTurn(slot);
            requirePast(signature);
            SlotHolders.require(slot, holder, tree);
            SlotHolders.requireRoles(slot, signature.roles());
            proven = new ProofOfExistence(policy, tree::element, revocations, material.certificates())
                    .of(signature, knownBy, timestamps::add);
            Instant time = proven.orElse(knownBy);
            requireOrder(signature, time);
            requireAlgorithms(signature, signer, time);
            CertificatePath.Verdict verdict =
                    CertificatePath.validate(signer, material.certificates(), policy.anchors(), revocations, time);
            CertificateObjections.require(verdict);
            requireAfterIssue(signature, signer);
            if (verdict instanceof CertificatePath.Verdict.Trusted(CertificatePath path)) {
                checkedPath = Optional.of(new SignatureEvidence.CheckedPath(path, time));
                policy.algorithms().require(path, time);
            }
        } catch (Objection.Raised e) {
            objection = Optional.of(e.objection());
        }
        SignatureEvidence evidence = new SignatureEvidence(
                signature.algorithm(),
                signature.references().stream()
                        .map(reference -> new SignatureEvidence.SignedElement(
                                reference.target(), reference.algorithm(), reference.toSignedProperties()))
                        .toList(),
                checkedPath,
                timestamps,
                revocations.consulted());
        return new SignatureReport(
                slot, signature.id(), signature.unsigned().level(), proven, objection, claim, Optional.of(evidence));
    }

    private void requireAlgorithms(ReadSignature signature, X509Certificate signer, Instant time) {
        policy.algorithms().require(signature.algorithm(), signature.digests(), signer.getPublicKey(), time);
    }

    private static void requireOrder(ReadSignature signature, Instant existedBy) {
        if (signature.signingTime().isAfter(existedBy.plus(CLOCK_SKEW))) {
            throw new Objection.Raised(
                    SubIndication.TIMESTAMP_ORDER_FAILURE,
                    "Thời điểm ký được khai sau dấu thời gian.",
                    "The claimed signing time is later than a timestamp over the signature.");
        }
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
        X509Certificate certificate = named.iterator().next();
        if (signature.issuerAndSerial().filter(is -> !is.names(certificate)).isPresent()) {
            throw new Objection.Raised(
                    SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
                    "Chữ ký ghi tổ chức cấp hoặc số sê-ri của một chứng thư số khác.",
                    "The signature names the issuer or serial number of another certificate.");
        }
        return certificate;
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
        String propertiesId = signature.signedProperties().attribute("Id");
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
                .map(principal -> principal.signatureValue().attribute("Id"))
                .filter(id -> !id.isEmpty());
    }

    private void requireDigests(ReadSignature signature) {
        for (ReadReference reference : signature.references()) {
            CanonicalPart target = tree.element(reference.target())
                    .orElseThrow(() -> new Objection.Raised(
                            SubIndication.SIGNED_DATA_NOT_FOUND,
                            "Không tìm thấy phần nội dung đã ký.",
                            "A signed element is not there."));
            byte[] digest = target.digest(reference.algorithm());
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
                    .verifies(key, signature.signedInfo().canonicalForm());
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

    private static void requireAfterIssue(ReadSignature signature, X509Certificate signer) {
        if (signature.signingTime().isBefore(signer.getNotBefore().toInstant().minus(CLOCK_SKEW))) {
            throw new Objection.Raised(
                    SubIndication.SIG_CONSTRAINTS_FAILURE,
                    "Thời điểm ký ở trước khi chứng thư số có hiệu lực.",
                    "The signing time lies before the certificate began.");
        }
    }

    private void requirePast(ReadSignature signature) {
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
