package vn.hocba.sandbox.tsa;

import java.util.Optional;
import vn.hocba.sandbox.ca.SandboxCa;
import vn.hocba.sandbox.ca.ServiceAlgorithm;
import vn.hocba.sandbox.faults.Faults;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.signing.Counters;

/**
 * {@code POST /pki/tsa} (RSA-3072; the operation {@code tsa/rsa} to faults and counters) and {@code POST /pki/tsa/ec}
 * (P-256; {@code tsa/ec}), by RFC 3161 section 3.4.
 */
public final class TimestampService {

    private static final String QUERY = "application/timestamp-query";
    private static final String REPLY = "application/timestamp-reply";

    private final SandboxCa ca;
    private final Faults faults;
    private final Counters counters;

    public TimestampService(SandboxCa ca, Faults faults, Counters counters) {
        this.ca = ca;
        this.faults = faults;
        this.counters = counters;
    }

    public void addTo(Routes routes) {
        serve(routes, "/pki/tsa", "tsa/rsa", "Học bạ số Sandbox TSA 1", ServiceAlgorithm.RSA_3072);
        serve(routes, "/pki/tsa/ec", "tsa/ec", "Học bạ số Sandbox TSA 2", ServiceAlgorithm.P_256);
    }

    private void serve(Routes routes, String path, String operation, String commonName, ServiceAlgorithm algorithm) {
        TimestampAuthority authority = new TimestampAuthority(ca.timestampKeys(operation, commonName, algorithm));
        routes.on("POST", path, request -> serve(request, operation, authority));
    }

    private Reply serve(Request request, String operation, TimestampAuthority authority) {
        if (!request.header("Content-Type").orElse("").equals(QUERY)) {
            return Reply.text(415, "Only " + QUERY + " is understood");
        }
        counters.call(operation, null);
        return faults.around(
                operation, Optional.empty(), fault -> Reply.bytes(REPLY, authority.answer(request.body(), fault)));
    }
}
