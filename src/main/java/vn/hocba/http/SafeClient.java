package vn.hocba.http;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Settings of HTTP clients. Security guarantees: TLS 1.2 or 1.3; certificate and host name are verified; nothing is decompressed, so
 * an answer is as large as what was received.
 */
public final class SafeClient {

    private SafeClient() {}

    /**
     * To be completed by whoever calls.
     *
     * @param connect longest wait for a connection, and again for its TLS
     * @param connections how many to one host and port at once
     * @param trusted PEM file with the certificates that others' must lead to; if empty, the platform's
     */
    public static HttpClientOptions options(Duration connect, int connections, Optional<Path> trusted) {
        int millis = Math.toIntExact(connect.toMillis());
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(millis)
                .setSslHandshakeTimeout(millis)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxPoolSize(connections)
                .setVerifyHost(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setDecompressionSupported(false);
        trusted.ifPresent(pem -> options.setTrustOptions(new PemTrustOptions().addCertPath(pem.toString())));
        return options;
    }
}
