package vn.hocba.sandbox.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vn.hocba.sandbox.http.Json;

/** Figures of one run of the benchmark, as a table for people and as JSON for programs. */
final class PipelineReport {

    private record Row(String what, int requests, int signatures, Readings used) {

        double perSignature(double amount) {
            return amount / Math.max(1, signatures);
        }
    }

    private final BenchOptions options;
    private final double keyOperations;
    private final double commits;
    private final List<Row> rows = new ArrayList<>();
    private List<Memory.Sample> memory = List.of();

    /**
     * @param keyOperations bare P-256 signatures a second on one thread
     * @param commits bare commits a second on one connection
     */
    PipelineReport(BenchOptions options, double keyOperations, double commits) {
        this.options = options;
        this.keyOperations = keyOperations;
        this.commits = commits;
    }

    void slot(String slot, PipelineBench.Signed signed, Readings used) {
        rows.add(
                new Row(slot.toLowerCase(Locale.ROOT).replace('_', ' '), signed.requests(), signed.signatures(), used));
    }

    void total(Readings used, List<Memory.Sample> samples) {
        rows.add(new Row(
                "all",
                rows.stream().mapToInt(Row::requests).sum(),
                rows.stream().mapToInt(Row::signatures).sum(),
                used));
        memory = samples;
    }

    String table() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%-18s %8s %10s %8s %9s %9s %8s %8s %8s %8s %8s %7s %7s"
                        .formatted(
                                "slot",
                                "requests",
                                "signatures",
                                "per s",
                                "stmts/sig",
                                "commit/sig",
                                "api ms",
                                "jit ms",
                                "db ms",
                                "svc ms",
                                "drv ms",
                                "calls/b",
                                "asks/b"));
        for (Row row : rows) {
            line(
                    text,
                    "%-18s %8d %10d %8.0f %9.2f %9.3f %8.2f %8.2f %8.2f %8.2f %8.2f %7.2f %7.2f"
                            .formatted(
                                    row.what(),
                                    row.requests(),
                                    row.signatures(),
                                    (double) row.signatures() / row.used().seconds(),
                                    row.perSignature(row.used().statements()),
                                    row.perSignature((double) row.used().commits()),
                                    milliseconds(row, "api"),
                                    milliseconds(row, "api-compilers"),
                                    milliseconds(row, "postgresql"),
                                    milliseconds(row, "sandbox"),
                                    milliseconds(row, "driver"),
                                    (double) row.used().calls().values().stream()
                                                    .mapToInt(Integer::intValue)
                                                    .sum()
                                            / row.requests(),
                                    (double) row.used().asked() / row.requests()));
        }
        text.append("calls to the service: ")
                .append(rows.getLast().used().calls())
                .append('\n');
        line(
                text,
                "alone on this machine now: %.0f P-256 key operations/s on one thread, %.0f commits/s on one connection"
                        .formatted(keyOperations, commits));
        line(
                text,
                "memory of the API, MB: resident %s, live heap %s"
                        .formatted(trend(Memory.Sample::resident), trend(Memory.Sample::heap)));
        text.append(
                        "stmts: commands that the API's database client completed, BEGIN and COMMIT among them, each a round trip;\n")
                .append(
                        "commits: pg_stat_database; ms: CPU milliseconds per signature; jit: the part of api that went into compiling its\n")
                .append("code; b: a request (batch)\n");
        return text.toString();
    }

    private static double milliseconds(Row row, String process) {
        return row.perSignature(row.used().cpuSeconds().getOrDefault(process, 0.0) * 1000);
    }

    /** Median of the first and of the last third, and the most. */
    private String trend(java.util.function.ToDoubleFunction<Memory.Sample> value) {
        int third = Math.max(1, memory.size() / 3);
        if (memory.isEmpty()) {
            return "-";
        }
        return "%.0f -> %.0f (most %.0f)"
                .formatted(
                        median(memory.subList(0, third), value),
                        median(memory.subList(memory.size() - third, memory.size()), value),
                        memory.stream().mapToDouble(value).max().orElse(0));
    }

    private static double median(
            List<Memory.Sample> samples, java.util.function.ToDoubleFunction<Memory.Sample> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }

    void write(Path file) throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("transcripts", options.transcripts());
        result.put("clients", options.clients());
        result.put("classesTogether", options.together());
        result.put("warmUpClasses", options.warmUp());
        result.put("processors", Runtime.getRuntime().availableProcessors());
        result.put("keyOperationsPerSecond", keyOperations);
        result.put("commitsPerSecond", commits);
        result.put("rows", rows.stream().map(PipelineReport::json).toList());
        result.put("memoryMegabytes", memory);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Json.bytes(result));
    }

    private static Map<String, Object> json(Row row) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("slot", row.what());
        one.put("requests", row.requests());
        one.put("signatures", row.signatures());
        one.put("seconds", row.used().seconds());
        one.put("signaturesPerSecond", (double) row.signatures() / row.used().seconds());
        one.put("statementsPerSignature", row.perSignature(row.used().statements()));
        one.put("commitsPerSignature", row.perSignature((double) row.used().commits()));
        one.put("cpuSeconds", row.used().cpuSeconds());
        one.put("calls", row.used().calls());
        one.put("asked", row.used().asked());
        return one;
    }
}
