package vn.hocba.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process beside the tests, logging to a file; it never outlives this JVM's orderly end. */
final class ServerProcess {

    /** Enough for each; understood by the Java machine and by native executables. */
    static final String MEMORY = "-Xmx400m";

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration ORDERLY_END = Duration.ofMinutes(2);

    private final String name;
    private final Path log;
    private final Process process;

    private ServerProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** The command of a Java process: small, so that the simplest collector is the cheapest. */
    static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), MEMORY, "-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts it and waits until it is ready. */
    static ServerProcess start(String name, List<String> command, Path log, BooleanSupplier ready) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            ServerProcess server = new ServerProcess(name, log, process);
            server.await(ready);
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be started", e);
        }
    }

    private void await(BooleanSupplier ready) {
        Instant deadline = Instant.now().plus(START);
        while (!ready.getAsBoolean()) {
            if (exitedWithin(Duration.ofMillis(50)) || Instant.now().isAfter(deadline)) {
                process.destroyForcibly();
                throw new IllegalStateException(name + " did not become ready; see " + log + "\n" + lastLines());
            }
        }
    }

    private boolean exitedWithin(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** SIGTERM, and waits for the end. */
    void stop() {
        process.destroy();
        if (!exitedWithin(ORDERLY_END)) {
            kill();
        }
    }

    /** SIGKILL, and waits for the end. */
    void kill() {
        process.destroyForcibly();
        exitedWithin(Duration.ofSeconds(30));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path log() {
        return log;
    }
}
