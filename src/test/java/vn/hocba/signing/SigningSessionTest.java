package vn.hocba.signing;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.ResponseId;
import vn.hocba.signing.SigningSession.Activation;
import vn.hocba.signing.SigningSession.AnswerUnknown;
import vn.hocba.signing.SigningSession.Attempt;
import vn.hocba.signing.SigningSession.Authorised;
import vn.hocba.signing.SigningSession.Authorising;
import vn.hocba.signing.SigningSession.AwaitingApproval;
import vn.hocba.signing.SigningSession.AwaitingFactors;
import vn.hocba.signing.SigningSession.Cancelled;
import vn.hocba.signing.SigningSession.CheckingFactors;
import vn.hocba.signing.SigningSession.Completed;
import vn.hocba.signing.SigningSession.Ended;
import vn.hocba.signing.SigningSession.Expired;
import vn.hocba.signing.SigningSession.Extending;
import vn.hocba.signing.SigningSession.Failed;
import vn.hocba.signing.SigningSession.Open;
import vn.hocba.signing.SigningSession.Prepared;
import vn.hocba.signing.SigningSession.Refused;
import vn.hocba.signing.SigningSession.SignaturesReceived;
import vn.hocba.signing.SigningSession.Submitted;
import vn.hocba.signing.SigningSession.Submitting;

class SigningSessionTest {

    private static final Instant NOW = Instant.parse("2026-05-25T02:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(60);
    private static final Instant LATER = NOW.plusSeconds(30);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Activation SAD = new Activation(new SealedSad(new byte[] {1, 2, 3}), NOW.plusSeconds(3600));
    private static final Activation NEXT_SAD =
            new Activation(new SealedSad(new byte[] {4, 5, 6}), NOW.plusSeconds(3600));
    private static final ApprovalHandle HANDLE = new ApprovalHandle("handle-1");
    private static final ResponseId RESPONSE = new ResponseId("response-1");
    private static final Attempt THIRD = new Attempt(2, NOW);

    static Stream<SigningSession> everyState() {
        return Stream.of(
                new Prepared(THIRD),
                new Authorising(THIRD, NOW),
                new AwaitingFactors(),
                new CheckingFactors(NOW),
                new AwaitingApproval(HANDLE, THIRD, BEFORE),
                new Authorised(SAD, true, THIRD),
                new Submitting(SAD, true, THIRD, NOW),
                new Submitted(RESPONSE, Optional.empty(), THIRD, BEFORE),
                new Submitted(RESPONSE, Optional.of(SAD), THIRD, BEFORE),
                new SignaturesReceived(Optional.empty(), THIRD),
                new SignaturesReceived(Optional.of(SAD), THIRD),
                new Extending(SAD, THIRD),
                new Completed(NOW),
                new Refused(NOW),
                new Expired(NOW),
                new Cancelled(NOW),
                new Failed(FailureReason.MALFORMED_ANSWER, "not JSON", Optional.empty(), NOW),
                new Failed(FailureReason.SIGNATURES_USED_UP, "none left", Optional.of(SAD), NOW),
                new AnswerUnknown("sign", NOW));
    }

    @Test
    void walksFromPreparedToCompletedWithApprovalOnThePhone() {
        var waiting = new Prepared(Attempt.first(CLOCK)).authorise(CLOCK).waiting(HANDLE, LATER, CLOCK);
        assertThat(waiting).isEqualTo(new AwaitingApproval(HANDLE, new Attempt(0, LATER), NOW));

        var submitting = waiting.granted(SAD, CLOCK).submit(CLOCK);
        assertThat(submitting.received(true, CLOCK).completed(CLOCK)).isEqualTo(new Completed(NOW));
    }

    @Test
    void walksFromFactorsToCompletedWithAServiceThatSignsInItsOwnTime() {
        var submitting = new AwaitingFactors().check(CLOCK).granted(SAD, CLOCK).submit(CLOCK);
        var submitted = submitting.pending(RESPONSE, LATER, true, CLOCK);
        assertThat(submitted).isEqualTo(new Submitted(RESPONSE, Optional.empty(), new Attempt(0, LATER), NOW));
        assertThat(submitted
                        .pending(RESPONSE, LATER, true, CLOCK)
                        .received(true, CLOCK)
                        .completed(CLOCK))
                .isEqualTo(new Completed(NOW));
    }

    @Test
    void oneConsentServesSeveralOrdersAndIsExtendedBetweenThem() {
        var first = new AwaitingFactors().check(CLOCK).granted(SAD, CLOCK).submit(CLOCK);
        assertThat(embedded(first.received(false, CLOCK))).isEqualTo(new Extending(SAD, Attempt.first(CLOCK)));

        var second = new Extending(SAD, THIRD).extended(NEXT_SAD, CLOCK).submit(CLOCK);
        assertThat(second.activation()).isEqualTo(NEXT_SAD);
        assertThat(embedded(second.pending(RESPONSE, LATER, false, CLOCK).received(false, CLOCK)))
                .isEqualTo(new Extending(NEXT_SAD, Attempt.first(CLOCK)));
        assertThat(embedded(second.pending(RESPONSE, LATER, true, CLOCK).received(true, CLOCK)))
                .isEqualTo(new Completed(NOW));
    }

    private static SigningSession embedded(SignaturesReceived received) {
        return Embedding.next(received, CLOCK);
    }

    @Test
    void aServiceWithoutExtendingGoesOnWithTheSameConsent() {
        assertThat(new Extending(SAD, THIRD).unchanged(CLOCK))
                .isEqualTo(new Authorised(SAD, false, Attempt.first(CLOCK)));
    }

    @Test
    void aConsentThatCannotBeExtendedRanOutOrWasGivenUpByALostAnswer() {
        assertThat(new Extending(SAD, THIRD).spent(CLOCK)).isEqualTo(new AnswerUnknown("extend", NOW));
        var old = new Activation(new SealedSad(new byte[] {1}), NOW.minusSeconds(1));
        assertThat(new Extending(old, THIRD).spent(CLOCK)).isEqualTo(new Expired(NOW));
        assertThat(new Extending(SAD, THIRD).failed(LATER)).isEqualTo(new Extending(SAD, new Attempt(3, LATER)));
    }

    @Test
    void wrongFactorsMayBeGivenAgain() {
        assertThat(new AwaitingFactors().check(CLOCK).askAgain()).isEqualTo(new AwaitingFactors());
    }

    @Test
    void neverAsksThePersonAgainAfterALostAnswer() {
        assertThat(new Prepared(Attempt.first(CLOCK)).authorise(CLOCK).answerLost(CLOCK))
                .isEqualTo(new AnswerUnknown("authorise", NOW));
        assertThat(new CheckingFactors(NOW).answerLost(CLOCK)).isEqualTo(new AnswerUnknown("authorise", NOW));
    }

    @Test
    void asksAgainWhenTheServiceDidNotTakeTheRequest() {
        assertThat(new Authorising(THIRD, NOW).notTaken(LATER)).isEqualTo(new Prepared(new Attempt(3, LATER)));
    }

    @Test
    void sendsTheDigestsAgainAfterALostAnswerAndRemembersIt() {
        var again = new Submitting(SAD, false, THIRD, NOW).answerLost(LATER);
        assertThat(again).isEqualTo(new Authorised(SAD, true, new Attempt(3, LATER)));
        assertThat(again.submit(CLOCK).notTaken(LATER).answerLost()).isTrue();
    }

    @Test
    void spentActivationDataIsAnExpiredConsentUnlessAnAnswerWasLost() {
        assertThat(new Submitting(SAD, false, THIRD, NOW).activationSpent(CLOCK))
                .isEqualTo(new Expired(NOW));
        assertThat(new Submitting(SAD, true, THIRD, NOW).activationSpent(CLOCK))
                .isEqualTo(new AnswerUnknown("sign", NOW));
        assertThat(new Authorised(SAD, false, THIRD).expired(CLOCK)).isEqualTo(new Expired(NOW));
        assertThat(new Authorised(SAD, true, THIRD).expired(CLOCK)).isEqualTo(new AnswerUnknown("sign", NOW));
    }

    @Test
    void aDeclinedOrderLeavesItsConsentUnlessAnEarlierSendingMayHaveUsedIt() {
        var declined = new Submitting(SAD, false, THIRD, NOW).declined(FailureReason.SIGNATURES_USED_UP, "none", CLOCK);
        assertThat(declined.unspent()).contains(SAD);
        assertThat(declined.resume(SAD, CLOCK)).isEqualTo(new Authorised(SAD, false, new Attempt(0, 1, NOW)));
        assertThat(declined.spent().unspent()).isEmpty();
        assertThat(SessionColumns.of(declined, NOW).dueAt()).isEqualTo(SAD.expires());
        assertThat(new Submitting(SAD, true, THIRD, NOW)
                        .declined(FailureReason.SIGNATURES_USED_UP, "none", CLOCK)
                        .unspent())
                .isEmpty();
    }

    @Test
    void ofWhatFailedBeforeIsToldWhenNothingCanBringTheSessionOn() {
        assertThat(everyState().filter(SessionMoves::isHopeless))
                .containsExactlyInAnyOrder(
                        new Refused(NOW),
                        new Expired(NOW),
                        new Cancelled(NOW),
                        new Failed(FailureReason.MALFORMED_ANSWER, "not JSON", Optional.empty(), NOW),
                        new AnswerUnknown("sign", NOW));
    }

    @Test
    void activationDataIsUsableUntilItExpires() {
        assertThat(SAD.usable(CLOCK)).isTrue();
        assertThat(SAD.usable(Clock.offset(CLOCK, Duration.ofHours(1)))).isFalse();
    }

    @Test
    void countsFailedPolls() {
        assertThat(new AwaitingApproval(HANDLE, THIRD, BEFORE).pollFailed(LATER))
                .isEqualTo(new AwaitingApproval(HANDLE, new Attempt(3, LATER), BEFORE));
        assertThat(new Submitted(RESPONSE, Optional.empty(), THIRD, BEFORE).pollFailed(LATER))
                .isEqualTo(new Submitted(RESPONSE, Optional.empty(), new Attempt(3, LATER), BEFORE));
    }

    @Test
    void whoIsStillWaitedForIsWaitedForSinceTheBeginning() {
        assertThat(new AwaitingApproval(HANDLE, THIRD, BEFORE).waiting(HANDLE, LATER, CLOCK))
                .isEqualTo(new AwaitingApproval(HANDLE, new Attempt(0, LATER), BEFORE));
        assertThat(new Submitted(RESPONSE, Optional.of(SAD), THIRD, BEFORE).pending(RESPONSE, LATER, false, CLOCK))
                .isEqualTo(new Submitted(RESPONSE, Optional.of(SAD), new Attempt(0, LATER), BEFORE));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void isStoredAndReadBackUnchanged(SigningSession state) {
        assertThat(SessionColumns.of(state, NOW).session()).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void keepsActivationDataOnlyWhereItIsOfUse(SigningSession state) {
        boolean stored = SessionColumns.of(state, NOW).activation() != null;
        assertThat(stored)
                .isEqualTo(
                        switch (state) {
                            case Authorised s -> true;
                            case Submitting s -> true;
                            case Extending s -> true;
                            case Submitted s -> s.used().isPresent();
                            case SignaturesReceived s -> s.used().isPresent();
                            case Failed s -> s.unspent().isPresent();
                            default -> false;
                        });
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void isFoundByTheDispatcherExactlyWhenAStepCanBeOurs(SigningSession state) {
        boolean due = SessionColumns.of(state, NOW).dueAt() != null;
        boolean toForget = state instanceof Failed failed && failed.unspent().isPresent();
        assertThat(due).isEqualTo(toForget || (state instanceof Open && !(state instanceof AwaitingFactors)));
    }

    @Test
    void everyOpenStateCanBeCancelledAndNoEndedStateMovesButOneWithItsConsentLeft() {
        assertThat(everyState().filter(Open.class::isInstance).map(state -> ((Open) state).cancel(CLOCK)))
                .hasSize(12)
                .containsOnly(new Cancelled(NOW));
        assertThat(transitions())
                .doesNotContainKeys(Arrays.stream(names(Ended.class))
                        .filter(name -> !name.equals("Failed"))
                        .toArray(String[]::new));
    }

    /** The whole table: what is not here does not compile. */
    @Test
    void allowsTheseTransitionsAndNoOthers() {
        var end = "fail>Failed";
        var cancel = "cancel>Cancelled";
        var consent = Set.of("granted>Authorised", "waiting>AwaitingApproval", "refused>Refused", "expired>Expired");
        var signatures = Set.of("received>SignaturesReceived", "pending>Submitted");
        assertThat(transitions())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        entry("Prepared", set(Set.of(), "authorise>Authorising", "tooOld>Expired", cancel, end)),
                        entry(
                                "Authorising",
                                set(
                                        consent,
                                        "notSent>Prepared",
                                        "notTaken>Prepared",
                                        "answerLost>AnswerUnknown",
                                        cancel,
                                        end)),
                        entry(
                                "AwaitingFactors",
                                set(
                                        Set.of(),
                                        "check>CheckingFactors",
                                        "refused>Refused",
                                        "tooOld>Expired",
                                        cancel,
                                        end)),
                        entry(
                                "CheckingFactors",
                                set(consent, "askAgain>AwaitingFactors", "answerLost>AnswerUnknown", cancel, end)),
                        entry(
                                "AwaitingApproval",
                                set(
                                        consent,
                                        "pollFailed>AwaitingApproval",
                                        "answeredInVain>AwaitingApproval",
                                        cancel,
                                        end)),
                        entry("Authorised", set(Set.of(), "submit>Submitting", "expired>Ended", cancel, end)),
                        entry(
                                "Submitting",
                                set(
                                        signatures,
                                        "notTaken>Authorised",
                                        "answerLost>Authorised",
                                        "answerGone>AnswerUnknown",
                                        "activationSpent>Ended",
                                        "declined>Failed",
                                        cancel,
                                        end)),
                        entry(
                                "Submitted",
                                set(
                                        signatures,
                                        "pollFailed>Submitted",
                                        "answeredInVain>Submitted",
                                        "answerGone>AnswerUnknown",
                                        cancel,
                                        end)),
                        entry(
                                "SignaturesReceived",
                                set(Set.of(), "goOn>Extending", "completed>Completed", cancel, end)),
                        entry(
                                "Extending",
                                set(
                                        Set.of(),
                                        "extended>Authorised",
                                        "unchanged>Authorised",
                                        "failed>Extending",
                                        "answeredInVain>Extending",
                                        "spent>Ended",
                                        cancel,
                                        end)),
                        entry("Failed", Set.of("resume>Authorised", "spent>Failed"))));
    }

    private static Set<String> set(Set<String> some, String... more) {
        var all = new TreeSet<>(some);
        all.addAll(Arrays.asList(more));
        return all;
    }

    private static Map<String, Set<String>> transitions() {
        return everyState()
                .collect(Collectors.toMap(
                        state -> state.getClass().getSimpleName(),
                        state -> Stream.concat(
                                        Arrays.stream(state.getClass().getMethods()),
                                        Arrays.stream(state.getClass().getDeclaredMethods()))
                                .filter(SigningSessionTest::isTransition)
                                .map(method -> method.getName() + ">"
                                        + method.getReturnType().getSimpleName())
                                .collect(Collectors.toCollection(TreeSet::new)),
                        (one, other) -> one,
                        TreeMap::new))
                .entrySet()
                .stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isTransition(Method method) {
        return !Modifier.isStatic(method.getModifiers())
                && SigningSession.class.isAssignableFrom(method.getReturnType());
    }

    private static String[] names(Class<?> kind) {
        return everyState()
                .filter(kind::isInstance)
                .map(state -> state.getClass().getSimpleName())
                .toArray(String[]::new);
    }
}
