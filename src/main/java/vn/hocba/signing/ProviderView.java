package vn.hocba.signing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A configured signing provider as operators see it. */
@Schema(name = "Provider")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProviderView(
        @Schema(examples = "sandbox") String id,
        ProviderState.State state,

        @Schema(description = "When calls are made again, as far as is known.") @Nullable
        Instant goesOnAt,

        @Schema(description = "What an operator has decided, if it is paused.") @Nullable
        Pause pause,

        @Schema(description = "Whether hocba.providers.<id>.paused stops it as well, which no request ends.")
        boolean pausedByConfiguration,

        @Schema(description = "Weekly windows, by the clocks of Việt Nam.", examples = "[\"SUN 01:00-03:00\"]")
        List<String> maintenance) {

    /** An operator's decision. */
    @Schema(name = "ProviderPause")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Pause(
            String reason,
            String by,
            Instant since,
            @Nullable Instant until) {}
}
