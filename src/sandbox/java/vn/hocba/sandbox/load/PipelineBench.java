package vn.hocba.sandbox.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import vn.hocba.sandbox.demo.DemoFailure;
import vn.hocba.sandbox.demo.DemoProcesses;
import vn.hocba.sandbox.demo.PublicApi;
import vn.hocba.sandbox.signing.Consent;

/**
 * Measures the signing pipeline: locked classes get their three signatures through the public API, with consents that are
 * given at once. Asserts nothing about time; ends with status 0 when everything was signed.
 */
public final class PipelineBench {

    static final List<String> SLOTS = List.of("HOMEROOM_TEACHER", "PRINCIPAL", "SCHOOL_SEAL");
    private static final Path RUN = Path.of("target", "bench-run");
    private static final Path RESULT = Path.of("target", "bench", "pipeline.json");
    private static final List<Way> WITH_PIN =
            Collections.nCopies(SLOTS.size(), new Way("sandbox", Dialect.CSC_V2, Consent.PIN, 2, Way.MANY));
    private static final Duration YARDSTICK = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int MOST_PAUSES = 30;
    private static final double IDLE_SECONDS = 0.1;

    /** The collector as in the Dockerfile; compilers that stay, so that their time can be read at the end. */
    private static final List<String> MACHINE =
            List.of("-Xmx512m", "-XX:+UseParallelGC", "-XX:-UseDynamicNumberOfCompilerThreads");

    private final BenchOptions options;
    private final Stack stack;
    private final DemoProcesses.Server api;

    private PipelineBench(BenchOptions options, Stack stack, DemoProcesses.Server api) {
        this.options = options;
        this.stack = stack;
        this.api = api;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int status = 1;
        try {
            BenchOptions options = BenchOptions.parse(List.of(arguments));
            System.out.println("starting database, signing service and API (logs: " + RUN + ")");
            Stack stack = Stack.start(RUN, options.api(), sandbox -> Map.of());
            DemoProcesses.Server api = stack.api("api", 0, MACHINE);
            new PipelineBench(options, stack, api).run();
            status = 0;
        } catch (DemoFailure | SQLException | GeneralSecurityException | ExecutionException failure) {
            System.err.println(failure.getMessage());
        }
        System.exit(status);
    }

    private void run()
            throws DemoFailure, IOException, InterruptedException, SQLException, GeneralSecurityException,
                    ExecutionException {
        System.out.printf(
                "importing and locking %d transcripts%n",
                (options.warmUp() + options.schools() * options.classesOfSchool()) * BenchOptions.PUPILS);
        LoadSchool first = school(0, options.warmUp());
        List<LoadSchool> schools = atOnce(java.util.stream.IntStream.rangeClosed(1, options.schools())
                .<Callable<LoadSchool>>mapToObj(number -> () -> school(number, options.classesOfSchool()))
                .toList());
        double keyOperations = Yardsticks.keyOperations(YARDSTICK);
        double commits;
        try (Connection connection = stack.database()) {
            commits = Yardsticks.commits(connection, YARDSTICK);
            // what the database does by itself within a minute of such an import
            try (Statement statement = connection.createStatement()) {
                statement.execute("ANALYZE");
            }
        }
        // the first signatures of a fresh process say little about the rest: its code is interpreted, and being
        // compiled
        System.out.printf("warming up with %d signatures%n", options.warmUp() * BenchOptions.PUPILS * SLOTS.size());
        signAll(List.of(first), options.together());
        settle();
        PipelineReport report = new PipelineReport(options, keyOperations, commits);
        Readings start = Readings.take(stack, api);
        try (Memory memory = Memory.watching(api)) {
            for (String slot : SLOTS) {
                Readings before = Readings.take(stack, api);
                report.slot(
                        slot,
                        sign(schools, slot, options.together()),
                        Readings.take(stack, api).since(before));
            }
            report.total(Readings.take(stack, api).since(start), memory.samples());
        }
        System.out.println();
        System.out.print(report.table());
        report.write(RESULT);
        System.out.println();
        System.out.println("written to " + RESULT);
    }

    /** Until the compilers have done what import and warming up left them: that is no cost of the signatures to come. */
    private void settle() throws IOException, InterruptedException {
        double done = Readings.compilers(api.process().pid());
        for (int pause = 0; pause < MOST_PAUSES; pause++) {
            Thread.sleep(PAUSE);
            double now = Readings.compilers(api.process().pid());
            if (now - done < IDLE_SECONDS) {
                return;
            }
            done = now;
        }
    }

    private LoadSchool school(int number, int classes) throws DemoFailure, IOException {
        return LoadSchool.create(
                stack, api::address, new LoadSchool.Wish(number, classes, BenchOptions.PUPILS, WITH_PIN));
    }

    private void signAll(List<LoadSchool> schools, int together)
            throws InterruptedException, ExecutionException, DemoFailure {
        for (String slot : SLOTS) {
            sign(schools, slot, together);
        }
    }

    /** Requests and signatures of one slot. */
    record Signed(int requests, int signatures) {}

    private Signed sign(List<LoadSchool> schools, String slot, int together)
            throws InterruptedException, ExecutionException, DemoFailure {
        List<Callable<Integer>> requests = new ArrayList<>();
        for (LoadSchool school : schools) {
            LoadSchool.Person signer = school.signer(slot);
            PublicApi person = PublicApi.as(signer.account(), api.address(), stack.sandbox());
            int size = slot.equals("HOMEROOM_TEACHER") ? 1 : together;
            for (int from = 0; from < school.classes().size(); from += size) {
                List<String> classes =
                        school.classes().subList(from, Math.min(school.classes().size(), from + size));
                requests.add(() -> sign(person, slot, classes));
            }
        }
        int signatures = atOnce(requests).stream().mapToInt(Integer::intValue).sum();
        return new Signed(requests.size(), signatures);
    }

    /** Opens a request, gives the PIN, and returns when its stream of events ends: how many were signed. */
    private static int sign(PublicApi person, String slot, List<String> classes) throws DemoFailure {
        Map<String, Object> wish = new LinkedHashMap<>(Map.of("slot", slot));
        if (classes.size() == 1) {
            wish.put("classId", classes.getFirst());
        } else {
            wish.put("classIds", classes);
        }
        String path = "/v1/signing-requests/"
                + person.post("/v1/signing-requests", wish).path("id").asText();
        person.post(path + "/consent", Map.of("pin", Way.PIN));
        person.bytes(path + "/events");
        JsonNode request = person.get(path);
        if (!request.path("status").asText().equals("COMPLETED")) {
            throw new DemoFailure("a request ended otherwise: " + request.path("status") + " " + request.path("stopped")
                    + " " + request.path("counts"));
        }
        return request.at("/counts/signed").asInt();
    }

    private <T> List<T> atOnce(List<Callable<T>> work) throws InterruptedException, ExecutionException {
        try (ExecutorService clients = Executors.newFixedThreadPool(options.clients())) {
            List<T> results = new ArrayList<>();
            for (Future<T> one : clients.invokeAll(work)) {
                results.add(one.get());
            }
            return results;
        }
    }
}
