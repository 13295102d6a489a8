package vn.hocba.sandbox.load;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import vn.hocba.sandbox.demo.DemoFailure;
import vn.hocba.sandbox.demo.PublicApi;
import vn.hocba.sandbox.signing.Consent;

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

    /** Some classes: what was ordered strikes its person at the next one, or never, as what concerns a second order of two. */
    private static final Duration TO_STRIKE = Duration.ofMinutes(1);

    private static final Map<String, Object> PHONE = Map.of(
            "algorithm",
            "P-256",
            "consent",
            Consent.PHONE.wireName(),
            "approve",
            "auto",
            "multisign",
            2000,
            "perOrder",
            5);
    private static final Map<String, Object> WITH_PIN = Map.of(
            "algorithm", "P-256", "consent", Consent.PIN.wireName(), "pin", PIN, "multisign", 2000, "perOrder", 5);
    private static final Map<String, Object> PEACE = Map.of(
            "approve",
            "auto",
            "approvalSeconds",
            900,
            "sadSeconds",
            3600,
            "pin",
            PIN,
            "unlock",
            true,
            "status",
            "valid");

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
    private int faultsOrdered;

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

    /** A school and its people, of whom one signs after the other. */
    private static final class Scene {
        private final LoadSchool school;
        private final LoadSchool.Wish wish;
        private final Consent consent;

        /** Whose turn it is, for troubles to find. */
        private volatile LoadSchool.Person signing;

        Scene(LoadSchool school, LoadSchool.Wish wish, Consent consent) {
            this.school = school;
            this.wish = wish;
            this.consent = consent;
            this.signing = school.teacher();
        }
    }

    /** What became of one request. */
    record Signing(LoadSchool school, String slot, Ceremony.Ended ended) {}

    private boolean run() throws DemoFailure, IOException, InterruptedException, SQLException, ExecutionException {
        Listener listener = Listener.start();
        List<Scene> scenes = new ArrayList<>();
        for (int number = 1; number <= options.schools(); number++) {
            // half of the people consent on the phone, half with a PIN
            Consent consent = number % 2 == 0 ? Consent.PHONE : Consent.PIN;
            LoadSchool.Wish wish = new LoadSchool.Wish(number, 1, PUPILS, consent == Consent.PHONE ? PHONE : WITH_PIN);
            LoadSchool school = LoadSchool.create(stack, replicas::any, wish);
            scenes.add(new Scene(school, wish, consent));
            listener.registerAt(school, wish.code(), stack, replicas::any);
        }
        List<Signing> signings = new ArrayList<>();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Signing>>> signing = new ArrayList<>();
            scenes.forEach(scene -> signing.add(people.submit(() -> signUntilOver(scene))));
            try {
                letLoose(scenes);
            } finally {
                // even when it failed: the people are waited for
                over.set(true);
            }
            System.out.println("the troubles are over; what was begun is finished in peace");
            for (Future<List<Signing>> school : signing) {
                signings.addAll(school.get());
            }
        }
        tell();
        List<LoadSchool> schools = scenes.stream().map(scene -> scene.school).toList();
        Verdict verdict = Verdict.of(stack, replicas.any(), schools, signings, listener);
        System.out.print(verdict.text());
        return verdict.good();
    }

    /** A fault of the service strikes at a call that it concerns, if one comes; the other troubles do at once. */
    private void tell() throws DemoFailure {
        Map<String, Integer> struck = new TreeMap<>();
        PublicApi.open(stack.control("faults"))
                .path("struck")
                .properties()
                .forEach(one -> struck.put(one.getKey(), one.getValue().asInt()));
        System.out.println("troubles " + tally);
        System.out.printf(
                "of %d faults of the signing service %d struck %s%n",
                faultsOrdered,
                struck.values().stream().mapToInt(Integer::intValue).sum(),
                struck);
    }

    /** Class after class, each by three people, until the troubles are over; at least one. */
    private List<Signing> signUntilOver(Scene scene) throws DemoFailure, IOException {
        LoadSchool school = scene.school;
        List<Signing> done = new ArrayList<>();
        Map<String, PatientApi> people = new LinkedHashMap<>();
        for (String slot : SLOTS) {
            people.put(slot, PatientApi.as(school.signer(slot).account(), replicas::any, stack.sandbox()));
        }
        String classId = school.classes().getFirst();
        for (int next = 1; ; next++) {
            for (Map.Entry<String, PatientApi> one : people.entrySet()) {
                LoadSchool.Person person = school.signer(one.getKey());
                scene.signing = person;
                Ceremony ceremony = new Ceremony(one.getValue(), () -> makePeace(person));
                done.add(new Signing(school, one.getKey(), ceremony.sign(one.getKey(), classId, PIN)));
            }
            if (over.get()) {
                return done;
            }
            classId = school.anotherClass(stack, replicas::any, scene.wish, next);
        }
    }

    private void makePeace(LoadSchool.Person person) {
        try {
            PublicApi.openly(stack.control("credentials/" + person.credential()), PEACE);
        } catch (DemoFailure unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }

    private void letLoose(List<Scene> scenes) throws DemoFailure, IOException, InterruptedException, SQLException {
        Random random = new Random(options.seed());
        for (int i = 0; i < options.faults(); i++) {
            Scene scene = scenes.get(random.nextInt(scenes.size()));
            Trouble trouble = Trouble.next(random, replicas.count(), scene.consent);
            LoadSchool.Person signing = scene.signing;
            Duration pause = Duration.ofMillis(random.nextInt(400));
            tally.merge(trouble.name(), 1, Integer::sum);
            switch (trouble) {
                case Trouble.Service service -> order(service, signing);
                case Trouble.Person person ->
                    PublicApi.openly(stack.control("credentials/" + signing.credential()), person.credential());
                case Trouble.Kill kill -> replicas.kill(kill.replica());
                case Trouble.Crash crash -> replicas.crashDatabase();
            }
            Thread.sleep(pause);
        }
        awaitStrikes();
        // what was ordered and has not happened yet would keep the last classes from ending
        PublicApi.openlyOrder("DELETE", stack.control("faults"), Map.of());
        for (Scene scene : scenes) {
            SLOTS.forEach(slot -> makePeace(scene.school.signer(slot)));
        }
    }

    private void awaitStrikes() throws DemoFailure, InterruptedException {
        Instant end = Instant.now().plus(TO_STRIKE);
        while (PublicApi.open(stack.control("faults")).path("waiting").asInt() > 0
                && Instant.now().isBefore(end)) {
            Thread.sleep(200);
        }
    }

    private void order(Trouble.Service service, LoadSchool.Person person) throws DemoFailure {
        faultsOrdered++;
        Map<String, Object> fault = new LinkedHashMap<>(service.fault());
        fault.put("name", service.name());
        fault.put("credentialID", person.credential());
        PublicApi.openlyOrder("POST", stack.control("faults"), fault);
    }
}
