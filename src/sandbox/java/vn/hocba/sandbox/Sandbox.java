package vn.hocba.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.http.LoopbackServer;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Resources;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.oidc.OidcIssuer;
import vn.hocba.sandbox.oidc.TokenMint;
import vn.hocba.sandbox.people.People;
import vn.hocba.sandbox.people.SamplePeople;
import vn.hocba.sandbox.postgres.EmbeddedDatabase;

/** Starts the stand-ins for the outside world, says where they are in {@code sandbox.json}, and stops them together. */
public final class Sandbox implements AutoCloseable {

    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private Sandbox() {}

    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        // the database's log goes nowhere: its failures are thrown
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        SandboxOptions options;
        try {
            options = SandboxOptions.parse(arguments);
        } catch (SandboxOptions.Unusable unusable) {
            System.err.println(unusable.getMessage() + System.lineSeparator() + SandboxOptions.USAGE);
            System.exit(2);
            return;
        }
        Sandbox sandbox = new Sandbox();
        // covers SIGTERM, the parent's end and a failed start
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "stop"));
        sandbox.start(options);
        if (options.parent().isEmpty()) {
            Thread.currentThread().join();
        }
        ProcessHandle.of(options.parent().getAsLong())
                .ifPresent(parent -> parent.onExit().join());
        System.exit(0);
    }

    private void start(SandboxOptions options) throws IOException, SQLException {
        Files.createDirectories(options.directory());
        Path description = options.directory().resolve("sandbox.json");
        Files.deleteIfExists(description);
        LoopbackServer server = opened(LoopbackServer.bind(options.port()));
        String base = server.baseUrl();

        People people = new People();
        SamplePeople.all().forEach(people::add);
        TokenMint mint = new TokenMint(base + "/oidc", options.apiAudience());

        Routes routes = new Routes();
        new OidcIssuer(base + "/oidc", people, mint).addTo(routes);
        byte[] style = Resources.bytes("style.css");
        routes.on("GET", "/assets/style.css", request -> Reply.bytes("text/css; charset=utf-8", style));

        Map<String, Object> addresses = new LinkedHashMap<>();
        addresses.put("baseUrl", base);
        addresses.put("issuer", base + "/oidc");
        addresses.put("csc", base + "/csc/v2");
        addresses.put("consentPage", base + "/consent");
        addresses.put("pid", ProcessHandle.current().pid());
        if (options.postgres()) {
            addresses.put(
                    "postgres",
                    opened(EmbeddedDatabase.start(options.directory())).address());
        }
        server.serve(routes);
        writeAtomically(description, Json.text(addresses));
        AutoCloseable _ = opened(() -> Files.deleteIfExists(description));
        System.out.println("sandbox ready at " + base + ", described in " + description);
    }

    private <T extends AutoCloseable> T opened(T part) {
        synchronized (running) {
            running.push(part);
        }
        return part;
    }

    private static void writeAtomically(Path file, String content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(unfinished, content, StandardCharsets.UTF_8);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Stops what was started, the last first. */
    @Override
    public void close() {
        synchronized (running) {
            while (!running.isEmpty()) {
                AutoCloseable part = running.pop();
                try {
                    part.close();
                } catch (Exception failed) {
                    System.err.println("could not stop " + part.getClass().getSimpleName() + ": " + failed);
                }
            }
        }
    }
}
