package vn.hocba.draft;

import java.util.Optional;
import vn.hocba.transcript.Slot;

/**
 * Where a transcript stands in its life, from the first entry to the issued document. A transition is a method of the state it
 * leaves; it answers with the next state or with the reason why this state does not allow it. Storage writes the next state only
 * when the row still has the version that was read.
 *
 * <pre>
 * Draft ──lock──▶ Locked ──beginSigning──▶ InSigning ──slotSigned (last slot)──▶ Issued
 *   ▲                │ ▲                     │ ▲ │ │
 *   ├────unlock──────┘ └──release, unsigned──┘ │ │ │
 *   │                              settled ────┤ │ │
 *   │                               Settling ◀─┼─┘ slotSigned, whose level is awaited
 *   └──────────────────returnToDraft───────────┴───┘
 * </pre>
 */
public sealed interface TranscriptState {

    /** What a transition comes to. */
    sealed interface Step {
        /** The transition is allowed and leads here. */
        record To(TranscriptState state) implements Step {}

        /** The transition is not allowed; nothing changes. */
        record Refused(Refusal reason) implements Step {}
    }

    /** The name under which the state is stored and shown. */
    Code code();

    /** Whose signature is next; empty while nobody can sign. */
    default Optional<Slot> awaiting() {
        return Optional.empty();
    }

    /** Whether a signing request of this slot could take hold of the transcript now. */
    default boolean isFreeFor(Slot slot) {
        return switch (this) {
            case Locked locked -> slot == Slot.HOMEROOM_TEACHER;
            case InSigning(Slot next, Optional<ClaimId> claim) -> slot == next && claim.isEmpty();
            case Draft draft -> false;
            case Settling settling -> false;
            case Issued issued -> false;
        };
    }

    /** The signing request that holds the transcript, which nothing else may then touch. */
    default Optional<ClaimId> claim() {
        return Optional.empty();
    }

    /** Fixes the content, which becomes the next locked revision. */
    default Step lock() {
        return new Step.Refused(Refusal.ALREADY_LOCKED);
    }

    /** Opens a locked transcript again before anybody began to sign it. */
    default Step unlock() {
        return new Step.Refused(Refusal.NOT_LOCKED);
    }

    /** Gives a transcript that waits for a signer back to the homeroom teacher; signatures made so far count no more. */
    default Step returnToDraft() {
        return new Step.Refused(Refusal.NOT_LOCKED);
    }

    /** Lets a signing request take hold of the transcript for one slot. */
    default Step beginSigning(Slot slot, ClaimId by) {
        return new Step.Refused(Refusal.NOT_LOCKED);
    }

    /** Ends the hold of a signing request that made no signature on this transcript. */
    default Step release(ClaimId by) {
        return new Step.Refused(Refusal.NOT_HELD);
    }

    /**
     * Records that the signature of a slot stands in the document: the next slot's turn, or the transcript is issued.
     *
     * @param settles whether the next slot's turn comes only when this signature has got its level
     */
    default Step slotSigned(Slot slot, ClaimId by, boolean settles) {
        return new Step.Refused(Refusal.NOT_HELD);
    }

    /** Ends the wait for the level of the last signature, whether it has come or is given up: the next slot's turn. */
    default Step settled() {
        return new Step.Refused(Refusal.NOT_HELD);
    }

    /** The stored names of the states. */
    enum Code {
        DRAFT,
        LOCKED,
        IN_SIGNING,
        ISSUED
    }

    /** Being written. It is the homeroom teacher's turn: to complete and to lock. */
    record Draft() implements TranscriptState {
        @Override
        public Code code() {
            return Code.DRAFT;
        }

        @Override
        public Step lock() {
            return new Step.To(new Locked());
        }

        @Override
        public Step unlock() {
            return new Step.Refused(Refusal.NOT_LOCKED);
        }
    }

    /** Content fixed, not yet signed by anybody. It is the homeroom teacher's turn: to sign. */
    record Locked() implements TranscriptState {
        @Override
        public Code code() {
            return Code.LOCKED;
        }

        @Override
        public Optional<Slot> awaiting() {
            return Optional.of(Slot.HOMEROOM_TEACHER);
        }

        @Override
        public Step unlock() {
            return new Step.To(new Draft());
        }

        @Override
        public Step returnToDraft() {
            // the homeroom teacher alone must not reopen what was locked: that is the school administrator's unlock
            return new Step.Refused(Refusal.SIGNING_NOT_BEGUN);
        }

        @Override
        public Step beginSigning(Slot slot, ClaimId by) {
            return slot == Slot.HOMEROOM_TEACHER
                    ? new Step.To(new InSigning(slot, Optional.of(by)))
                    : new Step.Refused(Refusal.EARLIER_SLOT_OPEN);
        }
    }

    /**
     * Signing has begun: a request holds the transcript, or at least one slot is signed. It is the turn of the awaited slot's
     * signer, or of the request that holds it.
     */
    record InSigning(Slot next, Optional<ClaimId> claim) implements TranscriptState {
        @Override
        public Code code() {
            return Code.IN_SIGNING;
        }

        @Override
        public Optional<Slot> awaiting() {
            return Optional.of(next);
        }

        @Override
        public Step unlock() {
            return new Step.Refused(claim.isPresent() ? Refusal.HELD_BY_SIGNING_REQUEST : Refusal.SIGNING_BEGAN);
        }

        @Override
        public Step returnToDraft() {
            return claim.isPresent() ? new Step.Refused(Refusal.HELD_BY_SIGNING_REQUEST) : new Step.To(new Draft());
        }

        @Override
        public Step beginSigning(Slot slot, ClaimId by) {
            int order = slot.compareTo(next);
            if (order < 0) {
                return new Step.Refused(Refusal.ALREADY_SIGNED);
            }
            if (order > 0) {
                return new Step.Refused(Refusal.EARLIER_SLOT_OPEN);
            }
            if (claim.isPresent()) {
                return new Step.Refused(Refusal.HELD_BY_SIGNING_REQUEST);
            }
            return new Step.To(new InSigning(next, Optional.of(by)));
        }

        @Override
        public Step release(ClaimId by) {
            if (!claim.equals(Optional.of(by))) {
                return new Step.Refused(Refusal.NOT_HELD);
            }
            return new Step.To(next == Slot.HOMEROOM_TEACHER ? new Locked() : new InSigning(next, Optional.empty()));
        }

        @Override
        public Step slotSigned(Slot slot, ClaimId by, boolean settles) {
            if (slot != next || !claim.equals(Optional.of(by))) {
                return new Step.Refused(Refusal.NOT_HELD);
            }
            return new Step.To(next.next()
                    .<TranscriptState>map(
                            following -> settles ? new Settling(following) : new InSigning(following, Optional.empty()))
                    .orElseGet(Issued::new));
        }
    }

    /**
     * Signed up to the slot before the next, whose signature still waits for its level: what the next signer signs covers it, so
     * nothing could be added to it afterwards. It is our turn; the next signer may give it back, but not sign.
     */
    record Settling(Slot next) implements TranscriptState {
        @Override
        public Code code() {
            return Code.IN_SIGNING;
        }

        @Override
        public Optional<Slot> awaiting() {
            return Optional.of(next);
        }

        @Override
        public Step unlock() {
            return new Step.Refused(Refusal.SIGNING_BEGAN);
        }

        @Override
        public Step returnToDraft() {
            return new Step.To(new Draft());
        }

        @Override
        public Step beginSigning(Slot slot, ClaimId by) {
            int order = slot.compareTo(next);
            if (order < 0) {
                return new Step.Refused(Refusal.ALREADY_SIGNED);
            }
            return new Step.Refused(order > 0 ? Refusal.EARLIER_SLOT_OPEN : Refusal.WAITING_FOR_TIMESTAMP);
        }

        @Override
        public Step settled() {
            return new Step.To(new InSigning(next, Optional.empty()));
        }
    }

    /** Signed in every slot. It is nobody's turn: an issued transcript is never edited. */
    record Issued() implements TranscriptState {
        @Override
        public Code code() {
            return Code.ISSUED;
        }

        @Override
        public Step lock() {
            return new Step.Refused(Refusal.ALREADY_ISSUED);
        }

        @Override
        public Step unlock() {
            return new Step.Refused(Refusal.ALREADY_ISSUED);
        }

        @Override
        public Step returnToDraft() {
            return new Step.Refused(Refusal.ALREADY_ISSUED);
        }

        @Override
        public Step beginSigning(Slot slot, ClaimId by) {
            return new Step.Refused(Refusal.ALREADY_SIGNED);
        }
    }
}
