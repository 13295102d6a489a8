package vn.hocba.remotesigning.csc;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import vn.hocba.remotesigning.Dialect;
import vn.hocba.remotesigning.ProviderHttp;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.ProviderSettings;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.Rest;

/** The Cloud Signature Consortium's API, version 1: {@code hocba.providers.<id>.dialect=csc-v1}. */
@ApplicationScoped
public class CscV1Dialect implements Dialect {

    private final Vertx vertx;

    public CscV1Dialect(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public String name() {
        return "csc-v1";
    }

    @Override
    public RemoteSigningService connect(ProviderId id, ProviderSettings settings, Rest rest) {
        var clock = Clock.systemUTC();
        return new CscService(
                id, new CscV1Words(), settings, new ProviderHttp(vertx, id, settings, rest, clock), clock);
    }
}
