package vn.hocba.sandbox.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import vn.hocba.sandbox.demo.DemoFailure;
import vn.hocba.sandbox.demo.DemoOptions;
import vn.hocba.sandbox.demo.PublicApi;

/**
 * Classes are signed while seeded troubles befall the signing service, the people, the API processes and the database; at the
 * end everything has to be signed exactly once, verify, and be explained. Ends with status 0 only then.
 */
public final class Chaos {

    static final List<String> SLOTS = List.of("HOMEROOM_TEACHER", "PRINCIPAL", "SCHOOL_SEAL");
    static final int PUPILS = 8;
    private static final Path RUN = Path.of("target", "chaos-run");
    private static final int REPLICAS = 2;

    /** Some classes: what was ordered strikes its person at the next one, or never, as what concerns a second order of two. */
    private static final Duration TO_STRIKE = Duration.ofMinutes(1);

    /** Everything soon: leases that run out, answers that come too late, second tries. */
    private static final Map<String, String> IMPATIENT = Map.ofEntries(
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

    private static final Map<String, String> IMPATIENT_WITH_SERVICES =
            Map.of("poll-interval", "0.1S", "timeout", "2S", "consent-timeout", "2S");

    private final ChaosOptions options;
    private final Stack stack;
    private final Replicas replicas;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Map<String, Integer> tally = new TreeMap<>();
    private final Map<Dialect, Integer> faultsOrdered = new EnumMap<>(Dialect.class);

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
            Stack stack = Stack.start(RUN, DemoOptions.JAR, Chaos::settings);
            status = new Chaos(options, stack, Replicas.start(stack, REPLICAS)).run() ? 0 : 1;
            if (status != 0) {
                System.out.println("failed with --seed " + options.seed() + " --faults " + options.faults());
            }
        } catch (DemoFailure | SQLException | ExecutionException failure) {
            System.err.println(failure.getMessage());
        }
        System.exit(status);
    }

    private static Map<String, String> settings(JsonNode sandbox) {
        Map<String, String> settings = new LinkedHashMap<>(IMPATIENT);
        for (Dialect dialect : Dialect.values()) {
            Map<String, String> its = new LinkedHashMap<>(IMPATIENT_WITH_SERVICES);
            if (dialect.takesSeveralOrders()) {
                its.put("most-digests", Integer.toString(Way.DIGESTS_IN_AN_ORDER));
            }
            settings.putAll(dialect.settings(sandbox, its));
        }
        return settings;
    }

    /** A school and its people, of whom one signs after the other. */
    private static final class Scene {
        private final LoadSchool school;
        private final LoadSchool.Wish wish;

        /** Of {@link #SLOTS}: whose turn it is, for troubles to find. */
        private volatile int signing;

        /** Troubles so far that it may meet. */
        private final AtomicInteger troubles = new AtomicInteger();

        Scene(LoadSchool school, LoadSchool.Wish wish) {
            this.school = school;
            this.wish = wish;
        }

        /** Whoever is signing, or will sign the same class: some are done so soon that hardly anything would find them. */
        LoadSchool.Person next(Random random) {
            int now = signing;
            return school.signer(SLOTS.get(now + (int) (random.nextDouble() * (SLOTS.size() - now))));
        }
    }

    /** What became of one request. */
    record Signing(LoadSchool.Person person, Ceremony.Ended ended) {}

    private boolean run() throws DemoFailure, IOException, InterruptedException, SQLException, ExecutionException {
        Listener listener = Listener.start();
        List<Scene> scenes = new ArrayList<>();
        for (int number = 1; number <= options.schools(); number++) {
            LoadSchool.Wish wish = new LoadSchool.Wish(number, 1, PUPILS, ways(number));
            LoadSchool school = LoadSchool.create(stack, replicas::any, wish);
            scenes.add(new Scene(school, wish));
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
        Verdict verdict = Verdict.of(new Witnesses(stack, replicas.any(), schools, listener).heard(signings));
        System.out.print(verdict.text());
        return verdict.good();
    }

    /** Each person of a school signs in another way, and those of the next school go on with the list. */
    private static List<Way> ways(int school) {
        return IntStream.range(0, SLOTS.size())
                .mapToObj(person -> Way.ALL.get(((school - 1) * SLOTS.size() + person) % Way.ALL.size()))
                .toList();
    }

    /** A fault of the service strikes at a call that it concerns, if one comes; the other troubles do at once. */
    private void tell() throws DemoFailure {
        JsonNode struck = PublicApi.open(stack.control("faults")).path("struck");
        System.out.println("troubles " + tally);
        Map<Dialect, Map<String, Integer>> byDialect = new EnumMap<>(Dialect.class);
        int all = 0;
        for (Dialect dialect : faultsOrdered.keySet()) {
            Map<String, Integer> its = new TreeMap<>();
            String name = dialect.provider() + " ";
            struck.properties().stream()
                    .filter(one ->
                            one.getKey().startsWith(name) && one.getValue().asInt() > 0)
                    .forEach(one -> its.put(
                            one.getKey().substring(name.length()),
                            one.getValue().asInt()));
            all += its.values().stream().mapToInt(Integer::intValue).sum();
            byDialect.put(dialect, its);
        }
        System.out.printf(
                "of %d faults of the signing service %d struck%n",
                faultsOrdered.values().stream().mapToInt(Integer::intValue).sum(), all);
        byDialect.forEach((dialect, its) -> System.out.printf(
                "  %s: %d of %d %s%n",
                dialect.provider(),
                its.values().stream().mapToInt(Integer::intValue).sum(),
                faultsOrdered.get(dialect),
                its));
    }

    /** Class after class, each by three people, as long as there are troubles to meet; at least one. */
    private List<Signing> signUntilOver(Scene scene) throws DemoFailure, IOException {
        LoadSchool school = scene.school;
        List<Signing> done = new ArrayList<>();
        Map<String, PatientApi> people = new LinkedHashMap<>();
        for (String slot : SLOTS) {
            people.put(slot, PatientApi.as(school.signer(slot).account(), replicas::any, stack.sandbox()));
        }
        String classId = school.classes().getFirst();
        for (int next = 1; ; next++) {
            int met = scene.troubles.get();
            for (Map.Entry<String, PatientApi> one : people.entrySet()) {
                LoadSchool.Person person = school.signer(one.getKey());
                scene.signing = SLOTS.indexOf(one.getKey());
                Ceremony ceremony = new Ceremony(one.getValue(), () -> makePeace(person));
                done.add(new Signing(person, ceremony.sign(one.getKey(), classId)));
            }
            while (!over.get() && scene.troubles.get() == met && !awaitsFault(school)) {
                PatientApi.pause();
            }
            if (over.get()) {
                return done;
            }
            classId = school.anotherClass(stack, replicas::any, scene.wish, next);
        }
    }

    private boolean awaitsFault(LoadSchool school) throws DemoFailure {
        JsonNode concerned = PublicApi.open(stack.control("faults")).path("concerned");
        for (JsonNode credential : concerned) {
            if (SLOTS.stream().anyMatch(slot -> school.signer(slot).credential().equals(credential.asText()))) {
                return true;
            }
        }
        return false;
    }

    private void makePeace(LoadSchool.Person person) {
        try {
            PublicApi.openly(
                    stack.control("credentials/" + person.credential()),
                    person.way().peace());
        } catch (DemoFailure unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }

    private void letLoose(List<Scene> scenes) throws DemoFailure, IOException, InterruptedException, SQLException {
        Random random = new Random(options.seed());
        for (int i = 0; i < options.faults(); i++) {
            Scene scene = scenes.get(random.nextInt(scenes.size()));
            LoadSchool.Person signer = scene.next(random);
            Trouble trouble = Trouble.next(random, replicas.count(), signer.way());
            Duration pause = Duration.ofMillis(random.nextInt(400));
            if (!(trouble instanceof Trouble.Service)) {
                tally.merge(trouble.name(), 1, Integer::sum);
            }
            boolean everybodys = !(trouble instanceof Trouble.Service || trouble instanceof Trouble.Person);
            (everybodys ? scenes : List.of(scene)).forEach(one -> one.troubles.incrementAndGet());
            switch (trouble) {
                case Trouble.Service service -> order(service, signer);
                case Trouble.Logins logins ->
                    PublicApi.openlyOrder("DELETE", stack.control("service-tokens"), Map.of());
                case Trouble.Person person ->
                    PublicApi.openly(stack.control("credentials/" + signer.credential()), person.credential());
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
        faultsOrdered.merge(service.dialect(), 1, Integer::sum);
        Map<String, Object> fault = new LinkedHashMap<>(service.fault());
        fault.put("name", service.name());
        fault.put("credentialID", person.credential());
        PublicApi.openlyOrder("POST", stack.control("faults"), fault);
    }
}
