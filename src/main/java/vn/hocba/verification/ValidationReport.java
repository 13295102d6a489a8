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

    /** The verdict in one word. */
    public Verdict verdict() {
        return switch (indication()) {
            case TOTAL_PASSED -> issued() ? Verdict.VALID : Verdict.INCOMPLETE;
            case TOTAL_FAILED -> Verdict.INVALID;
            case INDETERMINATE -> {
                if (signatures.isEmpty()) {
                    yield Verdict.INCOMPLETE;
                }
                yield signatures.stream()
                                .flatMap(signature -> signature.objection().stream())
                                .anyMatch(Objection::unsupported)
                        ? Verdict.UNSUPPORTED
                        : Verdict.UNDETERMINED;
            }
        };
    }

    /** Whether every slot is signed and every signature passed: the transcript is issued. */
    public boolean issued() {
        return indication() == Indication.TOTAL_PASSED && signatures.size() == Slot.values().length;
    }
}
