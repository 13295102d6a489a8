package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** The beginning of a request's body; the rest is let go by. */
final class CallbackBody {

    private static final int MOST_BYTES = 64 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private CallbackBody() {}

    /** Never fails: of a body that breaks off, or takes too long, what came. To be called on the request's event loop. */
    static Uni<byte[]> beginning(HttpServerRequest request) {
        return beginning(request, LONGEST);
    }

    static Uni<byte[]> beginning(HttpServerRequest request, Duration longest) {
        return Uni.createFrom().emitter(emitter -> {
            var kept = Buffer.buffer();
            Vertx vertx = Vertx.currentContext().owner();
            long timer = vertx.setTimer(longest.toMillis(), late -> emitter.complete(kept.getBytes()));
            Runnable over = () -> {
                vertx.cancelTimer(timer);
                emitter.complete(kept.getBytes());
            };
            request.handler(chunk -> {
                        int room = MOST_BYTES - kept.length();
                        kept.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
                    })
                    .exceptionHandler(brokenOff -> over.run())
                    .endHandler(ended -> over.run())
                    .resume();
        });
    }
}
