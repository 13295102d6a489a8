package vn.hocba.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of a school's events.
 *
 * @param events what it is told of; everything if empty
 * @param failures failed attempts since the last that succeeded
 * @param restsUntil until when it is not called, after failures
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Webhook", description = "A receiver of a school's events")
public record Webhook(
        WebhookId id,
        String url,
        @Nullable String description,

        @Schema(description = "What it is told of; everything if empty")
        List<EventType> events,

        @Schema(description = "Failed attempts since the last that succeeded")
        int failures,

        @Schema(description = "Until when it is not called, after failures") @Nullable
        Instant restsUntil,

        Instant createdAt) {

    public Webhook {
        events = List.copyOf(events);
    }
}
