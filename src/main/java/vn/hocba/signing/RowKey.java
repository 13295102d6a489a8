package vn.hocba.signing;

import io.vertx.core.json.JsonObject;
import java.io.Serializable;
import java.util.UUID;

/** Key of a row of school data: the school comes first, so that a school's rows can live together. */
public record RowKey(UUID schoolId, UUID id) implements Serializable {

    /** As a row of a statement's parameter. */
    JsonObject json() {
        return new JsonObject().put("school_id", schoolId.toString()).put("id", id.toString());
    }
}
