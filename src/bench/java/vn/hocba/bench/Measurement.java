package vn.hocba.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * One figure.
 *
 * @param name such as {@code Signing.ours}
 * @param keys {@code rsa} or {@code p256}
 * @param kilobytes size of the document; 0 where there is none
 * @param micros per operation
 * @param bytes allocated per operation
 */
record Measurement(String name, String keys, int kilobytes, double micros, double bytes) {

    static Measurement of(RunResult run) {
        BenchmarkParams parameters = run.getParams();
        String benchmark = parameters.getBenchmark();
        String size = parameters.getParam("kilobytes");
        String keys = parameters.getParam("keys");
        Result<?> allocated = run.getSecondaryResults().get("gc.alloc.rate.norm");
        return new Measurement(
                benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1),
                keys == null ? "rsa" : keys,
                size == null ? 0 : Integer.parseInt(size),
                run.getPrimaryResult().getScore(),
                allocated == null ? 0 : allocated.getScore());
    }

    /** One figure of each kind out of all rounds: the median, with two rounds their mean. */
    static List<Measurement> medians(List<Measurement> all) {
        Map<List<Object>, List<Measurement>> kinds = new LinkedHashMap<>();
        all.forEach(each -> kinds.computeIfAbsent(
                        List.of(each.name(), each.keys(), each.kilobytes()), kind -> new ArrayList<>())
                .add(each));
        return kinds.values().stream()
                .map(rounds -> new Measurement(
                        rounds.getFirst().name(),
                        rounds.getFirst().keys(),
                        rounds.getFirst().kilobytes(),
                        median(rounds.stream()
                                .mapToDouble(Measurement::micros)
                                .sorted()
                                .toArray()),
                        median(rounds.stream()
                                .mapToDouble(Measurement::bytes)
                                .sorted()
                                .toArray())))
                .toList();
    }

    private static double median(double[] sorted) {
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
