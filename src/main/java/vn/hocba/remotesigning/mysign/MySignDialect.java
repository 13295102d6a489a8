package vn.hocba.remotesigning.mysign;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import vn.hocba.remotesigning.Dialect;
import vn.hocba.remotesigning.ProviderHttp;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.ProviderSettings;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.Rest;

/** Viettel MySign: {@code hocba.providers.<id>.dialect=mysign}. */
@ApplicationScoped
public class MySignDialect implements Dialect {

    private static final int CALLS_BACK = 3;

    private final Vertx vertx;

    public MySignDialect(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public String name() {
        return "mysign";
    }

    @Override
    public RemoteSigningService connect(ProviderId id, ProviderSettings settings, Rest rest) {
        if (settings.profile().isEmpty()) {
            throw new IllegalArgumentException("hocba.providers." + id + ".profile is missing");
        }
        if (settings.async() < 1 || settings.async() > CALLS_BACK) {
            throw new IllegalArgumentException("hocba.providers." + id + ".async is 1, 2 or 3");
        }
        if (settings.callbackSecret().isPresent() && settings.async() != CALLS_BACK) {
            throw new IllegalArgumentException(
                    "hocba.providers." + id + ".callback-secret: the service calls back with async=3 only");
        }
        var clock = Clock.systemUTC();
        var http = new ProviderHttp(vertx, id, settings, rest, clock);
        return new MySignService(id, settings, http, new MySignEndpoint(http, settings, clock), clock);
    }
}
