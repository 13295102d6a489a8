package vn.hocba.signing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the ceremony uses and does not make itself: the clock, and what stands under the configured key. */
@ApplicationScoped
class SigningBeans {

    /** In microseconds, as the database keeps them: what is told before it is read again is the same. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
    }

    @Produces
    @Singleton
    SadVault vault(@ConfigProperty(name = "hocba.secrets.key") String key) {
        return new SadVault(key);
    }

    @Produces
    @Singleton
    PageTickets pageTickets(@ConfigProperty(name = "hocba.secrets.key") String key) {
        return new PageTickets(key);
    }
}
