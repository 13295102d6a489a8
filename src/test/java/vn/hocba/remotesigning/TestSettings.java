package vn.hocba.remotesigning;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of a provider, for tests that connect without a configuration. */
public record TestSettings(
        URI url,
        String clientId,
        String clientSecret,
        Duration timeout,
        int maxAnswerBytes,
        int concurrency,
        Map<String, String> more)
        implements ProviderSettings {

    /** As the sandbox wants them. */
    public static TestSettings of(String url) {
        return new TestSettings(
                URI.create(url), "hocba", "sandbox-secret", Duration.ofSeconds(20), 1 << 20, 4, Map.of());
    }

    public TestSettings withClient(String id, String secret) {
        return new TestSettings(url, id, secret, timeout, maxAnswerBytes, concurrency, more);
    }

    public TestSettings withClientSecret(String secret) {
        return withClient(clientId, secret);
    }

    public TestSettings withTimeout(Duration longest) {
        return new TestSettings(url, clientId, clientSecret, longest, maxAnswerBytes, concurrency, more);
    }

    public TestSettings withMaxAnswerBytes(int bytes) {
        return new TestSettings(url, clientId, clientSecret, timeout, bytes, concurrency, more);
    }

    public TestSettings withConcurrency(int calls) {
        return new TestSettings(url, clientId, clientSecret, timeout, maxAnswerBytes, calls, more);
    }

    /** One of the settings that few dialects read, by its configuration name. */
    public TestSettings with(String name, String value) {
        var all = new HashMap<>(more);
        all.put(name, value);
        return new TestSettings(url, clientId, clientSecret, timeout, maxAnswerBytes, concurrency, all);
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(more.get(name));
    }

    @Override
    public String dialect() {
        return "csc-v2";
    }

    @Override
    public Optional<URI> tokenUrl() {
        return Optional.empty();
    }

    @Override
    public Optional<URI> redirectUri() {
        return Optional.empty();
    }

    @Override
    public Login login() {
        return given("login").map(Login::valueOf).orElse(Login.OAUTH2);
    }

    @Override
    public Optional<String> relyingParty() {
        return given("relying-party");
    }

    @Override
    public Optional<String> profile() {
        return given("profile");
    }

    @Override
    public Optional<String> loginSignature() {
        return given("login-signature");
    }

    @Override
    public Optional<Path> keyStore() {
        return given("key-store").map(Path::of);
    }

    @Override
    public Optional<String> keyStorePassword() {
        return given("key-store-password");
    }

    @Override
    public String loginAlgorithm() {
        return given("login-algorithm").orElse("SHA1withRSA");
    }

    @Override
    public boolean typedConsent() {
        return given("typed-consent").map(Boolean::valueOf).orElse(false);
    }

    @Override
    public int async() {
        return given("async").map(Integer::valueOf).orElse(1);
    }

    @Override
    public Optional<String> callbackSecret() {
        return given("callback-secret");
    }

    @Override
    public int maxSignatures() {
        return given("max-signatures").map(Integer::valueOf).orElse(100);
    }

    @Override
    public boolean paused() {
        return given("paused").isPresent();
    }

    @Override
    public Optional<List<String>> maintenance() {
        return given("maintenance").map(List::of);
    }

    @Override
    public int mostDigests() {
        return given("most-digests").map(Integer::valueOf).orElse(2000);
    }

    @Override
    public boolean plainHttp() {
        return false;
    }

    @Override
    public Optional<Path> tlsTrust() {
        return Optional.empty();
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Duration consentTimeout() {
        return Duration.ofSeconds(30);
    }

    @Override
    public int heldCalls() {
        return given("held-calls").map(Integer::valueOf).orElse(10);
    }

    @Override
    public Duration pollInterval() {
        return Duration.ofMillis(10);
    }

    @Override
    public Optional<Integer> callsPerMinute() {
        return given("calls-per-minute").map(Integer::valueOf);
    }

    @Override
    public int queue() {
        return 100;
    }

    @Override
    public String toString() {
        return "TestSettings[" + url + "]";
    }
}
