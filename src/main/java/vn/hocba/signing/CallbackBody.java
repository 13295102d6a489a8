package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** The beginning of a request's body; the rest is let go by. */
final class CallbackBody {

    private static final int MOST_BYTES = 64 * 1024;

    private CallbackBody() {}

    /** Never fails: of a body that breaks off, what came. */
    static Uni<byte[]> beginning(HttpServerRequest request) {
        return Uni.createFrom().emitter(emitter -> {
            var kept = Buffer.buffer();
            request.handler(chunk -> {
                        int room = MOST_BYTES - kept.length();
                        kept.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
                    })
                    .exceptionHandler(brokenOff -> emitter.complete(kept.getBytes()))
                    .endHandler(ended -> emitter.complete(kept.getBytes()))
                    .resume();
        });
    }
}
