package vn.hocba.testing;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium the size of a phone, driven over the W3C WebDriver protocol. */
public final class Browser implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    private static final int WIDTH = 390;
    private static final int HEIGHT = 844;

    private final Process driver;
    private final ApiClient client;
    private final String session;

    private Browser(Process driver, ApiClient client, String session) {
        this.driver = driver;
        this.client = client;
        this.session = session;
    }

    /** Starts one with an empty profile below the directory; without the programs the test is skipped, naming them. */
    public static Browser phone(Path directory) {
        Optional<Path> driver = program("chromedriver");
        Optional<Path> chromium =
                program("chromium").or(() -> program("chromium-browser")).or(() -> program("google-chrome"));
        assumeThat(driver).as("the program chromedriver is not installed").isPresent();
        assumeThat(chromium).as("the program chromium is not installed").isPresent();
        try {
            Files.createDirectories(directory);
            Path profile = Files.createTempDirectory(directory, "chromium");
            Process process = new ProcessBuilder(driver.get().toString(), "--port=0")
                    .redirectErrorStream(true)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            URI address = URI.create("http://127.0.0.1:" + port(process));
            ApiClient client = new ApiClient(() -> address);
            return new Browser(process, client, session(client, chromium.get(), profile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String port(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher port = PORT.matcher(line);
            if (port.find()) {
                return port.group(1);
            }
        }
        throw new IOException("chromedriver ended without naming its port");
    }

    private static String session(ApiClient client, Path chromium, Path profile) {
        List<String> flags = List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        Map<String, Object> options = Map.of(
                "binary", chromium.toString(),
                "args", flags,
                "mobileEmulation", Map.of("deviceMetrics", Map.of("width", WIDTH, "height", HEIGHT, "pixelRatio", 2)));
        return client.post(
                        "/session",
                        Map.of("capabilities", Map.of("alwaysMatch", Map.of("goog:chromeOptions", options))))
                .expect(200)
                .at("/value/sessionId");
    }

    public void open(String address) {
        JsonNode _ = command("/url", Map.of("url", address));
    }

    public void type(String selector, String text) {
        JsonNode _ = command("/element/" + element(selector) + "/value", Map.of("text", text));
    }

    public void click(String selector) {
        JsonNode _ = command("/element/" + element(selector) + "/click", Map.of());
    }

    /** The visible text of an element that is there or comes soon. */
    public String text(String selector) {
        return client.get("/session/" + session + "/element/" + element(selector) + "/text")
                .expect(200)
                .at("/value");
    }

    /** Waits until a page shows an element. */
    public void awaitElement(String selector) {
        String _ = element(selector);
    }

    /** What a script returns. */
    public JsonNode run(String script) {
        return command("/execute/sync", Map.of("script", script, "args", List.of()));
    }

    /** Writes what is on the screen to a PNG file. */
    public void screenshot(Path file) {
        String png =
                client.get("/session/" + session + "/screenshot").expect(200).at("/value");
        try {
            Files.write(file, Base64.getDecoder().decode(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode command(String path, Map<String, ?> body) {
        return client.post("/session/" + session + path, body)
                .expect(200)
                .json()
                .path("value");
    }

    private String element(String selector) {
        Answer found = Eventually.eventually(() -> find(selector), answer -> answer.status() == 200);
        return found.json().path("value").elements().next().asText();
    }

    private Answer find(String selector) {
        return client.post("/session/" + session + "/element", Map.of("using", "css selector", "value", selector));
    }

    @Override
    public void close() {
        try {
            Answer _ = client.delete("/session/" + session);
        } finally {
            driver.destroy();
        }
    }
}
