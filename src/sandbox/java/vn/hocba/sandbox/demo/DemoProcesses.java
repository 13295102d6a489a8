package vn.hocba.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/**
 * Sandbox with its database, and the packaged API (a jar or a native executable), each a process with a log file; stopped in
 * reverse order.
 */
public final class DemoProcesses {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Path CACHE = Path.of("target", "start", "api.aot");
    private static final Path KEYS = Path.of("target", "start", "keys");

    private final Path directory;
    private final Path sandboxJar;
    private final Path api;
    private final Deque<Process> running = new ConcurrentLinkedDeque<>();

    /**
     * One API process.
     *
     * @param process for whoever measures or kills it
     */
    public record Server(URI address, Process process) {}

    public DemoProcesses(Path directory, Path sandboxJar, Path api) {
        this.directory = directory.toAbsolutePath();
        this.sandboxJar = sandboxJar;
        this.api = api;
    }

    /** Starts the sandbox; the answer is its description of itself. */
    public JsonNode startSandbox(DemoOptions options) throws IOException, InterruptedException, DemoFailure {
        Path description = directory.resolve("sandbox.json");
        Files.createDirectories(directory);
        Files.deleteIfExists(description);
        List<String> arguments =
                new ArrayList<>(List.of("-Dhocba.sandbox.keys=" + KEYS, "-jar", sandboxJar.toString()));
        arguments.add("--postgres");
        arguments.addAll(List.of("--directory", directory.toString()));
        arguments.addAll(List.of("--approve", options.manual() ? "manual" : "auto"));
        if (!options.keep()) {
            arguments.addAll(List.of(
                    "--parent-pid", Long.toString(ProcessHandle.current().pid())));
        }
        start("sandbox", java(arguments), () -> Files.exists(description));
        return ApiSettings.described(directory);
    }

    /** Starts the API beside it; the answer is its address. */
    URI startApi(DemoOptions options, JsonNode sandbox) throws IOException, InterruptedException, DemoFailure {
        return startApi("api", free(options.port()), quickly(), ApiSettings.of(directory, sandbox))
                .address();
    }

    /**
     * Options of a small Java machine that serves for a minute, in which the second compiler and the parallel collectors cost more
     * than they gain. The cache of its classes that the integration tests made is used where it is; the JVM makes sure that it fits.
     */
    public static List<String> quickly() {
        List<String> options = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        if (Files.exists(CACHE)) {
            options.addAll(List.of("-XX:AOTCache=" + CACHE, "-Xlog:cds=off", "-Xlog:aot=off", "-Xlog:class+path=off"));
        }
        return options;
    }

    /**
     * Starts an API process with the given settings, and waits until it is ready.
     *
     * @param machine options of the Java machine, of which a native executable takes the bounds of its memory
     */
    public Server startApi(String name, int port, List<String> machine, Map<String, String> settings)
            throws IOException, InterruptedException, DemoFailure {
        URI address = URI.create("http://127.0.0.1:" + port);
        List<String> arguments = new ArrayList<>();
        settings.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
        arguments.add("-Dquarkus.http.port=" + port);
        arguments.add("-Dhocba.public-url=" + address);
        List<String> command = command(machine, arguments);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest ready = HttpRequest.newBuilder(address.resolve("/q/health/ready"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return new Server(address, start(name, command, () -> isOk(http, ready)));
        }
    }

    private List<String> command(List<String> machine, List<String> settings) {
        List<String> command = new ArrayList<>();
        if (api.toString().endsWith(".jar")) {
            command.addAll(machine);
            command.addAll(settings);
            command.addAll(List.of("-jar", api.toString()));
            return java(command);
        }
        command.add(api.toAbsolutePath().toString());
        machine.stream().filter(option -> option.startsWith("-Xm")).forEach(command::add);
        command.addAll(settings);
        return command;
    }

    private static List<String> java(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return command;
    }

    private static boolean isOk(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The port if it is free; any free one for 0. */
    public static int free(int wanted) throws DemoFailure {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new DemoFailure("Port " + wanted + " is taken; choose another with --port, or leave it out.");
        }
    }

    private interface Ready {
        boolean look() throws InterruptedException;
    }

    private Process start(String name, List<String> command, Ready ready)
            throws IOException, InterruptedException, DemoFailure {
        Path log = directory.resolve(name + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        running.push(process);
        Instant deadline = Instant.now().plus(START);
        while (!ready.look()) {
            if (process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DemoFailure("The " + name + " ended before it was ready:\n" + lastLines(log));
            }
            if (Instant.now().isAfter(deadline)) {
                throw new DemoFailure("The " + name + " is not ready after " + START.toSeconds() + " s; see " + log);
            }
        }
        return process;
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    /** The command that ends what {@code --keep} leaves running. */
    String stopCommand() {
        StringBuilder command = new StringBuilder("kill");
        running.forEach(process -> command.append(' ').append(process.pid()));
        return command.toString();
    }

    /** Ends all in reverse order, the API before its database. */
    public void stop() {
        for (Process process = running.poll(); process != null; process = running.poll()) {
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
