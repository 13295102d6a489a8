package vn.hocba.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

class VerificationThreadsTest {

    @Test
    void whoFindsTheQueueFullIsAskedToComeAgainAndAllOthersAreServed() {
        var threads = new VerificationThreads(1);
        try {
            var goOn = new CountDownLatch(1);
            List<UniAssertSubscriber<Integer>> served = new ArrayList<>();
            for (int i = 0; i < 1 + VerificationThreads.WAITING; i++) {
                int number = i;
                served.add(subscribe(threads, () -> {
                    waitFor(goOn);
                    return number;
                }));
            }

            assertThat(subscribe(threads, () -> -1).awaitFailure().getFailure())
                    .isInstanceOfSatisfying(ProblemException.class, problem -> {
                        assertThat(problem.type()).isEqualTo(ProblemType.TEMPORARILY_UNAVAILABLE);
                        assertThat(problem.type().status()).isEqualTo(503);
                        assertThat(problem.retryAfter()).isPositive();
                    });
            goOn.countDown();

            for (int i = 0; i < served.size(); i++) {
                served.get(i).awaitItem().assertItem(i);
            }
        } finally {
            threads.stop();
        }
    }

    private static UniAssertSubscriber<Integer> subscribe(VerificationThreads threads, Supplier<Integer> work) {
        return threads.run(work).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
