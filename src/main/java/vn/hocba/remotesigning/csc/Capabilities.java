package vn.hocba.remotesigning.csc;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import vn.hocba.remotesigning.RemoteSigningFailure.Permanent;

/** What the service says it can do (info): asked once, when first needed, and remembered from the first good answer on. */
final class Capabilities {

    private final CscEndpoint endpoint;
    private final AtomicReference<@Nullable Learnt> known = new AtomicReference<>();

    Capabilities(CscEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    Uni<Learnt> learnt() {
        return Uni.createFrom().deferred(() -> {
            var already = known.get();
            return already != null ? Uni.createFrom().item(already) : ask();
        });
    }

    private Uni<Learnt> ask() {
        return endpoint.callOpenly(CscMethod.INFO, new Wire.InfoRequest())
                .map(answer -> endpoint.success(CscMethod.INFO, answer, Wire.ServiceInfo.class))
                .map(info -> new Learnt(
                        Objects.requireNonNullElse(info.methods(), List.of()),
                        Objects.requireNonNullElse(info.asynchronousOperationMode(), false)))
                .invoke(known::set);
    }

    /**
     * @param methods paths; empty if the service did not say
     * @param asynchronous whether signHash has mode A
     */
    record Learnt(List<String> methods, boolean asynchronous) {

        /** Whether the service says that it has the method. */
        boolean has(CscMethod method) {
            return methods.contains(method.path());
        }

        /** @throws Permanent if the service says that it lacks the method */
        void require(CscMethod method) {
            if (!methods.isEmpty() && !methods.contains(method.path())) {
                throw new Permanent(method.path() + ": the service does not have this method", null);
            }
        }
    }
}
