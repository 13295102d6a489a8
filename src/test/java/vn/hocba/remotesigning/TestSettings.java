package vn.hocba.remotesigning;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of a provider, for tests that connect without a configuration. */
public record TestSettings(URI url, String clientSecret, Duration timeout, int maxAnswerBytes, int concurrency)
        implements ProviderSettings {

    /** As the sandbox wants them. */
    public static TestSettings of(String url) {
        return new TestSettings(URI.create(url), "sandbox-secret", Duration.ofSeconds(20), 1 << 20, 4);
    }

    public TestSettings withClientSecret(String secret) {
        return new TestSettings(url, secret, timeout, maxAnswerBytes, concurrency);
    }

    public TestSettings withTimeout(Duration longest) {
        return new TestSettings(url, clientSecret, longest, maxAnswerBytes, concurrency);
    }

    public TestSettings withMaxAnswerBytes(int bytes) {
        return new TestSettings(url, clientSecret, timeout, bytes, concurrency);
    }

    public TestSettings withConcurrency(int calls) {
        return new TestSettings(url, clientSecret, timeout, maxAnswerBytes, calls);
    }

    @Override
    public String dialect() {
        return "csc-v2";
    }

    @Override
    public String clientId() {
        return "hocba";
    }

    @Override
    public Optional<URI> tokenUrl() {
        return Optional.empty();
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
    public Duration pollInterval() {
        return Duration.ofMillis(10);
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
