package vn.hocba.directory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Id of a staff member. */
@Schema(type = SchemaType.STRING, format = "uuid")
public record StaffId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public StaffId {}

    /** For paths and queries. */
    public static StaffId fromString(String value) {
        return new StaffId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
