package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.signing.OrderTimes.Cost;

/** Estimates beside what recorded sequences of orders then came to. */
class WaitingTimeTest {

    private static OrderTimes recorded(double... digestsAndSeconds) {
        var times = new OrderTimes();
        for (int i = 0; i < digestsAndSeconds.length; i += 2) {
            times.add((int) digestsAndSeconds[i], Duration.ofMillis((long) (digestsAndSeconds[i + 1] * 1000)));
        }
        return times;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    @Test
    void nothingIsKnownBeforeTheFirstOrder() {
        assertThat(new OrderTimes().cost()).isEmpty();
    }

    @Test
    void whatAnOrderTakesAndWhatEachDigestTakesAreToldApart() {
        var cost = recorded(10, 1.5, 40, 3.0, 100, 6.0, 40, 3.0).cost().orElseThrow();

        assertThat(seconds(cost.of(1, 200))).isCloseTo(11, within(0.01));
        assertThat(seconds(cost.of(5, 50))).isCloseTo(7.5, within(0.01));
    }

    @Test
    void ordersOfOneSizeAreForeseenAsTheyWere() {
        var cost = recorded(40, 2, 40, 2.2, 40, 1.8).cost().orElseThrow();

        assertThat(seconds(cost.of(1, 40))).isCloseTo(2, within(0.01));
        assertThat(seconds(cost.of(1, 80))).isBetween(2.0, 4.0);
    }

    @Test
    void whatWasLongAgoIsForgotten() {
        var times = recorded(40, 900);
        IntStream.range(0, OrderTimes.REMEMBERED).forEach(i -> times.add(40, Duration.ofSeconds(2)));

        assertThat(seconds(times.cost().orElseThrow().of(1, 40))).isCloseTo(2, within(0.01));
    }

    @Test
    void nothingTakesLessThanNoTime() {
        // the larger, the quicker; and a line that would begin below zero
        for (var times : new OrderTimes[] {recorded(10, 5, 100, 1), recorded(10, 0.1, 20, 3)}) {
            var cost = times.cost().orElseThrow();
            assertThat(cost.perOrder()).isNotNegative();
            assertThat(cost.perDigest()).isNotNegative();
            assertThat(cost.of(1, 1)).isPositive();
        }
    }

    /** Orders of a recorded morning: each estimate is made from those before, and compared with what came. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void estimatesOfAMorningAreNotFarFromWhatHappened(long seed) {
        var random = new Random(seed);
        var times = new OrderTimes();
        double error = 0;
        double took = 0;
        for (int i = 0; i < 200; i++) {
            int digests = 1 + random.nextInt(60);
            // a tenth more or less than what a service takes that signs eight at a time
            double actual = (0.3 + 0.16 * Math.ceil(digests / 8.0)) * (0.9 + random.nextDouble() / 5);
            var cost = times.cost();
            if (i >= 10) {
                error += Math.abs(seconds(cost.orElseThrow().of(1, digests)) - actual);
                took += actual;
            }
            times.add(digests, Duration.ofMillis((long) (actual * 1000)));
        }
        assertThat(error / took).isLessThan(0.1);
    }

    /** As a provider that takes four at a time would serve them. */
    @Test
    void aQueueOfEqualOrdersIsForeseenAsItIsServed() {
        var cost = new Cost(1, 0.05);
        int ahead = 20;
        double[] free = new double[4];
        for (int i = 0; i < ahead; i++) {
            free[i % 4] += 1 + 0.05 * 40;
        }

        assertThat(seconds(Workload.in(40, 200).doneAfter(new Workload(ahead, ahead * 40), 4, cost)))
                .isCloseTo(free[0] + 3, within(0.01));
    }

    @Test
    void whileAPlaceIsFreeNobodyWaitsForThoseWhoAreServed() {
        var cost = new Cost(1, 0.05);

        assertThat(seconds(Workload.in(40, 200).doneAfter(new Workload(3, 120), 4, cost)))
                .isCloseTo(3, within(0.01));
    }

    @Test
    void replicasThatAreBusyServeTheQueueTogether() {
        assertThat(new Estimates.Queue(new Workload(40, 1600), 3).atOnce(8)).isEqualTo(24);
        assertThat(Estimates.Queue.NONE.atOnce(8)).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void whoHasMoreBeforeThemNeverWaitsLess(long seed) {
        var random = new Random(seed);
        var times = new OrderTimes();
        for (int i = 0; i < 300; i++) {
            times.add(1 + random.nextInt(200), Duration.ofMillis(random.nextInt(20_000)));
            var cost = times.cost().orElseThrow();
            var own = Workload.in(1 + random.nextInt(500), 1 + random.nextInt(200));
            var fewer = new Workload(random.nextInt(50), random.nextInt(5000));
            var more = fewer.plus(new Workload(random.nextInt(5), random.nextInt(300)));
            int atOnce = 1 + random.nextInt(8);

            assertThat(own.doneAfter(more, atOnce, cost)).isGreaterThanOrEqualTo(own.doneAfter(fewer, atOnce, cost));
            assertThat(own.plus(Workload.in(7, 5)).doneAfter(fewer, atOnce, cost))
                    .isGreaterThanOrEqualTo(own.doneAfter(fewer, atOnce, cost));
        }
    }

    @Test
    void whatIsPartOfTheQueueItselfIsNotWaitedForTwice() {
        assertThat(new Workload(3, 100).minus(new Workload(1, 40))).isEqualTo(new Workload(2, 60));
        assertThat(new Workload(1, 10).minus(new Workload(2, 40))).isEqualTo(Workload.NONE);
        assertThat(Workload.in(0, 5)).isEqualTo(Workload.NONE);
        assertThat(Workload.in(11, 5)).isEqualTo(new Workload(3, 11));
    }
}
