package vn.hocba.sandbox.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import vn.hocba.sandbox.demo.DemoFailure;
import vn.hocba.sandbox.demo.DemoProcesses;
import vn.hocba.sandbox.demo.PublicApi;

/**
 * What has been used up until now, of things that only grow: two readings make a measurement.
 *
 * @param cpuSeconds user and system time by process, from {@code /proc}; the database with all its processes; of the API's time
 *     once more by itself what its compilers took, as {@code api-compilers}
 * @param statements commands that the API's PostgreSQL client completed, BEGIN and COMMIT among them; each is a round trip
 * @param commits transactions that the database committed, from {@code pg_stat_database}
 * @param calls calls to the signing service by operation
 * @param asked how often a person was asked to consent
 */
record Readings(
        long nanos,
        Map<String, Double> cpuSeconds,
        double statements,
        long commits,
        Map<String, Integer> calls,
        int asked) {

    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int CHILDREN_SYSTEM_TIME = 14;

    static Readings take(Stack stack, DemoProcesses.Server api) throws IOException, DemoFailure, SQLException {
        Map<String, Double> cpu = new TreeMap<>();
        cpu.put("api", cpuSeconds(api.process().pid(), false));
        cpu.put("api-compilers", compilers(api.process().pid()));
        cpu.put("sandbox", cpuSeconds(stack.sandboxPid(), false));
        cpu.put("postgresql", database(stack.databasePid()));
        cpu.put("driver", cpuSeconds(ProcessHandle.current().pid(), false));
        JsonNode counters = PublicApi.open(stack.control("counters"));
        Map<String, Integer> calls = new TreeMap<>();
        counters.path("calls")
                .properties()
                .forEach(one -> calls.put(one.getKey(), one.getValue().asInt()));
        return new Readings(
                System.nanoTime(),
                cpu,
                metric(api.address(), "postgresql_completed_total"),
                commits(stack),
                calls,
                counters.path("asked").asInt());
    }

    /** The database's first process counts its ended children itself. */
    private static double database(long first) throws IOException {
        double sum = cpuSeconds(first, true);
        for (ProcessHandle child : ProcessHandle.of(first)
                .map(ProcessHandle::children)
                .orElseGet(Stream::empty)
                .toList()) {
            sum += cpuSeconds(child.pid(), false);
        }
        return sum;
    }

    /** Seconds of the threads of a Java machine that compile; they stay as long as it does. */
    static double compilers(long pid) throws IOException {
        double sum = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                if (read(thread.resolve("comm")).contains("CompilerThre")) {
                    sum += cpuSeconds(thread, false);
                }
            }
        }
        return sum;
    }

    private static double cpuSeconds(long pid, boolean withEndedChildren) throws IOException {
        return cpuSeconds(Path.of("/proc", Long.toString(pid)), withEndedChildren);
    }

    /** @return the file's text; empty if process or thread has ended */
    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException ended) {
            return "";
        }
    }

    private static double cpuSeconds(Path task, boolean withEndedChildren) throws IOException {
        String stat = read(task.resolve("stat"));
        if (stat.isEmpty()) {
            return 0;
        }
        // the name in parentheses may hold spaces; the fields after it do not
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double ticks = 0;
        for (int i = USER_TIME; i <= (withEndedChildren ? CHILDREN_SYSTEM_TIME : USER_TIME + 1); i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** Sum of a metric over its labels; 0 if there is none of that name. */
    static double metric(URI api, String name) throws DemoFailure {
        return PublicApi.text(api.resolve("/q/metrics"))
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static long commits(Stack stack) throws SQLException {
        try (Connection connection = stack.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What was used between two readings. */
    Readings since(Readings before) {
        Map<String, Double> cpu = new TreeMap<>();
        cpuSeconds.forEach((name, seconds) -> cpu.put(name, seconds - before.cpuSeconds.getOrDefault(name, 0.0)));
        Map<String, Integer> made = new TreeMap<>();
        calls.forEach((name, count) -> {
            int more = count - before.calls.getOrDefault(name, 0);
            if (more > 0) {
                made.put(name, more);
            }
        });
        return new Readings(
                nanos - before.nanos,
                cpu,
                statements - before.statements,
                commits - before.commits,
                made,
                asked - before.asked);
    }

    double seconds() {
        return nanos / 1e9;
    }
}
