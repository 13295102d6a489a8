package vn.hocba.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The whole product as its users meet it: sandbox, database and packaged API as processes over real HTTP.
 *
 * <p>{@link #shared()} is one for all tests of the JVM; a test there makes a school of its own and leaves the others
 * alone. A test that kills, restarts or needs other settings starts its own with {@link #own}: an API with a database of
 * its own at the common sandbox.
 */
public final class ApiUnderTest {

    /** A configured provider that no credential is bound to. */
    public static final String SPARE_PROVIDER = "spare";

    /** The sandbox's signing service by the wire that has no waiting: it holds the call open while a person decides. */
    public static final String FIRST_VERSION = "first-version";

    /** Digests in one order at the provider {@code small-orders}. */
    public static final int SMALL_ORDER = 5;

    /** The same at {@code large-orders}. */
    public static final int LARGE_ORDER = 900;

    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private static final class Shared {
        static final ApiUnderTest INSTANCE = startQuickly("shared", sandbox -> Map.of());
    }

    private final Path directory;
    private final SandboxProcess sandbox;
    private final String database;
    private final Map<String, String> settings;
    private final ApiProcess api;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final List<TestSchool> schools = new CopyOnWriteArrayList<>();

    private ApiUnderTest(Path directory, SandboxProcess sandbox, String database, Map<String, String> settings) {
        this.directory = directory;
        this.sandbox = sandbox;
        this.database = database;
        this.settings = settings;
        this.api = new ApiProcess("api", directory, settings);
    }

    /** Started with the first call, stopped with the JVM. */
    public static ApiUnderTest shared() {
        return Shared.INSTANCE;
    }

    /** A database and an API for one test class, which must {@link #stop} it; logs to target/it-logs. */
    public static ApiUnderTest own(String name, Map<String, String> settings) {
        return own(name, sandbox -> settings);
    }

    /** The same with settings that depend on where the sandbox is, such as the ports of proxies before it. */
    public static ApiUnderTest own(String name, Function<SandboxProcess, Map<String, String>> settings) {
        return startQuickly(name, settings);
    }

    private static ApiUnderTest startQuickly(String name, Function<SandboxProcess, Map<String, String>> settings) {
        // before anything that another test process may have to be waited for
        SandboxProcess.shared();
        StartCache.ensure(() -> start("start-cache", sandbox -> Map.of()));
        return start(name, settings);
    }

    private static ApiUnderTest start(String name, Function<SandboxProcess, Map<String, String>> settings) {
        Path directory = Path.of(
                        "target",
                        "it-logs",
                        "%s-%d-%d".formatted(name, ProcessHandle.current().pid(), INSTANCES.incrementAndGet()))
                .toAbsolutePath();
        SandboxProcess sandbox = SandboxProcess.shared();
        String database = sandbox.newDatabase();
        ApiUnderTest started =
                new ApiUnderTest(directory, sandbox, database, merged(sandbox, database, settings.apply(sandbox)));
        started.api.start();
        return started;
    }

    private static Map<String, String> merged(SandboxProcess sandbox, String database, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(Map.ofEntries(
                Map.entry("hocba.database.host", sandbox.described("/postgres/host")),
                Map.entry("hocba.database.port", sandbox.described("/postgres/port")),
                Map.entry("hocba.database.name", database),
                Map.entry("hocba.database.user", sandbox.described("/postgres/user")),
                Map.entry("hocba.database.password", sandbox.described("/postgres/password")),
                Map.entry("hocba.oidc.issuer", sandbox.issuer()),
                Map.entry("hocba.secrets.key", "c2FuZGJveC1vbmx5LXNlY3JldC1rZXktMzItYnl0ZXM="),
                Map.entry(
                        "hocba.trust.anchors",
                        sandbox.directory().resolve("trust-anchors.pem").toString()),
                Map.entry("hocba.trust.crls", sandbox.directory().resolve("crl").toString()),
                // the sandbox answers at once: whoever looks seldom only waits
                Map.entry("hocba.signing.poll", "0.1S"),
                Map.entry("hocba.webhooks.poll", "0.1S"),
                Map.entry("hocba.webhooks.first-retry", "0.2S"),
                // receivers of events are this machine's
                Map.entry("hocba.webhooks.allow-loopback", "true"),
                Map.entry("hocba.webhooks.tls-trust", TestTls.trusted().toString()),
                Map.entry("hocba.signing.preparation.look", "0.5S"),
                Map.entry("hocba.signing.first-retry", "0.2S"),
                // streams are to be told, and look only when that fails
                Map.entry("hocba.signing.streams.look", "60S"),
                Map.entry("hocba.signing.streams.heartbeat", "0.5S")));
        provider(all, "sandbox", "csc-v2", sandbox.csc(), Map.of());
        // for those who pause a provider: nobody signs there
        provider(
                all, SPARE_PROVIDER, "csc-v2", sandbox.csc(), Map.of("maintenance", "SUN 01:00-03:00,WED 23:30-00:30"));
        provider(all, "small-orders", "csc-v2", sandbox.csc(), Map.of("most-digests", Integer.toString(SMALL_ORDER)));
        provider(all, "large-orders", "csc-v2", sandbox.csc(), Map.of("most-digests", Integer.toString(LARGE_ORDER)));
        provider(all, "government", "rssp", sandbox.described("/rssp"), rssp(sandbox));
        provider(all, FIRST_VERSION, "csc-v1", sandbox.described("/cscV1"), Map.of());
        provider(all, "vnpt", "smartca", sandbox.described("/smartca"), Map.of());
        all.putAll(settings);
        return all;
    }

    /** With what the sandbox's service of the RSSP kind wants to be logged in to. */
    static Map<String, String> rssp(SandboxProcess sandbox) {
        return Map.of(
                "relying-party", "HOCBA",
                "login-signature", "sandbox-signature",
                "key-store", sandbox.described("/rsspKeyStore"),
                "key-store-password", "sandbox");
    }

    private static void provider(
            Map<String, String> all, String id, String dialect, String url, Map<String, String> settings) {
        String prefix = "hocba.providers." + id + ".";
        all.put(prefix + "dialect", dialect);
        all.put(prefix + "url", url);
        all.put(prefix + "client-id", "hocba");
        all.put(prefix + "client-secret", "sandbox-secret");
        all.put(prefix + "poll-interval", "0.1S");
        settings.forEach((key, value) -> all.put(prefix + key, value));
    }

    /** One more API process on the same database and sandbox, not started yet. */
    public ApiProcess replica(String name) {
        return new ApiProcess(name, directory, settings);
    }

    public ApiProcess api() {
        return api;
    }

    public SandboxProcess sandbox() {
        return sandbox;
    }

    /** SIGKILL to the API; sandbox and database go on. */
    public void kill() {
        api.kill();
    }

    /** Starts the API again after {@link #kill}, at the same address. */
    public void start() {
        api.start();
    }

    /** An access token of an invented person, valid for the whole test run. */
    public String token(String account) {
        return tokens.computeIfAbsent(account, sandbox::token);
    }

    /** A client that acts as that person. */
    public ApiClient as(String account) {
        return anonymous().withToken(token(account));
    }

    /** A client without a token. */
    public ApiClient anonymous() {
        return api.client();
    }

    /** A client that acts as the platform operator. */
    public ApiClient operator() {
        return as("platform.operator");
    }

    /** A school of its own with people and credentials, known to sandbox and API. */
    public TestSchool createSchool() {
        TestSchool made = TestSchool.create(this);
        schools.add(made);
        return made;
    }

    /**
     * All rows of the API's database, for comparing, but those of other schools made by {@link #createSchool}: there work
     * of other tests may be going on.
     *
     * @param first a school whose rows are compared
     * @param more others of those
     */
    public DatabaseSnapshot snapshot(TestSchool first, TestSchool... more) {
        Set<TestSchool> compared = new HashSet<>(List.of(more));
        compared.add(first);
        return snapshot(compared);
    }

    /**
     * Rows that belong to no school, and those of schools that {@link #createSchool} did not make: for what concerns
     * none of the schools that it did.
     */
    public DatabaseSnapshot snapshotOfPlatform() {
        return snapshot(Set.of());
    }

    private DatabaseSnapshot snapshot(Set<TestSchool> compared) {
        return DatabaseSnapshot.take(
                this,
                schools.stream()
                        .filter(school -> !compared.contains(school))
                        .map(school -> UUID.fromString(school.id()))
                        .toList());
    }

    /** A connection to the API's database. */
    public Connection database() throws SQLException {
        return sandbox.database(database);
    }

    /** Ends the API; sandbox and database go on. */
    public void stop() {
        api.stop();
    }
}
