package vn.hocba.xades;

import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.SigningCertificate;
import vn.hocba.transcript.Slot;

/**
 * Everything that a signature says besides what it signs.
 *
 * @param slot where it stands; decides what it covers
 * @param certificate the signer's, and its intermediates
 * @param algorithm of the signature value; its digest is used throughout
 * @param signingTime claimed time, kept to the second
 * @param signatureId {@code Id} of the {@code ds:Signature}; others are derived from it; unique in the document
 * @param role claimed role in words, as it is shown: {@code Giáo viên chủ nhiệm}, {@code Phó Hiệu trưởng}
 * @param place claimed place
 * @param sealCoversPrincipal whether the seal also references the principal's signature value; without it the layout is the
 *     ministry's bare one
 */
public record SignatureProfile(
        Slot slot,
        SigningCertificate certificate,
        SignatureAlgorithm algorithm,
        Instant signingTime,
        String signatureId,
        String role,
        Optional<ProductionPlace> place,
        boolean sealCoversPrincipal) {

    private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,79}");

    /** @throws IllegalArgumentException when the id is no XML name or the algorithm is not one of the certificate's key */
    public SignatureProfile {
        if (!ID.matcher(signatureId).matches()) {
            throw new IllegalArgumentException("not an id for a signature: " + signatureId);
        }
        boolean fits = switch (algorithm.key()) {
            case RSA -> certificate.certificate().getPublicKey() instanceof RSAPublicKey;
            case EC -> certificate.certificate().getPublicKey() instanceof ECPublicKey;
        };
        if (!fits) {
            throw new IllegalArgumentException("the certificate's key cannot make " + algorithm);
        }
        signingTime = signingTime.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The usual profile: the id is the slot's name in the layout, the seal covers the principal's signature value. */
    public static SignatureProfile of(
            Slot slot,
            SigningCertificate certificate,
            SignatureAlgorithm algorithm,
            Instant signingTime,
            String role,
            ProductionPlace place) {
        return new SignatureProfile(
                slot,
                certificate,
                algorithm,
                signingTime,
                "signature-" + slotName(slot),
                role,
                Optional.of(place),
                true);
    }

    /** What the layout calls the slot; also its first claimed role. */
    public static String slotName(Slot slot) {
        return switch (slot) {
            case HOMEROOM_TEACHER -> "GVCN";
            case PRINCIPAL -> "CBQL";
            case SCHOOL_SEAL -> "KY_PHAT_HANH";
        };
    }
}
