package vn.hocba;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Names what was skipped and why, at the end of a run: a missing program must not look like a passed test. */
public final class SkippedTests implements TestExecutionListener {

    private final Queue<String> skipped = new ConcurrentLinkedQueue<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped.add(nameOf(test) + ": " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == Status.ABORTED) {
            skipped.add(nameOf(test) + ": "
                    + result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        skipped.forEach(line -> System.out.println("SKIPPED " + line));
        skipped.clear();
    }

    private static String nameOf(TestIdentifier test) {
        return test.getUniqueIdObject().getSegments().stream()
                .map(segment -> segment.getValue())
                .skip(1)
                .reduce((outer, inner) -> outer + " > " + inner)
                .orElse(test.getDisplayName());
    }
}
