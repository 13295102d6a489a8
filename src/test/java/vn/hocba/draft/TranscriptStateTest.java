package vn.hocba.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.hocba.draft.TranscriptState.Draft;
import vn.hocba.draft.TranscriptState.InSigning;
import vn.hocba.draft.TranscriptState.Issued;
import vn.hocba.draft.TranscriptState.Locked;
import vn.hocba.draft.TranscriptState.Settling;
import vn.hocba.draft.TranscriptState.Step;
import vn.hocba.transcript.Slot;

class TranscriptStateTest {
    private static final ClaimId REQUEST = new ClaimId(new UUID(0, 1));
    private static final ClaimId OTHER = new ClaimId(new UUID(0, 2));

    @Test
    void goesFromDraftThroughThreeSlotsToIssued() {
        TranscriptState state = to(new Draft().lock());
        assertThat(state.awaiting()).contains(Slot.HOMEROOM_TEACHER);
        for (Slot slot : Slot.values()) {
            assertThat(state.awaiting()).contains(slot);
            state = to(state.beginSigning(slot, REQUEST));
            assertThat(state.claim()).contains(REQUEST);
            state = to(state.slotSigned(slot, REQUEST, false));
            assertThat(state.claim()).isEmpty();
        }
        assertThat(state).isEqualTo(new Issued());
        assertThat(state.awaiting()).isEmpty();
    }

    @Test
    void locksOnce() {
        assertThat(new Locked().lock()).isEqualTo(refused(Refusal.ALREADY_LOCKED));
        assertThat(awaiting(Slot.PRINCIPAL).lock()).isEqualTo(refused(Refusal.ALREADY_LOCKED));
        assertThat(new Issued().lock()).isEqualTo(refused(Refusal.ALREADY_ISSUED));
    }

    @Test
    void unlocksOnlyBeforeSigningBegan() {
        assertThat(new Locked().unlock()).isEqualTo(new Step.To(new Draft()));
        assertThat(new Draft().unlock()).isEqualTo(refused(Refusal.NOT_LOCKED));
        assertThat(awaiting(Slot.PRINCIPAL).unlock()).isEqualTo(refused(Refusal.SIGNING_BEGAN));
        assertThat(held(Slot.HOMEROOM_TEACHER).unlock()).isEqualTo(refused(Refusal.HELD_BY_SIGNING_REQUEST));
        assertThat(new Issued().unlock()).isEqualTo(refused(Refusal.ALREADY_ISSUED));
    }

    @Test
    void returnsToDraftOnlyBetweenSignatures() {
        assertThat(awaiting(Slot.PRINCIPAL).returnToDraft()).isEqualTo(new Step.To(new Draft()));
        assertThat(awaiting(Slot.SCHOOL_SEAL).returnToDraft()).isEqualTo(new Step.To(new Draft()));
        assertThat(held(Slot.PRINCIPAL).returnToDraft()).isEqualTo(refused(Refusal.HELD_BY_SIGNING_REQUEST));
        assertThat(new Locked().returnToDraft()).isEqualTo(refused(Refusal.SIGNING_NOT_BEGUN));
        assertThat(new Draft().returnToDraft()).isEqualTo(refused(Refusal.NOT_LOCKED));
        assertThat(new Issued().returnToDraft()).isEqualTo(refused(Refusal.ALREADY_ISSUED));
    }

    @ParameterizedTest
    @EnumSource(Slot.class)
    void refusesToSignADraft(Slot slot) {
        assertThat(new Draft().beginSigning(slot, REQUEST)).isEqualTo(refused(Refusal.NOT_LOCKED));
    }

    @ParameterizedTest
    @EnumSource(Slot.class)
    void refusesToSignWhatIsIssued(Slot slot) {
        assertThat(new Issued().beginSigning(slot, REQUEST)).isEqualTo(refused(Refusal.ALREADY_SIGNED));
    }

    @Test
    void refusesASlotOutOfOrder() {
        assertThat(new Locked().beginSigning(Slot.PRINCIPAL, REQUEST)).isEqualTo(refused(Refusal.EARLIER_SLOT_OPEN));
        assertThat(awaiting(Slot.PRINCIPAL).beginSigning(Slot.SCHOOL_SEAL, REQUEST))
                .isEqualTo(refused(Refusal.EARLIER_SLOT_OPEN));
        assertThat(awaiting(Slot.PRINCIPAL).beginSigning(Slot.HOMEROOM_TEACHER, REQUEST))
                .isEqualTo(refused(Refusal.ALREADY_SIGNED));
    }

    @Test
    void letsOneRequestHoldItAtATime() {
        assertThat(held(Slot.PRINCIPAL).beginSigning(Slot.PRINCIPAL, OTHER))
                .isEqualTo(refused(Refusal.HELD_BY_SIGNING_REQUEST));
        assertThat(held(Slot.PRINCIPAL).release(OTHER)).isEqualTo(refused(Refusal.NOT_HELD));
        assertThat(held(Slot.PRINCIPAL).slotSigned(Slot.PRINCIPAL, OTHER, false))
                .isEqualTo(refused(Refusal.NOT_HELD));
        assertThat(awaiting(Slot.PRINCIPAL).slotSigned(Slot.PRINCIPAL, REQUEST, false))
                .isEqualTo(refused(Refusal.NOT_HELD));
    }

    @Test
    void waitsForTheTeachersTimestampBeforeThePrincipalsTurn() {
        TranscriptState settling = to(held(Slot.HOMEROOM_TEACHER).slotSigned(Slot.HOMEROOM_TEACHER, REQUEST, true));
        assertThat(settling).isEqualTo(new Settling(Slot.PRINCIPAL));
        assertThat(settling.isFreeFor(Slot.PRINCIPAL)).isFalse();
        assertThat(settling.beginSigning(Slot.PRINCIPAL, OTHER)).isEqualTo(refused(Refusal.WAITING_FOR_TIMESTAMP));
        assertThat(settling.returnToDraft()).isEqualTo(new Step.To(new Draft()));
        assertThat(settling.settled()).isEqualTo(new Step.To(awaiting(Slot.PRINCIPAL)));
        assertThat(awaiting(Slot.PRINCIPAL).isFreeFor(Slot.PRINCIPAL)).isTrue();
    }

    @Test
    void isUnlockableAgainWhenTheFirstRequestReleasesItUnsigned() {
        assertThat(held(Slot.HOMEROOM_TEACHER).release(REQUEST)).isEqualTo(new Step.To(new Locked()));
        assertThat(held(Slot.PRINCIPAL).release(REQUEST)).isEqualTo(new Step.To(awaiting(Slot.PRINCIPAL)));
    }

    @Test
    void neverLeavesIssuedNorSkipsASlotWhateverIsTried() {
        List<TranscriptState> reached = new ArrayList<>(List.of(new Draft()));
        for (int i = 0; i < reached.size(); i++) {
            TranscriptState from = reached.get(i);
            for (UnaryOperator<TranscriptState> move : moves()) {
                TranscriptState next = move.apply(from);
                if (!next.equals(from)) {
                    assertThat(from).isNotEqualTo(new Issued());
                    assertThat(position(next) - position(from)).isLessThanOrEqualTo(1);
                }
                if (!reached.contains(next)) {
                    reached.add(next);
                }
            }
        }
        assertThat(reached).hasSize(1 + 1 + 3 + 2 + 2 + 1);
    }

    private static List<UnaryOperator<TranscriptState>> moves() {
        List<UnaryOperator<TranscriptState>> moves = new ArrayList<>();
        moves.add(state -> after(state, state.lock()));
        moves.add(state -> after(state, state.unlock()));
        moves.add(state -> after(state, state.returnToDraft()));
        moves.add(state -> after(state, state.release(REQUEST)));
        moves.add(state -> after(state, state.settled()));
        for (Slot slot : Slot.values()) {
            moves.add(state -> after(state, state.beginSigning(slot, REQUEST)));
            moves.add(state -> after(state, state.slotSigned(slot, REQUEST, false)));
            moves.add(state -> after(state, state.slotSigned(slot, REQUEST, true)));
        }
        return moves;
    }

    /** How many signatures the state stands for. */
    private static int position(TranscriptState state) {
        return switch (state) {
            case Draft draft -> 0;
            case Locked locked -> 0;
            case InSigning signing -> signing.next().preceding();
            case Settling settling -> settling.next().preceding();
            case Issued issued -> Slot.values().length;
        };
    }

    private static TranscriptState after(TranscriptState from, Step step) {
        return step instanceof Step.To to ? to.state() : from;
    }

    private static TranscriptState to(Step step) {
        assertThat(step).isInstanceOf(Step.To.class);
        return ((Step.To) step).state();
    }

    private static InSigning awaiting(Slot slot) {
        return new InSigning(slot, Optional.empty());
    }

    private static InSigning held(Slot slot) {
        return new InSigning(slot, Optional.of(REQUEST));
    }

    private static Step refused(Refusal reason) {
        return new Step.Refused(reason);
    }
}
