package vn.hocba.remotesigning.smartca;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import vn.hocba.remotesigning.Dialect;
import vn.hocba.remotesigning.ProviderHttp;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.ProviderSettings;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.Rest;

/** VNPT SmartCA: {@code hocba.providers.<id>.dialect=smartca}. */
@ApplicationScoped
public class SmartCaDialect implements Dialect {

    private final Vertx vertx;

    public SmartCaDialect(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public String name() {
        return "smartca";
    }

    @Override
    public RemoteSigningService connect(ProviderId id, ProviderSettings settings, Rest rest) {
        var clock = Clock.systemUTC();
        return new SmartCaService(id, settings, new ProviderHttp(vertx, id, settings, rest, clock), clock);
    }
}
