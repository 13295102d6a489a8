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
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One instance of the packaged API, production profile; keeps its port over restarts. */
public final class ApiProcess {

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
        // it lives for a minute or two, in which the second compiler costs more than it gains (not so the sandbox,
        // which
        // looks for prime numbers)
        List<String> arguments = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", StartCache.option()));
        settings.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
        arguments.add("-jar");
        arguments.add(SandboxProcess.property("hocba.api.jar"));
        process = ServerProcess.start(name, arguments, logs.resolve(name + ".log"), this::isReady);
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

    long pid() {
        return Objects.requireNonNull(process, "not started").pid();
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
