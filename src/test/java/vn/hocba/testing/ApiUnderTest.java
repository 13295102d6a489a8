package vn.hocba.testing;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The whole product as its users meet it: sandbox, database and packaged API as processes over real HTTP.
 *
 * <p>{@link #shared()} is one for all tests of the JVM; a test there makes a school of its own and leaves the others
 * alone. A test that kills, restarts or injects faults starts its own with {@link #own}.
 */
public final class ApiUnderTest {

    /** A configured provider that no credential is bound to. */
    public static final String SPARE_PROVIDER = "spare";

    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private static final class Shared {
        static final ApiUnderTest INSTANCE = own("shared", Map.of());
    }

    private final Path directory;
    private final SandboxProcess sandbox;
    private final Map<String, String> settings;
    private final ApiProcess api;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private ApiUnderTest(Path directory, SandboxProcess sandbox, Map<String, String> settings) {
        this.directory = directory;
        this.sandbox = sandbox;
        this.settings = settings;
        this.api = new ApiProcess("api", directory, settings);
    }

    /** Started with the first call, stopped with the JVM. */
    public static ApiUnderTest shared() {
        return Shared.INSTANCE;
    }

    /** A sandbox, a database and an API for one test class, which must {@link #stop} it; logs to target/it-logs. */
    public static ApiUnderTest own(String name, Map<String, String> settings) {
        return own(name, sandbox -> settings);
    }

    /** The same with settings that depend on where the sandbox is, such as the ports of proxies before it. */
    public static ApiUnderTest own(String name, Function<SandboxProcess, Map<String, String>> settings) {
        Path directory = Path.of(
                        "target",
                        "it-logs",
                        "%s-%d-%d".formatted(name, ProcessHandle.current().pid(), INSTANCES.incrementAndGet()))
                .toAbsolutePath();
        SandboxProcess sandbox = SandboxProcess.start(directory);
        ApiUnderTest started = new ApiUnderTest(directory, sandbox, merged(sandbox, settings.apply(sandbox)));
        started.api.start();
        return started;
    }

    private static Map<String, String> merged(SandboxProcess sandbox, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(Map.ofEntries(
                Map.entry("hocba.database.host", sandbox.described("/postgres/host")),
                Map.entry("hocba.database.port", sandbox.described("/postgres/port")),
                Map.entry("hocba.database.name", sandbox.described("/postgres/database")),
                Map.entry("hocba.database.user", sandbox.described("/postgres/user")),
                Map.entry("hocba.database.password", sandbox.described("/postgres/password")),
                Map.entry("hocba.oidc.issuer", sandbox.issuer()),
                Map.entry("hocba.secrets.key", "c2FuZGJveC1vbmx5LXNlY3JldC1rZXktMzItYnl0ZXM="),
                Map.entry(
                        "hocba.trust.anchors",
                        sandbox.directory().resolve("trust-anchors.pem").toString()),
                Map.entry("hocba.trust.crls", sandbox.directory().resolve("crl").toString()),
                Map.entry("hocba.providers.sandbox.dialect", "csc-v2"),
                Map.entry("hocba.providers.sandbox.url", sandbox.csc()),
                Map.entry("hocba.providers.sandbox.client-id", "hocba"),
                Map.entry("hocba.providers.sandbox.client-secret", "sandbox-secret"),
                // for those who pause a provider: nobody signs there
                Map.entry("hocba.providers." + SPARE_PROVIDER + ".dialect", "csc-v2"),
                Map.entry("hocba.providers." + SPARE_PROVIDER + ".url", sandbox.csc()),
                Map.entry("hocba.providers." + SPARE_PROVIDER + ".client-id", "hocba"),
                Map.entry("hocba.providers." + SPARE_PROVIDER + ".client-secret", "sandbox-secret"),
                Map.entry("hocba.providers." + SPARE_PROVIDER + ".maintenance", "SUN 01:00-03:00,WED 23:30-00:30"),
                // the sandbox answers at once: whoever looks seldom only waits
                Map.entry("hocba.providers.sandbox.poll-interval", "0.1S"),
                Map.entry("hocba.signing.poll", "0.1S"),
                Map.entry("hocba.webhooks.poll", "0.1S"),
                Map.entry("hocba.webhooks.first-retry", "0.2S"),
                // receivers of events are this machine's
                Map.entry("hocba.webhooks.allow-loopback", "true"),
                Map.entry("hocba.signing.preparation.look", "0.5S"),
                Map.entry("hocba.signing.first-retry", "0.2S"),
                // streams are to be told, and look only when that fails
                Map.entry("hocba.signing.streams.look", "60S"),
                Map.entry("hocba.signing.streams.heartbeat", "0.5S")));
        all.putAll(settings);
        return all;
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
        return TestSchool.create(this);
    }

    /** All rows of the API's database, for comparing. */
    public DatabaseSnapshot snapshot() {
        return DatabaseSnapshot.take(sandbox);
    }

    /** Ends API, sandbox and database. */
    public void stop() {
        api.stop();
        sandbox.stop();
    }
}
