package vn.hocba.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One instance of the packaged API, production profile; keeps its port over restarts. */
public final class ApiProcess {

    /** A native executable that is tested in place of the jar: {@code -Dhocba.api.executable=…}. */
    static final Optional<String> EXECUTABLE = Optional.ofNullable(System.getProperty("hocba.api.executable"));

    private final String name;
    private final Path logs;
    private final Map<String, String> settings;
    private final int port;
    private @Nullable ServerProcess process;

    ApiProcess(String name, Path logs, Map<String, String> settings) {
        this.name = name;
        this.logs = logs;
        this.settings = new TreeMap<>(settings);
        this.port = freePort();
        this.settings.put("quarkus.http.port", Integer.toString(port));
        this.settings.putIfAbsent("hocba.public-url", baseUrl().toString());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, or starts it again, and waits until it is ready. */
    public void start() {
        List<String> options = new ArrayList<>();
        settings.forEach((key, value) -> options.add("-D" + key + "=" + value));
        process = ServerProcess.start(name, command(options), logs.resolve(name + ".log"), this::isReady);
    }

    private static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>();
        if (EXECUTABLE.isPresent()) {
            command.addAll(List.of(EXECUTABLE.get(), ServerProcess.MEMORY));
            command.addAll(options);
        } else {
            // it lives for a minute or two, in which the second compiler costs more than it gains (not so the
            // sandbox, which looks for prime numbers)
            command.addAll(ServerProcess.java("-XX:TieredStopAtLevel=1"));
            command.addAll(StartCache.options());
            command.addAll(options);
            command.addAll(List.of("-jar", SandboxProcess.property("hocba.api.jar")));
        }
        return command;
    }

    private boolean isReady() {
        try {
            return client().get("/q/health/ready").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** As power loss would end it: SIGKILL. */
    public void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** As an operator would end it: SIGTERM. */
    public void stop() {
        if (process != null) {
            process.stop();
        }
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** A client without a token. */
    public ApiClient client() {
        return new ApiClient(this::baseUrl);
    }

    /** What it has logged, over all its starts. */
    public Path log() {
        return logs.resolve(name + ".log");
    }
}
