package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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
 * SIGKILL to the API before and after each call to the signing service and each commit; what a claim leaves behind is what the commit or
 * call after it finds. The points are found by watching a ceremony that is left alone. Several ceremonies of different schools are held at a point of their own, and
 * one kill ends them all; where one keeps another from its point, that one has its turn later.
 */
class KillIT {

    static final int TRANSCRIPTS = 2;
    private static final int SCHOOLS_PER_MODE = 11;

    private static final int ALONE = 1;

    /** Deaths of one mode in a wave, at the first, second and last attempt to have a ceremony come to its point. */
    private static final List<Integer> TOGETHER = List.of(SCHOOLS_PER_MODE, 2, ALONE);

    /** After which those who are held are taken to keep the others from their points; these have another turn. */
    private static final Duration STANDSTILL = Duration.ofSeconds(3);

    /** For one who is alone: nobody keeps it from its point, so it comes there, or ends. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** More than are held together: calls, sessions, connections. */
    private static final String MOST_HELD = "40";

    private static final String LOGIN = "/oauth2/token";

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
                    "hocba.database.port",
                    Integer.toString(database.port()),
                    "hocba.providers.sandbox.url",
                    service.url(),
                    "hocba.providers.sandbox.poll-interval",
                    "0.1S",
                    "hocba.providers.sandbox.concurrency",
                    MOST_HELD,
                    "hocba.signing.concurrency",
                    MOST_HELD,
                    "quarkus.datasource.reactive.max-size",
                    MOST_HELD,
                    "hocba.signing.lease",
                    "2S",
                    // what one connection is told of would count as a passage of the other
                    "hocba.notices.listen",
                    "false",
                    // of up to 22 streams at once, which are told nothing
                    "hocba.signing.streams.look",
                    "0.4S",
                    "hocba.signing.poll",
                    "0.2S");
        });
        started = api;
        for (Consent mode : Consent.values()) {
            schools.put(mode, atOnce(Collections.nCopies(SCHOOLS_PER_MODE, () -> KillSchool.create(api, mode))));
        }
    }

    private <T> List<T> atOnce(List<Supplier<T>> work) {
        List<CompletableFuture<T>> begun = work.stream()
                .map(one -> CompletableFuture.supplyAsync(one, people))
                .toList();
        return begun.stream().map(CompletableFuture::join).toList();
    }

    @AfterEach
    void stop() {
        people.shutdownNow();
        if (started != null) {
            started.stop();
        }
    }

    @Test
    void finishesWithoutAskingAgainWhereverTheWireAllows() {
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
                List<Death> wave = nextWave(left, together);
                if (wave.isEmpty()) {
                    break;
                }
                if (wave.stream().anyMatch(KillIT::isAtLogin)) {
                    forgetServiceLogin();
                }
                Map<Death, Aftermath> ended = dieTogether(wave);
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
        if (!death.point().what().equals(PostgresProxy.COMMIT)) {
            return false;
        }
        long after = Objects.requireNonNull(walks.get(death.mode())).stream()
                .filter(point -> point.what().equals(PostgresProxy.COMMIT)
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

    /** The one call that names no ceremony: it is told whose it is by being the only one. */
    private static boolean isAtLogin(Death death) {
        return death.point().what().endsWith(LOGIN);
    }

    private List<WirePoint> undisturbed(Consent mode) {
        KillSchool school = Objects.requireNonNull(schools.get(mode)).getFirst();
        KilledCeremony ceremony = ceremony(school, null, new CountDownLatch(1));
        Outcome outcome = ceremony.run(null);
        List<WirePoint> seen = ceremony.lane().seen();
        watch.rest();
        assertThat(outcome.faults()).as("an undisturbed ceremony").isEmpty();
        assertThat(outcome.consents()).isEqualTo(1);
        assertThat(outcome.resumed()).isZero();
        return seen;
    }

    /** Each ceremony of a wave is another school's: so many of each mode, or one altogether. */
    private static List<Death> nextWave(Deque<Death> deaths, int ofEachMode) {
        if (ofEachMode == ALONE) {
            return List.of(deaths.removeFirst());
        }
        List<Death> wave = new ArrayList<>();
        Map<Consent, Integer> taken = new EnumMap<>(Consent.class);
        for (Iterator<Death> left = deaths.iterator(); left.hasNext(); ) {
            Death death = left.next();
            if (isAtLogin(death)) {
                left.remove();
            } else if (taken.getOrDefault(death.mode(), 0) < ofEachMode) {
                taken.merge(death.mode(), 1, Integer::sum);
                wave.add(death);
                left.remove();
            }
        }
        return wave;
    }

    /** The outcome of each that was held at its point when the API was killed. */
    private Map<Death, Aftermath> dieTogether(List<Death> wave) {
        CountDownLatch restarted = new CountDownLatch(1);
        Map<Consent, Integer> next = new EnumMap<>(Consent.class);
        List<KillSchool> taken = wave.stream()
                .map(death -> Objects.requireNonNull(schools.get(death.mode()))
                        .get(next.merge(death.mode(), 1, Integer::sum) - 1))
                .toList();
        List<String> classes = atOnce(
                taken.stream().<Supplier<String>>map(school -> school::newClass).toList());
        List<KilledCeremony> ceremonies = new ArrayList<>();
        for (int i = 0; i < wave.size(); i++) {
            KillSchool school = taken.get(i);
            ceremonies.add(new KilledCeremony(
                    school, classes.get(i), watch.observe(wave.get(i).point(), school.marks()), restarted));
        }
        List<CompletableFuture<Outcome>> running = new ArrayList<>();
        for (int i = 0; i < wave.size(); i++) {
            KilledCeremony ceremony = ceremonies.get(i);
            WirePoint point = wave.get(i).point();
            running.add(CompletableFuture.supplyAsync(() -> ceremony.run(point), people));
        }
        awaitAllHeld(ceremonies, running);
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
            Outcome outcome = running.get(i).join();
            if (ceremonies.get(i).lane().reached().isDone()) {
                aftermaths.put(death, new Aftermath(outcome, unanswered.get(i)));
            } else {
                assertThat(outcome.faults())
                        .as("killed on the way to %s", death)
                        .isEmpty();
            }
        }
        return aftermaths;
    }

    /** Or until what is not held has ended, or none has come to its point for a while. */
    private static void awaitAllHeld(List<KilledCeremony> ceremonies, List<CompletableFuture<Outcome>> running) {
        List<CompletableFuture<Object>> left = new ArrayList<>();
        for (int i = 0; i < ceremonies.size(); i++) {
            left.add(CompletableFuture.anyOf(ceremonies.get(i).lane().reached(), running.get(i)));
        }
        Duration patience = left.size() > 1 ? STANDSTILL : PATIENCE;
        while (!left.isEmpty()) {
            try {
                CompletableFuture.anyOf(left.toArray(CompletableFuture[]::new))
                        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            } catch (CompletionException standstill) {
                return;
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
