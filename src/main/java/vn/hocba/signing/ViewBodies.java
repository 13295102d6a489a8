package vn.hocba.signing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import vn.hocba.workers.Workers;

/** Writes views as JSON; those with many items on a worker, since 2,000 of them take five milliseconds. */
@ApplicationScoped
class ViewBodies {

    private static final long CHARACTERS_PER_ITEM = 180;

    private final ObjectMapper json;
    private final Workers workers;

    ViewBodies(ObjectMapper json, Workers workers) {
        this.json = json;
        this.workers = workers;
    }

    /** The view as a response's body. */
    Uni<String> of(SigningRequestView view) {
        long items = Optional.ofNullable(view.items()).map(list -> list.size()).orElse(0);
        return workers.computeOver(items * CHARACTERS_PER_ITEM, () -> write(view));
    }

    private String write(SigningRequestView view) {
        try {
            return json.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view must be writable", e);
        }
    }
}
