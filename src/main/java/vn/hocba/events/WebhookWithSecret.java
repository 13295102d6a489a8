package vn.hocba.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.idempotency.Confidential;

/**
 * A webhook with the secret that signs what it gets: shown now, and never again.
 *
 * @param secret in the form of Standard Webhooks
 * @param previousUntil until when the secret before signs as well
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "WebhookWithSecret", description = "A webhook with its secret, which is shown this once")
public record WebhookWithSecret(
        Webhook webhook,

        @Schema(examples = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        String secret,

        @Schema(description = "Until when the secret before signs as well") @Nullable
        Instant previousUntil)
        implements Confidential {

    @Override
    public String toString() {
        return "WebhookWithSecret[" + webhook.id() + "]";
    }
}
