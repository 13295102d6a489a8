package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hocba.signing.KillSchool.Consent;
import vn.hocba.signing.KilledCeremony.Outcome;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.PostgresProxy;
import vn.hocba.testing.SigningServiceProxy;
import vn.hocba.testing.WirePoint;
import vn.hocba.testing.WireWatch;

/**
 * SIGKILL to the API before and after each call to the signing service and each commit. The points are found by
 * watching a ceremony that is left alone. Several ceremonies of different schools are held at a point of their own, and
 * one kill ends them all; where one keeps another from its point, that one has its turn later.
 */
class KillIT {

    static final int TRANSCRIPTS = 2;
    private static final int SCHOOLS_PER_MODE = 6;
    /** Deaths of one mode in a wave, at the first, second and last attempt to have a ceremony come to its point. */
    private static final List<Integer> TOGETHER = List.of(SCHOOLS_PER_MODE, 2, 1);

    private static final long STANDSTILL_MILLIS = 3_000;

    private final WireWatch watch = new WireWatch();
    private final Map<Consent, List<KillSchool>> schools = new EnumMap<>(Consent.class);
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable ApiUnderTest started;

    private record Death(Consent mode, WirePoint point) {}

    /**
     * What became of a ceremony.
     *
     * @param answerMayBeLost whether a call stood announced in the database, without its answer, when the API died: CSC
     *     v2 cannot say what became of it. Everywhere else the ceremony must go on by itself.
     */
    private record Aftermath(Outcome outcome, boolean answerMayBeLost) {}

    @BeforeEach
    void startBehindProxies() {
        ApiUnderTest api = ApiUnderTest.own("kill", sandbox -> {
            PostgresProxy database = new PostgresProxy(
                    new InetSocketAddress(
                            sandbox.described("/postgres/host"), Integer.parseInt(sandbox.described("/postgres/port"))),
                    watch);
            SigningServiceProxy service = new SigningServiceProxy(URI.create(sandbox.csc()), watch);
            return Map.of(
                    "hocba.database.port", Integer.toString(database.port()),
                    "hocba.providers.sandbox.url", service.url(),
                    "hocba.providers.sandbox.poll-interval", "0.1S",
                    "hocba.providers.sandbox.concurrency", "16",
                    "hocba.signing.concurrency", "16",
                    "hocba.signing.lease", "2S",
                    // what one connection is told of would count as a passage of the other
                    "hocba.notices.listen", "false",
                    "hocba.signing.streams.look", "0.05S",
                    "hocba.signing.poll", "0.2S");
        });
        started = api;
        for (Consent mode : Consent.values()) {
            schools.put(
                    mode,
                    Stream.generate(() -> KillSchool.create(api, mode))
                            .limit(SCHOOLS_PER_MODE)
                            .toList());
        }
    }

    @AfterEach
    void stop() {
        people.shutdownNow();
        if (started != null) {
            started.stop();
        }
    }

    @Test
    void finishesWithoutAskingAgainWhereverTheWireAllows() throws InterruptedException, ExecutionException {
        Map<Consent, List<WirePoint>> walks = new EnumMap<>(Consent.class);
        Deque<Death> deaths = new ArrayDeque<>();
        for (Consent mode : Consent.values()) {
            List<WirePoint> walk = undisturbed(mode);
            walks.put(mode, walk);
            walk.forEach(point -> deaths.add(new Death(mode, point)));
        }
        assertThat(deaths).as("points found").hasSizeGreaterThan(20);

        Map<Death, Aftermath> aftermaths = new HashMap<>();
        for (int together : TOGETHER) {
            Deque<Death> left = new ArrayDeque<>(deaths);
            while (!left.isEmpty()) {
                if (together == 1) {
                    forgetServiceLogin();
                }
                Map<Death, Aftermath> ended = dieTogether(nextWave(left, together, walks));
                aftermaths.putAll(ended);
                deaths.removeAll(ended.keySet());
            }
        }
        assertThat(deaths)
                .as("points that no ceremony came to, not even alone")
                .allMatch(death -> mayBeAbsent(death, walks));
        judge(walks, aftermaths);
    }

    /** How many commits a ceremony takes differs by a few: work that comes together is committed together. */
    private static boolean mayBeAbsent(Death death, Map<Consent, List<WirePoint>> walks) {
        if (!death.point().what().startsWith(PostgresProxy.COMMIT)) {
            return false;
        }
        long after = Objects.requireNonNull(walks.get(death.mode())).stream()
                .filter(point -> point.what().startsWith(PostgresProxy.COMMIT)
                        && point.phase() == WirePoint.Phase.BEFORE
                        && point.occurrence() > death.point().occurrence())
                .count();
        return after < 3;
    }

    /** Other ceremonies may have logged in to the service already; a new process logs in again. */
    private void forgetServiceLogin() {
        ApiUnderTest api = Objects.requireNonNull(started);
        api.kill();
        api.start();
    }

    private List<WirePoint> undisturbed(Consent mode) throws InterruptedException, ExecutionException {
        KillSchool school = Objects.requireNonNull(schools.get(mode)).getFirst();
        KilledCeremony ceremony = ceremony(school, null, new CountDownLatch(1));
        Outcome outcome = people.submit(() -> ceremony.run(null)).get();
        List<WirePoint> seen = ceremony.lane().seen();
        watch.rest();
        assertThat(outcome.faults()).as("an undisturbed ceremony").isEmpty();
        assertThat(outcome.consents()).isEqualTo(1);
        assertThat(outcome.resumed()).isZero();
        return seen;
    }

    /**
     * Each ceremony of a wave is another school's: so many of each mode. While a claim is withheld the dispatcher looks
     * for nothing else, so beside it there are only points to which ceremonies come without the dispatcher.
     */
    private static List<Death> nextWave(Deque<Death> deaths, int ofEachMode, Map<Consent, List<WirePoint>> walks) {
        List<Death> wave = new ArrayList<>();
        Map<Consent, Integer> taken = new EnumMap<>(Consent.class);
        boolean claims = false;
        boolean needsClaims = false;
        for (Iterator<Death> left = deaths.iterator(); left.hasNext(); ) {
            Death death = left.next();
            boolean claim = death.point().what().equals(PostgresProxy.CLAIM);
            boolean late = !claim && isAfterAClaim(death.point(), Objects.requireNonNull(walks.get(death.mode())));
            if (claim ? claims || needsClaims : late && claims) {
                continue;
            }
            if (taken.getOrDefault(death.mode(), 0) < ofEachMode) {
                taken.merge(death.mode(), 1, Integer::sum);
                claims |= claim;
                needsClaims |= late;
                wave.add(death);
                left.remove();
            }
        }
        return wave;
    }

    private static boolean isAfterAClaim(WirePoint point, List<WirePoint> walk) {
        return walk.subList(0, walk.indexOf(point)).stream()
                .anyMatch(before -> before.what().equals(PostgresProxy.CLAIM));
    }

    /** The outcome of each that was held at its point when the API was killed. */
    private Map<Death, Aftermath> dieTogether(List<Death> wave) throws InterruptedException, ExecutionException {
        CountDownLatch restarted = new CountDownLatch(1);
        Map<Consent, Integer> next = new EnumMap<>(Consent.class);
        Map<Death, KilledCeremony> ceremonies = new HashMap<>();
        List<String> classes = new ArrayList<>();
        List<KillSchool> taken = new ArrayList<>();
        for (Death death : wave) {
            KillSchool school = Objects.requireNonNull(schools.get(death.mode()))
                    .get(next.merge(death.mode(), 1, Integer::sum) - 1);
            taken.add(school);
            classes.add(school.newClass());
        }
        for (int i = 0; i < wave.size(); i++) {
            Death death = wave.get(i);
            KillSchool school = taken.get(i);
            ceremonies.put(
                    death,
                    new KilledCeremony(
                            school, classes.get(i), watch.observe(death.point(), school.marks()), restarted));
        }
        Map<Death, Future<Outcome>> running = new HashMap<>();
        ceremonies.forEach((death, ceremony) -> running.put(death, people.submit(() -> ceremony.run(death.point()))));
        awaitAllHeld(ceremonies.values().stream()
                .map(ceremony -> ceremony.lane().reached())
                .toList());
        ApiUnderTest api = Objects.requireNonNull(started);
        api.kill();
        watch.rest();
        List<Boolean> unanswered =
                taken.stream().map(KillSchool::hasUnansweredCall).toList();
        api.start();
        restarted.countDown();
        Map<Death, Aftermath> aftermaths = new HashMap<>();
        for (int i = 0; i < wave.size(); i++) {
            Death death = wave.get(i);
            Outcome outcome = Objects.requireNonNull(running.get(death)).get();
            boolean held = Objects.requireNonNull(ceremonies.get(death))
                    .lane()
                    .reached()
                    .isDone();
            if (held) {
                aftermaths.put(death, new Aftermath(outcome, unanswered.get(i)));
            } else {
                assertThat(outcome.faults())
                        .as("killed on the way to %s", death)
                        .isEmpty();
            }
        }
        return aftermaths;
    }

    /** Or until none has come to its point for a while: then those that are held keep the others from theirs. */
    private static void awaitAllHeld(List<CompletableFuture<WirePoint>> points) throws InterruptedException {
        List<CompletableFuture<WirePoint>> left = new ArrayList<>(points);
        while (!left.isEmpty()) {
            try {
                CompletableFuture.anyOf(left.toArray(CompletableFuture[]::new))
                        .get(STANDSTILL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException standstill) {
                return;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
            left.removeIf(CompletableFuture::isDone);
        }
    }

    private KilledCeremony ceremony(KillSchool school, @Nullable WirePoint target, CountDownLatch restarted) {
        String classId = school.newClass();
        return new KilledCeremony(school, classId, watch.observe(target, school.marks()), restarted);
    }

    private static void judge(Map<Consent, List<WirePoint>> walks, Map<Death, Aftermath> aftermaths) {
        SoftAssertions softly = new SoftAssertions();
        walks.forEach((mode, walk) -> {
            int unanswered = 0;
            for (WirePoint point : walk) {
                Death death = new Death(mode, point);
                Aftermath aftermath = aftermaths.get(death);
                if (aftermath == null) {
                    System.out.printf("%-5s %-45s not met again%n", mode, point);
                    continue;
                }
                Outcome outcome = aftermath.outcome();
                boolean mayAsk = aftermath.answerMayBeLost();
                unanswered += mayAsk ? 1 : 0;
                System.out.printf(
                        "%-5s %-45s consents %d, resumed %d %s%s%n",
                        mode,
                        point,
                        outcome.consents(),
                        outcome.resumed(),
                        outcome.reason() == null ? "" : outcome.reason(),
                        mayAsk ? " (answer can be lost)" : "");
                softly.assertThat(outcome.faults()).as("%s", death).isEmpty();
                softly.assertThat(outcome.consents())
                        .as("consents when killed %s", death)
                        .isBetween(1, mayAsk ? 2 : 1);
                softly.assertThat(outcome.resumed())
                        .as("resumptions when killed %s", death)
                        .isLessThanOrEqualTo(mayAsk ? 1 : 0);
            }
            softly.assertThat(unanswered)
                    .as("points with an unanswered call, of %d by %s", walk.size(), mode)
                    .isBetween(1, walk.size() / 2);
        });
        softly.assertThat(aftermaths).as("points at which the API was killed").hasSizeGreaterThan(20);
        softly.assertAll();
    }
}
