package vn.hocba.directory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Id of a credential binding. */
@Schema(type = SchemaType.STRING, format = "uuid")
public record BindingId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BindingId {}

    /** For paths and queries. */
    public static BindingId fromString(String value) {
        return new BindingId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
