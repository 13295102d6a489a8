package vn.hocba.sandbox.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import vn.hocba.sandbox.demo.ApiSettings;
import vn.hocba.sandbox.demo.DemoFailure;
import vn.hocba.sandbox.demo.DemoOptions;
import vn.hocba.sandbox.demo.DemoProcesses;

/** Sandbox, database and any number of API processes on it, all with the same settings; ends with this process. */
final class Stack {

    private static final Path SANDBOX_JAR = Path.of("target", "sandbox", "hocba-sandbox.jar");

    private final Path directory;
    private final DemoProcesses processes;
    private final JsonNode sandbox;
    private final Map<String, String> settings;

    private Stack(Path directory, DemoProcesses processes, JsonNode sandbox, Map<String, String> settings) {
        this.directory = directory;
        this.processes = processes;
        this.sandbox = sandbox;
        this.settings = settings;
    }

    /**
     * Starts the sandbox with its database.
     *
     * @param api its jar, or a native executable
     * @param more settings of every API process, beside those that lead it to the sandbox
     */
    static Stack start(Path directory, Path api, Function<JsonNode, Map<String, String>> more)
            throws IOException, InterruptedException, DemoFailure {
        DemoProcesses processes = new DemoProcesses(directory, SANDBOX_JAR, api);
        Runtime.getRuntime().addShutdownHook(new Thread(processes::stop, "stop"));
        JsonNode sandbox = processes.startSandbox(DemoOptions.AUTOMATIC);
        Map<String, String> settings = new LinkedHashMap<>(ApiSettings.of(directory.toAbsolutePath(), sandbox));
        // signatures stay at level B: raising them is another pipeline, for which the next slot would have to wait
        settings.remove("hocba.timestamps.authorities");
        settings.remove("hocba.trust.ocsp");
        settings.putAll(more.apply(sandbox));
        return new Stack(directory, processes, sandbox, settings);
    }

    /** One more API process; ready when this returns. */
    DemoProcesses.Server api(String name, int port, List<String> machine)
            throws IOException, InterruptedException, DemoFailure {
        return processes.startApi(name, DemoProcesses.free(port), machine, settings);
    }

    JsonNode sandbox() {
        return sandbox;
    }

    long sandboxPid() {
        return sandbox.path("pid").asLong();
    }

    URI control(String path) {
        return URI.create(sandbox.path("baseUrl").asText() + "/control/" + path);
    }

    /** The first process of the database, whose children are the others. */
    long databasePid() throws IOException {
        return Long.parseLong(Files.readAllLines(directory.resolve("postgres").resolve("postmaster.pid"))
                .getFirst()
                .strip());
    }

    /** A connection of one's own to the API's database. */
    Connection database() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%s/%s"
                        .formatted(
                                sandbox.at("/postgres/host").asText(),
                                sandbox.at("/postgres/port").asText(),
                                sandbox.at("/postgres/database").asText()),
                sandbox.at("/postgres/user").asText(),
                sandbox.at("/postgres/password").asText());
    }
}
