package vn.hocba.signing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the ceremony uses and does not make itself: the clock, and what stands under the configured key. */
@ApplicationScoped
class SigningBeans {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
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
