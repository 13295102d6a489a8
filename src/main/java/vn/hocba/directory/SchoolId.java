package vn.hocba.directory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Id of a school. */
@Schema(type = SchemaType.STRING, format = "uuid")
public record SchoolId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SchoolId {}

    /** For paths and queries. */
    public static SchoolId fromString(String value) {
        return new SchoolId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
