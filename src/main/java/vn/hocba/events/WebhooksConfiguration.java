package vn.hocba.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** {@code hocba.webhooks}: how events are delivered. */
@ConfigMapping(prefix = "hocba.webhooks")
public interface WebhooksConfiguration {

    /** Ports that may be called. */
    @WithDefault("443,8443")
    Set<Integer> ports();

    /** For development: this machine's own addresses may be called, on any port, by http too. */
    @WithDefault("false")
    boolean allowLoopback();

    /** PEM file with the certificates that receivers' must lead to; if absent, the platform's. */
    Optional<Path> tlsTrust();

    /** Deliveries that this replica has under way at once. */
    @WithDefault("16")
    int concurrency();

    /** Deliveries that one receiver is given at once, by all replicas together. */
    @WithDefault("4")
    int perEndpoint();

    /** Longest wait for a receiver's whole answer, from looking up its name. */
    @WithDefault("PT10S")
    Duration timeout();

    /** How often due deliveries are looked for. */
    @WithDefault("PT1S")
    Duration poll();

    /** Wait after a first failed attempt; each further one is four times as long. */
    @WithDefault("PT15S")
    Duration firstRetry();

    /** Attempts after which a delivery is dead. */
    @WithDefault("8")
    int attempts();

    /** Age at which a delivery is dead, however often it was tried. */
    @WithDefault("PT24H")
    Duration giveUp();

    /** How long the secret before still signs after a rotation. */
    @WithDefault("PT24H")
    Duration rotation();

    /** How long deliveries stay listed. */
    @WithDefault("P30D")
    Duration retention();

    /** Time between two clean-ups. */
    @WithDefault("10m")
    Duration cleanUpEvery();
}
