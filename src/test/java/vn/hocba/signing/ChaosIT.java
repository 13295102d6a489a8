package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Program;

/**
 * A short run of {@code deploy/chaos.sh}: two API processes on one database, of which each is killed once. Longer runs, with
 * other seeds, are made by hand.
 */
class ChaosIT {

    private static final String FAULTS = "10";
    private static final String SCHOOLS = "2";

    /** The first whose troubles are what the test asks for. */
    private static final String SEED = "68";

    @Test
    void everythingIsSignedOnceAndExplainedWhicheverReplicaDies() {
        var run = Program.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("hocba.sandbox.jar"),
                "vn.hocba.sandbox.load.Chaos",
                "--faults",
                FAULTS,
                "--schools",
                SCHOOLS,
                "--seed",
                SEED));
        assertThat(run.status()).as(run.output() + run.errors()).isZero();
        assertThat(run.output())
                .contains("kill -9 of API process 1=1", "kill -9 of API process 2=1", "crash of the database=1")
                .containsPattern("of \\d+ faults of the signing service [1-9]\\d* struck")
                .contains("not told 0, told under several ids 0")
                .contains("lost 0, signed twice 0, wrongly embedded 0, unexplained 0");
    }
}
