package vn.hocba.draft;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Id of one pupil's transcript of one school year (UUIDv7). */
@Schema(type = SchemaType.STRING, format = "uuid")
public record TranscriptId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TranscriptId {}

    /** For paths and queries. */
    public static TranscriptId fromString(String value) {
        return new TranscriptId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
