package vn.hocba.sandbox.signing;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where the relying party wants to be called by services that have one address for all orders. */
public final class RegisteredAddresses {

    private final Map<String, URI> addresses = new ConcurrentHashMap<>();

    /** The address for a service's calls; empty where it is to make none. */
    public Optional<URI> of(String service) {
        return Optional.ofNullable(addresses.get(service));
    }

    public void register(String service, URI address) {
        addresses.put(service, address);
    }

    /** No service calls any more. */
    public void forget() {
        addresses.clear();
    }
}
