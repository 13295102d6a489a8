package vn.hocba.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The stand-ins for the outside world, with a database of their own, as a process. */
public final class SandboxProcess {

    /** Password of every invented person. */
    public static final String PASSWORD = "sandbox";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static final class Shared {
        static final SandboxProcess INSTANCE = start(Path.of(
                        "target",
                        "it-logs",
                        "sandbox-" + ProcessHandle.current().pid())
                .toAbsolutePath());
    }

    private final Path directory;
    private final ServerProcess process;
    private final JsonNode description;

    private SandboxProcess(Path directory, ServerProcess process, JsonNode description) {
        this.directory = directory;
        this.process = process;
        this.description = description;
    }

    /**
     * One for all tests of this JVM, started with the first call and stopped with the JVM: it takes longer to start than
     * most tests do. Whoever counts calls compares with before; whoever orders faults takes back those that are left.
     */
    public static SandboxProcess shared() {
        return Shared.INSTANCE;
    }

    private static SandboxProcess start(Path directory) {
        return start(directory, "--postgres", "--approve", "auto");
    }

    /**
     * Starts one with its files below the given directory, for tests of the sandbox itself, with the options that they
     * name; waits until it is ready.
     */
    public static SandboxProcess start(Path directory, String... options) {
        Path description = directory.resolve("sandbox.json");
        List<String> command = ServerProcess.java(
                keys(),
                "-jar",
                property("hocba.sandbox.jar"),
                "--directory",
                directory.toString(),
                "--parent-pid",
                Long.toString(ProcessHandle.current().pid()));
        command.addAll(List.of(options));
        try {
            Files.deleteIfExists(description);
            ServerProcess process = ServerProcess.start(
                    "sandbox", command, directory.resolve("sandbox.log"), () -> Files.exists(description));
            return new SandboxProcess(directory, process, ApiClient.JSON.readTree(description.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Option of a Java machine by which a sandbox takes the RSA keys that another made, instead of looking for primes. */
    public static String keys() {
        return "-Dhocba.sandbox.keys=" + Path.of("target", "start", "keys").toAbsolutePath();
    }

    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null || !Files.exists(Path.of(value))) {
            throw new IllegalStateException(
                    name + " must name a packaged jar: run the integration tests through Maven");
        }
        return value;
    }

    public Path directory() {
        return directory;
    }

    public URI baseUrl() {
        return URI.create(description.path("baseUrl").asText());
    }

    public String issuer() {
        return description.path("issuer").asText();
    }

    /** Base address of the signing service. */
    public String csc() {
        return description.path("csc").asText();
    }

    /** A value of {@code sandbox.json}, by RFC 6901 pointer. */
    public String described(String pointer) {
        return description.at(pointer).asText();
    }

    /** A client for the sandbox itself: its control API, its consent page. */
    public ApiClient client() {
        return new ApiClient(this::baseUrl);
    }

    /** An access token of an invented person. */
    public String token(String account) {
        Answer answer = client().with("Content-Type", "application/x-www-form-urlencoded")
                .post(
                        "/oidc/token",
                        "grant_type=password&client_id=hocba-tests&scope=openid&username="
                                + URLEncoder.encode(account, StandardCharsets.UTF_8) + "&password=" + PASSWORD);
        return answer.expect(200).at("/access_token");
    }

    /**
     * A token that departs from the ordinary: {@code expiresIn} (seconds, may be negative), {@code audience}, {@code
     * issuer}, {@code foreignKey}.
     */
    public String oddToken(String account, Map<String, ?> oddity) {
        Map<String, Object> request = new LinkedHashMap<>(oddity);
        request.put("account", account);
        return client().post("/control/tokens", request).expect(200).at("/access_token");
    }

    /** Adds a person through the control API; the answer names the credentials that were made. */
    public JsonNode addPerson(Map<String, ?> person) {
        Answer answer = client().post("/control/people", person);
        if (answer.status() / 100 != 2) {
            throw new AssertionError(answer.toString());
        }
        return answer.json();
    }

    /** A connection to the database that it starts with. */
    public Connection database() throws SQLException {
        return database(described("/postgres/database"));
    }

    /** A connection to one of its databases. */
    Connection database(String name) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%s/%s".formatted(described("/postgres/host"), described("/postgres/port"), name),
                described("/postgres/user"),
                described("/postgres/password"));
    }

    /** Makes one more database, empty; its name. */
    String newDatabase() {
        String name = "hocba_" + DATABASES.incrementAndGet();
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
            return name;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops it, with its database. */
    public void stop() {
        process.stop();
    }
}
