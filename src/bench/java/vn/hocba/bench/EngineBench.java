package vn.hocba.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures everything in rounds, each benchmark once per round in a process of its own: what else the machine does meanwhile falls
 * on all of them alike, and the ratios hold where the times do not. Arguments: {@code --quick}, {@code --only <pattern>}.
 */
public final class EngineBench {

    /** A part of a round: which benchmarks, with which parameters, and for how long. */
    private record Part(
            String pattern, String keys, List<String> kilobytes, int warmUps, int iterations, long millis) {}

    private EngineBench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        boolean quick = given.contains("--quick");
        String only = given.contains("--only") ? given.get(given.indexOf("--only") + 1) : "";
        int rounds = quick || !only.isEmpty() ? 1 : 2;

        Fixture.of("rsa").write();
        Fixture.of("p256").write();
        Machine machine = Machine.now();
        List<Measurement> measured = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (Part part : parts(quick)) {
                if (part.pattern().matches(".*(" + only + ").*")) {
                    System.err.printf("round %d of %d: %s%n", round, rounds, part.pattern());
                    run(part).stream().map(Measurement::of).forEach(measured::add);
                }
            }
        }
        Report report = new Report(machine, Machine.now(), Measurement.medians(measured));
        report.write(Path.of("target/bench/engine.json"));
        System.out.println(report.markdown());
    }

    private static List<Part> parts(boolean quick) {
        List<String> sizes = List.of("8", "80", "800");
        List<Part> parts = new ArrayList<>();
        int n = quick ? 2 : 4;
        long fast = quick ? 250 : 700;
        long slow = quick ? 600 : 1500;
        for (String size : sizes) {
            List<String> one = List.of(size);
            parts.add(new Part("Signing.sha256", "rsa", one, n / 2, n / 2, fast));
            parts.add(new Part("Signing.ours$", "rsa", one, n, n, fast));
            parts.add(new Part("Signing.oursInTwoSteps", "rsa", one, n, n, fast));
            parts.add(new Part("Signing.jdk", "rsa", one, n, n / 2, fast));
            parts.add(new Part("Signing.dss", "rsa", one, n, n / 2, slow));
            // much code, of which much is called once for a document: the compiler is not through with it before ten
            // seconds
            parts.add(new Part("Verification.ours", "rsa", one, 2 * n, n, slow));
            parts.add(new Part("Verification.jdk", "rsa", one, 2 * n, n / 2, slow));
            parts.add(new Part("Verification.dss", "rsa", one, 2 * n, n / 2, slow));
        }
        parts.add(new Part("Signing.oursInTwoSteps", "p256", List.of("8"), n, n / 2, fast));
        parts.add(new Part("Verification.ours", "p256", List.of("8"), 2 * n, n / 2, slow));
        parts.add(new Part("Verification.dss", "p256", List.of("8"), 2 * n, n / 2, slow));
        parts.add(new Part("KeyOperation.verify", "rsa", List.of(), n / 2, n / 2, fast));
        parts.add(new Part("KeyOperation.sign", "rsa", List.of(), n / 2, n / 2, fast));
        parts.add(new Part("KeyOperation.verify", "p256", List.of(), n / 2, n / 2, fast));
        parts.add(new Part("KeyOperation.sign", "p256", List.of(), n / 2, n / 2, fast));
        return parts;
    }

    private static Collection<RunResult> run(Part part) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + part.pattern())
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(1)
                .threads(1)
                .warmupIterations(part.warmUps())
                .warmupTime(TimeValue.milliseconds(part.millis()))
                .measurementIterations(part.iterations())
                .measurementTime(TimeValue.milliseconds(part.millis()))
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms512m", "-Xmx1g", "--sun-misc-unsafe-memory-access=allow")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        options.param("keys", part.keys());
        if (!part.kilobytes().isEmpty()) {
            options.param("kilobytes", part.kilobytes().toArray(String[]::new));
        }
        return new Runner(options.build()).run();
    }
}
