package vn.hocba.signing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningServices;
import vn.hocba.signing.SigningRequestView.Consent;
import vn.hocba.signing.SigningRequestView.Counts;
import vn.hocba.signing.SigningRequestView.Item;
import vn.hocba.signing.SigningRequestView.Reason;
import vn.hocba.signing.SigningRequestView.Resume;
import vn.hocba.signing.SigningRequestView.Status;

/** Makes the view of a request from its rows. */
@ApplicationScoped
class SigningRequestViews {

    private final ObjectMapper json;
    private final PageConsent pages;
    private final RemoteSigningServices services;
    private final Estimates estimates;
    private final Clock clock;

    SigningRequestViews(
            ObjectMapper json, PageConsent pages, RemoteSigningServices services, Estimates estimates, Clock clock) {
        this.json = json;
        this.pages = pages;
        this.services = services;
        this.estimates = estimates;
        this.clock = clock;
    }

    /** With its items. */
    SigningRequestView of(WholeRequest whole) {
        var request = whole.request();
        var tallies = whole.items().stream()
                .map(item -> new ItemTally(request.id, item.state(), item.failure(), 1))
                .toList();
        return of(request, whole.sessions(), tallies, whole.items());
    }

    /** For lists: without its items. */
    SigningRequestView summary(
            SigningRequestEntity request, List<SigningSessionEntity> sessions, List<ItemTally> tallies) {
        return of(request, sessions, tallies, null);
    }

    private SigningRequestView of(
            SigningRequestEntity request,
            List<SigningSessionEntity> sessions,
            List<ItemTally> tallies,
            @Nullable List<ItemRow> items) {
        var states = states(sessions);
        var current = sessions.stream().filter(SigningRequestViews::moves).findFirst();
        var status = status(request.state, current);
        // of sessions that are still in line when their request has stopped: nothing brings them on
        var inLine = status == Status.STOPPED ? Reasons.STOPPED_BEFORE : null;
        return new SigningRequestView(
                request.id,
                request.slot,
                status,
                turn(status, current),
                request.className,
                request.description,
                request.signerName,
                request.createdAt,
                request.closedAt,
                request.version,
                counts(tallies),
                current.map(row -> row.verificationCode).orElse(null),
                status == Status.AWAITING_CONSENT ? current.map(this::consent).orElse(null) : null,
                status == Status.STOPPED ? stopped(states, sessions, tallies) : null,
                resume(status, current, states.values()),
                provider(status, current, sessions),
                status.moving() ? doneAt(current, sessions) : null,
                sessions.stream()
                        .map(row -> session(row, state(states, row.id), inLine))
                        .toList(),
                items == null ? null : numbered(items, states, inLine));
    }

    private static Map<UUID, SigningSession> states(List<SigningSessionEntity> sessions) {
        return sessions.stream()
                .collect(Collectors.toMap(
                        row -> row.id, row -> SessionColumns.of(row).session()));
    }

    /** A session waits in line while the one before it has not got its consent; it then moves with that one. */
    private static boolean moves(SigningSessionEntity row) {
        boolean inLine = row.state == SessionColumns.StateName.PREPARED && row.dueAt == null;
        return !row.state.ended() && !inLine;
    }

    private static Status status(RequestState state, Optional<SigningSessionEntity> current) {
        return switch (state) {
            case COMPLETED -> Status.COMPLETED;
            case CANCELLED -> Status.CANCELLED;
            case ACTIVE ->
                current.map(row -> switch (row.state) {
                            case PREPARED, AUTHORISING, AWAITING_FACTORS, CHECKING_FACTORS, AWAITING_APPROVAL ->
                                Status.AWAITING_CONSENT;
                            default -> Status.SIGNING;
                        })
                        .orElse(Status.STOPPED);
        };
    }

    private static Turn turn(Status status, Optional<SigningSessionEntity> current) {
        return switch (status) {
            case COMPLETED, CANCELLED -> Turn.NOBODY;
            case STOPPED -> Turn.SIGNER;
            case AWAITING_CONSENT, SIGNING ->
                current.map(row -> SessionColumns.of(row).session().turn()).orElse(Turn.US);
        };
    }

    private static Counts counts(List<ItemTally> tallies) {
        int total = (int) tallies.stream().mapToLong(ItemTally::count).sum();
        int signed = count(tallies, ItemState.SIGNED);
        int failed = count(tallies, ItemState.FAILED);
        return new Counts(total, signed, failed, total - signed - failed);
    }

    private static int count(List<ItemTally> tallies, ItemState state) {
        return (int) tallies.stream()
                .filter(tally -> tally.state() == state)
                .mapToLong(ItemTally::count)
                .sum();
    }

    private Resume resume(Status status, Optional<SigningSessionEntity> current, Collection<SigningSession> states) {
        return switch (status) {
            case STOPPED -> new Resume(true, states.stream().noneMatch(this::keepsConsent));
            // waiting after a failure: resuming means trying at once, with the consent that there is
            case AWAITING_CONSENT, SIGNING ->
                new Resume(current.map(row -> row.failures > 0).orElse(false), false);
            case COMPLETED, CANCELLED -> new Resume(false, false);
        };
    }

    private boolean keepsConsent(SigningSession state) {
        return state instanceof SigningSession.Failed failed
                && failed.left(clock).isPresent();
    }

    private @Nullable Instant doneAt(Optional<SigningSessionEntity> current, List<SigningSessionEntity> sessions) {
        var consented = sessions.stream().filter(row -> row.state.consented()).toList();
        return current.flatMap(row ->
                        estimates.doneAt(new ProviderId(row.provider), Workload.of(sessions), Workload.of(consented)))
                .orElse(null);
    }

    private @Nullable ProviderState provider(
            Status status, Optional<SigningSessionEntity> current, List<SigningSessionEntity> sessions) {
        return switch (status) {
            case COMPLETED, CANCELLED -> null;
            case AWAITING_CONSENT, SIGNING, STOPPED ->
                current.or(() -> sessions.stream().reduce((earlier, later) -> later))
                        .map(row -> new ProviderId(row.provider))
                        .filter(provider -> services.find(provider).isPresent())
                        .map(provider -> ProviderState.of(provider, services.condition(provider)))
                        .orElse(null);
        };
    }

    private static @Nullable Reason stopped(
            Map<UUID, SigningSession> states, List<SigningSessionEntity> sessions, List<ItemTally> tallies) {
        for (var row : sessions.reversed()) {
            var reason = Reasons.of(state(states, row.id));
            if (reason != null && row.state != SessionColumns.StateName.CANCELLED) {
                return reason;
            }
        }
        return tallies.stream()
                .map(tally -> failure(tally.failure()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    private static SigningRequestView.Session session(
            SigningSessionEntity row, SigningSession state, @Nullable Reason inLine) {
        return new SigningRequestView.Session(
                row.ordinal,
                row.state.name(),
                inLine == null ? state.turn() : Turn.NOBODY,
                row.stateSince,
                row.items,
                row.verificationCode,
                ended(state, inLine));
    }

    private static @Nullable Reason ended(SigningSession state, @Nullable Reason inLine) {
        return state instanceof SigningSession.Open ? inLine : Reasons.of(state);
    }

    private static List<Item> numbered(List<ItemRow> items, Map<UUID, SigningSession> states, @Nullable Reason inLine) {
        return IntStream.range(0, items.size())
                .mapToObj(place -> item(
                        place, items.get(place), state(states, items.get(place).sessionId()), inLine))
                .toList();
    }

    private static Item item(int place, ItemRow row, SigningSession session, @Nullable Reason inLine) {
        return new Item(
                place,
                row.transcriptId(),
                row.revision(),
                row.label(),
                itemState(row, session, inLine),
                failure(row.failure()).orElse(row.state() == ItemState.PREPARED ? ended(session, inLine) : null),
                row.signedAt());
    }

    private static Item.State itemState(ItemRow row, SigningSession session, @Nullable Reason inLine) {
        return switch (row.state()) {
            case SIGNED -> Item.State.SIGNED;
            case RECEIVED -> Item.State.VERIFYING;
            case FAILED -> Item.State.NOT_SIGNED;
            case RELEASED -> Item.State.RELEASED;
            case PREPARED ->
                switch (session) {
                    case SigningSession.AnswerUnknown s -> Item.State.ANSWER_UNKNOWN;
                    case SigningSession.Ended s -> Item.State.NOT_SIGNED;
                    case SigningSession.Open s -> inLine == null ? Item.State.WAITING : Item.State.NOT_SIGNED;
                };
        };
    }

    private static Optional<Reason> failure(@Nullable String stored) {
        return Optional.ofNullable(stored).map(FailureReason::valueOf).map(Reasons::of);
    }

    private static SigningSession state(Map<UUID, SigningSession> states, UUID session) {
        return Objects.requireNonNull(states.get(session), "an item belongs to a session of its request");
    }

    static Consent consent(ConsentMode mode) {
        return switch (mode) {
            case ConsentMode.OutOfBand m -> elsewhere(Consent.Mode.PHONE);
            case ConsentMode.OnPage m -> elsewhere(Consent.Mode.PAGE);
            case ConsentMode.Explicit m ->
                new Consent(
                        Consent.Mode.FACTORS,
                        Consent.Combination.valueOf(m.combination().name()),
                        m.factors().stream()
                                .map(factor -> new SigningRequestView.Factor(
                                        factor.id(),
                                        SigningRequestView.Factor.Kind.valueOf(
                                                factor.kind().name()),
                                        factor.label().orElse(null),
                                        factor.format().name(),
                                        factor.needsChallenge()))
                                .toList(),
                        null);
            case ConsentMode.Unsupported m ->
                throw new IllegalArgumentException("consent by " + m.mode() + " cannot be asked");
        };
    }

    private static Consent elsewhere(Consent.Mode mode) {
        return new Consent(mode, Consent.Combination.ALL_OF, List.of(), null);
    }

    private Consent consent(SigningSessionEntity row) {
        var consent = consent(row.consent);
        return consent.mode() == Consent.Mode.PAGE && row.state == SessionColumns.StateName.AWAITING_FACTORS
                ? consent.on(pages.page(row))
                : consent;
    }

    Consent consent(String stored) {
        try {
            return json.readValue(stored, Consent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored consent mode is not readable", e);
        }
    }

    String stored(Consent consent) {
        try {
            return json.writeValueAsString(consent);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("consent mode is not writable", e);
        }
    }
}
