package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.CredentialReference;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningServices;
import vn.hocba.remotesigning.Scal;
import vn.hocba.remotesigning.TestSettings;
import vn.hocba.remotesigning.csc.CscV2Dialect;
import vn.hocba.signing.SigningSession.Attempt;
import vn.hocba.testing.MovableClock;
import vn.hocba.testing.TestConfiguration;

/**
 * What is promised beside what then happens, in a time of the test's own: sessions go through their states as they do here, and are
 * served in the order of their consents, so many at a time, by a service that takes its time for each order and each digest.
 */
class EstimatesTest {

    private static final ProviderId NORTH = new ProviderId("north");
    private static final CredentialReference CREDENTIAL =
            new CredentialReference(NORTH, new CredentialId("credential"));
    private static final Instant MORNING = Instant.parse("2026-05-25T00:30:00Z");
    private static final int ORDER = 50;
    private static final int SESSIONS = 300;

    private final MovableClock clock = new MovableClock(MORNING);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SigningConfiguration configuration = TestConfiguration.of(SigningConfiguration.class, Map.of());
    private final Vertx vertx = Vertx.vertx();
    private final Estimates estimates = new Estimates(
            RemoteSigningServices.of(
                    Map.of(
                            NORTH,
                            new CscV2Dialect(vertx)
                                    .connect(
                                            NORTH, TestSettings.of("https://sign.example.vn/csc/v2"), Optional::empty)),
                    clock),
            configuration,
            meters,
            clock);

    private final PriorityQueue<Step> steps = new PriorityQueue<>();
    private final Deque<Ceremony> line = new ArrayDeque<>();
    private final Random random = new Random(1);
    private Workload consented = Workload.NONE;
    private int number;
    private int underWay;
    private int compared;
    private double wrong;
    private double waited;

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private record Step(Instant at, int number, Runnable what) implements Comparable<Step> {
        @Override
        public int compareTo(Step other) {
            int earlier = at.compareTo(other.at);
            return earlier == 0 ? Integer.compare(number, other.number) : earlier;
        }
    }

    /** A request from its consent to its last signature. */
    private static final class Ceremony {
        private StoredSession session;
        private final Instant since;
        private final @Nullable Instant promised;

        Ceremony(StoredSession session, Instant since, @Nullable Instant promised) {
            this.session = session;
            this.since = since;
            this.promised = promised;
        }
    }

    /**
     * Seconds between two consents on average: of a quiet morning, of one when all come at once, and of one near the limit, where
     * it is chance whether a place is free: what is under way counts as if it had just begun, so that promises are kept early.
     */
    @ParameterizedTest
    @CsvSource({"10, 0.1", "0.05, 0.1", "0.4, 0.6"})
    void whatIsPromisedAtAConsentIsNotFarFromWhatHappens(double between, double most) {
        run(between, 1);

        assertThat(compared).isGreaterThan(SESSIONS / 2);
        assertThat(wrong / waited).isLessThan(most);
    }

    /** A service that grows twice as slow in the middle is believed its old pace until its orders tell of the new one. */
    @Test
    void whatIsPromisedFollowsAServiceThatGrowsSlow() {
        run(2, 2);

        assertThat(wrong / waited).isLessThan(0.3);
    }

    @Test
    void theMetricTellsHowFarPromisesWereFromWhatHappened() {
        run(0.4, 1);

        var told = meters.find("hocba.estimate.error").summaries();
        assertThat(told.stream().mapToLong(DistributionSummary::count).sum()).isEqualTo(compared);
        assertThat(told.stream().mapToDouble(DistributionSummary::totalAmount).sum())
                .isCloseTo(wrong, within(0.002 * compared));
    }

    /** @param slower how many times as long everything takes in the second half */
    private void run(double between, double slower) {
        var at = MORNING;
        for (int i = 0; i < SESSIONS; i++) {
            double pace = i < SESSIONS / 2 ? 1 : slower;
            // classes, and now and then all of a school
            int digests = random.nextInt(10) == 0 ? 4 * ORDER : 20 + random.nextInt(30);
            at = at.plus(seconds(2 * between * random.nextDouble()));
            then(at, () -> consent(digests, pace));
        }
        while (!steps.isEmpty()) {
            var step = steps.remove();
            clock.pass(Duration.between(clock.instant(), step.at()));
            step.what().run();
        }
    }

    private void then(Instant at, Runnable what) {
        steps.add(new Step(at, number++, what));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    private void consent(int digests, double pace) {
        estimates.saw(Map.of(NORTH, new Estimates.Queue(consented, 1)));
        var own = Workload.in(digests, ORDER);
        // as the request shows it at that moment
        var promised = estimates.doneAt(NORTH, own, Workload.NONE);
        var ceremony = new Ceremony(session(digests), clock.instant(), promised.orElse(null));
        move(ceremony, new SigningSession.Authorised(activation(), false, Attempt.first(clock)), 0);
        consented = consented.plus(own);
        line.addLast(ceremony);
        goOn(pace);
    }

    private void goOn(double pace) {
        if (underWay < configuration.concurrency() && !line.isEmpty()) {
            underWay++;
            order(line.removeFirst(), pace);
        }
    }

    private void order(Ceremony ceremony, double pace) {
        move(ceremony, new SigningSession.Submitting(activation(), false, Attempt.first(clock), clock.instant()), 0);
        int digests = ceremony.session.order();
        // a delay for each call, the key's work for each digest, a tenth more or less
        double takes = pace * (0.4 + 0.05 * digests) * (0.9 + random.nextDouble() / 5);
        then(clock.instant().plus(seconds(takes)), () -> signed(ceremony, digests, pace));
    }

    private void signed(Ceremony ceremony, int digests, double pace) {
        boolean last = ceremony.session.lastOrder();
        move(ceremony, new SigningSession.SignaturesReceived(Optional.of(activation()), Attempt.first(clock)), digests);
        consented = consented.minus(Workload.in(digests, ORDER));
        if (!last) {
            move(ceremony, new SigningSession.Extending(activation(), Attempt.first(clock)), 0);
            move(ceremony, new SigningSession.Authorised(activation(), false, Attempt.first(clock)), 0);
            order(ceremony, pace);
            return;
        }
        move(ceremony, new SigningSession.Completed(clock.instant()), 0);
        if (ceremony.promised != null) {
            compared++;
            wrong += between(ceremony.promised, clock.instant());
            waited += between(ceremony.since, clock.instant());
        }
        underWay--;
        goOn(pace);
    }

    private static double between(Instant one, Instant other) {
        return Duration.between(one, other).abs().toNanos() / 1e9;
    }

    private void move(Ceremony ceremony, SigningSession next, int signatures) {
        estimates.moved(ceremony.session, next);
        ceremony.session = ceremony.session.moved(next, signatures);
    }

    private SigningSession.Activation activation() {
        return new SigningSession.Activation(
                new SealedSad(new byte[16]), clock.instant().plusSeconds(3600));
    }

    private StoredSession session(int digests) {
        return new StoredSession(
                new RowKey(new UUID(1, 1), new UUID(random.nextLong(), random.nextLong())),
                new UUID(1, 2),
                1,
                CREDENTIAL,
                SignatureAlgorithm.ECDSA_SHA256,
                Scal.SCAL2,
                digests,
                ORDER,
                0,
                new SigningSession.CheckingFactors(clock.instant()),
                1);
    }
}
