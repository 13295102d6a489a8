package vn.hocba.verification;

import java.util.List;
import java.util.Optional;
import vn.hocba.transcript.Slot;

/**
 * The verdict on a transcript.
 *
 * @param signatures in the order of the slots; only filled slots
 */
public record ValidationReport(List<SignatureReport> signatures) {

    public ValidationReport {
        signatures = List.copyOf(signatures);
    }

    /** The worst of its signatures; INDETERMINATE when there is none. */
    public Indication indication() {
        return signatures.stream()
                .map(SignatureReport::indication)
                .reduce(Indication::and)
                .orElse(Indication.INDETERMINATE);
    }

    /** Why, by the first signature that has the document's indication. */
    public Optional<SubIndication> subIndication() {
        return signatures.stream()
                .filter(signature -> signature.indication() == indication())
                .findFirst()
                .flatMap(SignatureReport::objection)
                .map(Objection::subIndication);
    }

    /** Whether every slot is signed and every signature passed: the transcript is issued. */
    public boolean issued() {
        return indication() == Indication.TOTAL_PASSED && signatures.size() == Slot.values().length;
    }
}
