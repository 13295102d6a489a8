package vn.hocba.sandbox.load;

import java.nio.file.Path;
import java.util.List;
import vn.hocba.sandbox.demo.DemoFailure;
import vn.hocba.sandbox.demo.DemoOptions;

/**
 * The command line of the benchmark.
 *
 * @param transcripts in total, in classes of 40
 * @param schools that they are spread over
 * @param clients classes or schools that are worked on at once
 * @param together classes in one request of a principal and a seal officer; a teacher signs class by class
 * @param warmUp classes that get their three signatures before anything is measured
 * @param api the API: its jar, or a native executable
 */
record BenchOptions(int transcripts, int schools, int clients, int together, int warmUp, Path api) {

    static final int PUPILS = 40;
    static final String USAGE = """
            usage: deploy/bench.sh pipeline [--transcripts N] [--schools N] [--clients N] [--together N] [--warm-up N] [--native FILE]
              --transcripts N  in total, in classes of 40 (default 1200)
              --schools N      that they are spread over (default 3)
              --clients N      people who sign at the same time (default 4)
              --together N     classes in one request of principal and seal (default 1, at most 50)
              --warm-up N      classes that are signed before anything is measured (default 100)
              --native FILE    the API's native executable, instead of its jar""";

    static BenchOptions parse(List<String> arguments) throws DemoFailure {
        int transcripts = 1200;
        int schools = 3;
        int clients = 4;
        int together = 1;
        int warmUp = 100;
        Path api = DemoOptions.JAR;
        for (int i = 0; i < arguments.size(); i += 2) {
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            switch (arguments.get(i)) {
                case "--transcripts" -> transcripts = number(value, 100_000);
                case "--schools" -> schools = number(value, 100);
                case "--clients" -> clients = number(value, 100);
                case "--together" -> together = number(value, 50);
                case "--warm-up" -> warmUp = number(value, 1_000);
                case "--native" -> api = DemoOptions.executable(value, USAGE);
                default -> throw new DemoFailure("unknown option " + arguments.get(i) + "\n" + USAGE);
            }
        }
        return new BenchOptions(transcripts, schools, clients, together, warmUp, api);
    }

    private static int number(String value, int most) throws DemoFailure {
        if (!value.matches("[0-9]{1,6}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > most) {
            throw new DemoFailure("needs a number from 1 to " + most + "\n" + USAGE);
        }
        return Integer.parseInt(value);
    }

    int classesOfSchool() {
        return Math.max(1, Math.ceilDiv(transcripts, PUPILS * schools));
    }
}
