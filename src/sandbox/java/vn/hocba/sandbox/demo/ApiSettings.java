package vn.hocba.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.hocba.sandbox.http.Json;

/** What the API has to be told so that it works with a sandbox that runs. */
public final class ApiSettings {

    private static final int SECRETS_KEY_BYTES = 32;

    private ApiSettings() {}

    /** Prints the settings for the sandbox of the given directory, as properties; for {@code deploy/dev.sh}. */
    public static void main(String[] arguments) throws IOException, DemoFailure {
        Path directory = Path.of(arguments[0]).toAbsolutePath();
        of(directory, described(directory)).forEach((key, value) -> System.out.println(key + "=" + value));
    }

    /** The sandbox's description of itself. */
    public static JsonNode described(Path directory) throws IOException, DemoFailure {
        return Json.parse(Files.readAllBytes(directory.resolve("sandbox.json")))
                .orElseThrow(() -> new DemoFailure("sandbox.json in " + directory + " is not JSON"));
    }

    /** By property name; the key for secrets is a new random one. */
    public static Map<String, String> of(Path directory, JsonNode sandbox) throws IOException {
        byte[] key = new byte[SECRETS_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Map<String, String> settings = new LinkedHashMap<>();
        for (String part : new String[] {"host", "port", "user", "password"}) {
            settings.put(
                    "hocba.database." + part, sandbox.at("/postgres/" + part).asText());
        }
        settings.put("hocba.database.name", sandbox.at("/postgres/database").asText());
        settings.put("hocba.oidc.issuer", sandbox.path("issuer").asText());
        settings.put("hocba.secrets.key", Base64.getEncoder().encodeToString(key));
        settings.put(
                "hocba.trust.anchors", directory.resolve("trust-anchors.pem").toString());
        settings.put("hocba.trust.crls", revocationLists(directory));
        String ocsp = sandbox.path("ocsp").asText();
        settings.put("hocba.trust.ocsp", ocsp + "/issuing," + ocsp + "/root");
        // the elliptic one first: believed for longer by the algorithm policies
        settings.put(
                "hocba.timestamps.authorities",
                sandbox.path("tsaEc").asText() + "," + sandbox.path("tsa").asText());
        settings.put("hocba.providers.sandbox.dialect", "csc-v2");
        settings.put("hocba.providers.sandbox.url", sandbox.path("csc").asText());
        settings.put("hocba.providers.sandbox.client-id", "hocba");
        settings.put("hocba.providers.sandbox.client-secret", "sandbox-secret");
        return settings;
    }

    private static String revocationLists(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("crl"))) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".crl"))
                    .sorted()
                    .collect(Collectors.joining(","));
        }
    }
}
