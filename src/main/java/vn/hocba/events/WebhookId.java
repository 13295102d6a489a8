package vn.hocba.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Id of a webhook. */
@Schema(type = SchemaType.STRING, format = "uuid")
public record WebhookId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public WebhookId {}

    /** For paths. */
    public static WebhookId fromString(String value) {
        return new WebhookId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
