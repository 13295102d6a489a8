package vn.hocba.remotesigning.rssp;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import vn.hocba.remotesigning.Dialect;
import vn.hocba.remotesigning.ProviderHttp;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.ProviderSettings;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.Rest;

/** The RSSP profile of TS 119 432: {@code hocba.providers.<id>.dialect=rssp}. */
@ApplicationScoped
public class RsspDialect implements Dialect {

    private final Vertx vertx;

    public RsspDialect(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public String name() {
        return "rssp";
    }

    @Override
    public RemoteSigningService connect(ProviderId id, ProviderSettings settings, Rest rest) {
        var clock = Clock.systemUTC();
        var http = new ProviderHttp(vertx, id, settings, rest, clock);
        var endpoint = new RsspEndpoint(http, settings, RsspLogin.of(id, settings, clock), clock);
        return new RsspService(id, settings, http, endpoint, clock);
    }
}
