package vn.hocba.verification.attacks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vn.hocba.document.UnreadableXmlException;
import vn.hocba.transcript.Slot;
import vn.hocba.verification.BothReadings;
import vn.hocba.verification.Objection;
import vn.hocba.verification.SignatureReport;
import vn.hocba.verification.SubIndication;
import vn.hocba.verification.UnsupportedShapeException;
import vn.hocba.verification.ValidationPolicy;
import vn.hocba.verification.ValidationReport;

/**
 * What is said of a file.
 *
 * @param verdict UNREADABLE, or the verdict in one word
 * @param signatures the verdict on each slot; empty for a file that is not judged
 */
record Judgement(String verdict, List<SignatureReport> signatures) {

    static Judgement of(byte[] file, ValidationPolicy policy) {
        try {
            ValidationReport report = BothReadings.validate(file, policy);
            return new Judgement(report.verdict().name(), report.signatures());
        } catch (UnreadableXmlException e) {
            return new Judgement("UNREADABLE", List.of());
        } catch (UnsupportedShapeException e) {
            return new Judgement("UNSUPPORTED", List.of());
        }
    }

    /** To be asked for after all attacks were made: timestamps were made in between. */
    static ValidationPolicy policy() {
        return new ValidationPolicy(Cast.anchors(), Cast.lists(), Instant.now());
    }

    /** Indication and sub-indication of a slot as the table of expectations has them. */
    String of(Slot slot) {
        return signatures.stream()
                .filter(signature -> signature.slot() == slot)
                .findFirst()
                .map(signature -> signature.indication() + "/"
                        + signature
                                .objection()
                                .map(Objection::subIndication)
                                .map(SubIndication::name)
                                .orElse("-"))
                .orElse("-/-");
    }

    /** Why it is refused, for people. */
    Optional<String> reason() {
        return signatures.stream()
                .flatMap(signature -> signature.objection().stream())
                .map(Objection::en)
                .findFirst();
    }
}
