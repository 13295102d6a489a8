package vn.hocba.sandbox.load;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import vn.hocba.sandbox.demo.DemoFailure;
import vn.hocba.sandbox.demo.PublicApi;

/**
 * Classes are signed while seeded troubles befall the signing service, the people, the API processes and the database; at the
 * end everything has to be signed exactly once, verify, and be explained. Ends with status 0 only then.
 */
public final class Chaos {

    static final List<String> SLOTS = List.of("HOMEROOM_TEACHER", "PRINCIPAL", "SCHOOL_SEAL");
    static final int PUPILS = 8;
    private static final String PIN = "246810";
    private static final Path RUN = Path.of("target", "chaos-run");
    private static final int REPLICAS = 2;
    private static final Map<String, Object> PHONE =
            Map.of("algorithm", "P-256", "consent", "PHONE", "approve", "auto", "multisign", 2000, "perOrder", 5);
    private static final Map<String, Object> WITH_PIN =
            Map.of("algorithm", "P-256", "consent", "PIN", "pin", PIN, "multisign", 2000, "perOrder", 5);
    private static final Map<String, Object> PEACE =
            Map.of("approve", "auto", "approvalSeconds", 900, "sadSeconds", 3600, "pin", PIN, "unlock", true);

    /** Everything soon: leases that run out, answers that come too late, second tries. */
    private static final Map<String, String> IMPATIENT = Map.ofEntries(
            Map.entry("hocba.providers.sandbox.poll-interval", "0.1S"),
            Map.entry("hocba.providers.sandbox.timeout", "2S"),
            Map.entry("hocba.providers.sandbox.most-digests", "5"),
            Map.entry("hocba.signing.asynchronous-from", "5"),
            Map.entry("hocba.signing.chunk", "3"),
            Map.entry("hocba.signing.lease", "3S"),
            Map.entry("hocba.signing.poll", "0.2S"),
            Map.entry("hocba.signing.first-retry", "0.2S"),
            Map.entry("hocba.signing.longest-retry", "2S"),
            Map.entry("hocba.webhooks.allow-loopback", "true"),
            Map.entry("hocba.webhooks.timeout", "2S"),
            // a receiver is given four at a look, and there are hundreds
            Map.entry("hocba.webhooks.poll", "0.1S"),
            Map.entry("hocba.webhooks.first-retry", "0.1S"));

    private final ChaosOptions options;
    private final Stack stack;
    private final Replicas replicas;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Map<String, Integer> tally = new TreeMap<>();

    private Chaos(ChaosOptions options, Stack stack, Replicas replicas) {
        this.options = options;
        this.stack = stack;
        this.replicas = replicas;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int status = 1;
        try {
            ChaosOptions options = ChaosOptions.parse(List.of(arguments));
            System.out.printf("seed %d, %d faults; logs: %s%n", options.seed(), options.faults(), RUN);
            Stack stack = Stack.start(RUN, IMPATIENT);
            status = new Chaos(options, stack, Replicas.start(stack, REPLICAS)).run() ? 0 : 1;
            if (status != 0) {
                System.out.println("failed with --seed " + options.seed() + " --faults " + options.faults());
            }
        } catch (DemoFailure | SQLException | ExecutionException failure) {
            System.err.println(failure.getMessage());
        }
        System.exit(status);
    }

    /** What became of one request. */
    record Signing(LoadSchool school, String slot, Ceremony.Ended ended) {}

    private boolean run() throws DemoFailure, IOException, InterruptedException, SQLException, ExecutionException {
        Listener listener = Listener.start();
        List<LoadSchool> schools = new ArrayList<>();
        List<Callable<List<Signing>>> work = new ArrayList<>();
        for (int i = 1; i <= options.schools(); i++) {
            int number = i;
            LoadSchool school = LoadSchool.create(stack, replicas::any, wish(number));
            schools.add(school);
            listener.registerAt(school, wish(number).code(), stack, replicas::any);
            work.add(() -> signUntilOver(school, wish(number)));
        }
        List<Signing> signings = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Signing>>> signing = new ArrayList<>();
            work.forEach(one -> signing.add(people.submit(one)));
            try {
                letLoose(schools);
            } finally {
                // even when it failed: the people are waited for
                over.set(true);
            }
            System.out.println("the troubles are over; what was begun is finished in peace");
            for (Future<List<Signing>> school : signing) {
                signings.addAll(school.get());
            }
        }
        System.out.println("troubles " + tally);
        Verdict verdict = Verdict.of(stack, replicas.any(), schools, signings, listener);
        System.out.print(verdict.text());
        return verdict.good();
    }

    /** Half of the people consent on the phone, half with a PIN. */
    private static LoadSchool.Wish wish(int number) {
        return new LoadSchool.Wish(number, 1, PUPILS, number % 2 == 0 ? PHONE : WITH_PIN);
    }

    /** Class after class, each by three people, until the troubles are over; at least one. */
    private List<Signing> signUntilOver(LoadSchool school, LoadSchool.Wish wish) throws DemoFailure, IOException {
        List<Signing> done = new ArrayList<>();
        Map<String, PatientApi> people = new LinkedHashMap<>();
        for (String slot : SLOTS) {
            people.put(slot, PatientApi.as(school.signer(slot).account(), replicas::any, stack.sandbox()));
        }
        String classId = school.classes().getFirst();
        for (int next = 1; ; next++) {
            for (Map.Entry<String, PatientApi> one : people.entrySet()) {
                Ceremony ceremony = new Ceremony(one.getValue(), () -> makePeace(school.signer(one.getKey())));
                done.add(new Signing(school, one.getKey(), ceremony.sign(one.getKey(), classId, PIN)));
            }
            if (over.get()) {
                return done;
            }
            classId = school.anotherClass(stack, replicas::any, wish, next);
        }
    }

    private void makePeace(LoadSchool.Person person) {
        try {
            PublicApi.openly(stack.control("credentials/" + person.credential()), PEACE);
        } catch (DemoFailure unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }

    private void letLoose(List<LoadSchool> schools)
            throws DemoFailure, IOException, InterruptedException, SQLException {
        Random random = new Random(options.seed());
        for (int i = 0; i < options.faults(); i++) {
            Trouble trouble = Trouble.next(random, replicas.count());
            LoadSchool school = schools.get(random.nextInt(schools.size()));
            String slot = SLOTS.get(random.nextInt(SLOTS.size()));
            Duration pause = Duration.ofMillis(random.nextInt(400));
            tally.merge(trouble.name(), 1, Integer::sum);
            switch (trouble) {
                case Trouble.Service service -> order(service, school.signer(slot));
                case Trouble.Person person ->
                    PublicApi.openly(
                            stack.control("credentials/" + school.signer(slot).credential()), person.credential());
                case Trouble.Kill kill -> replicas.kill(kill.replica());
                case Trouble.Crash crash -> replicas.crashDatabase();
            }
            Thread.sleep(pause);
        }
        // what was ordered and has not happened yet would keep the last classes from ending
        PublicApi.openlyOrder("DELETE", stack.control("faults"), Map.of());
        for (LoadSchool school : schools) {
            SLOTS.forEach(slot -> makePeace(school.signer(slot)));
        }
    }

    private void order(Trouble.Service service, LoadSchool.Person person) throws DemoFailure {
        Map<String, Object> fault = new LinkedHashMap<>(service.fault());
        fault.put("credentialID", person.credential());
        PublicApi.openlyOrder("POST", stack.control("faults"), fault);
    }
}
