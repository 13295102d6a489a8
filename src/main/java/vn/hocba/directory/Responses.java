package vn.hocba.directory;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.stream.Stream;

/** Answers to creations. */
final class Responses {

    private Responses() {}

    /** 201 with the address of what was made; a path, so that it holds behind any proxy. */
    static Response created(Object entity, Object... segments) {
        return Response.created(UriBuilder.fromPath("/")
                        .segment(Stream.of(segments).map(Object::toString).toArray(String[]::new))
                        .build())
                .entity(entity)
                .build();
    }
}
