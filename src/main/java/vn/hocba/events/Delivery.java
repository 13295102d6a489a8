package vn.hocba.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one receiver.
 *
 * @param eventId what the header {@code webhook-id} says, at every attempt
 * @param attempts how often it was tried, since it was last sent by hand
 * @param nextAttempt when it is tried next, at the earliest
 * @param lastStatus status of the last answer
 * @param lastFailure why the last attempt did not succeed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WebhookDelivery", description = "One event on its way to one receiver")
public record Delivery(
        UUID id,

        @Schema(description = "The header webhook-id, the same at every attempt")
        UUID eventId,

        EventType event,
        DeliveryState state,

        @Schema(description = "How often it was tried, since it was last sent by hand")
        int attempts,

        Instant createdAt,
        @Nullable Instant lastAttempt,
        @Nullable Instant nextAttempt,
        @Nullable Integer lastStatus,
        @Nullable DeliveryFailure lastFailure) {}
