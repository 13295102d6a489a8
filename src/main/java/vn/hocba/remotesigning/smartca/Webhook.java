package vn.hocba.remotesigning.smartca;

import java.util.Optional;
import vn.hocba.remotesigning.FixedCallbacks;
import vn.hocba.remotesigning.WireJson;

/** The service's webhook: it names a transaction by our own id. */
final class Webhook implements FixedCallbacks {

    @Override
    public Optional<String> transaction(byte[] body) {
        return WireJson.find(body, "transaction_id");
    }
}
