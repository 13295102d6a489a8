package vn.hocba.events;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A receiver to register.
 *
 * @param url https address
 * @param description for the school's people
 * @param events what to tell; everything if left out or empty
 */
@Schema(name = "NewWebhook", description = "A receiver of events to register")
public record NewWebhook(
        @NotNull
        @Size(max = EndpointUrl.MAX_LENGTH)
        @Schema(description = "https address", examples = "https://school.example.vn/hocba")
        String url,

        @Size(max = 200) @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*") @Nullable
        String description,

        @Schema(description = "What to tell; everything if left out or empty") @Nullable
        Set<@NotNull EventType> events) {

    Set<EventType> wanted() {
        return events == null ? Set.of() : events;
    }
}
