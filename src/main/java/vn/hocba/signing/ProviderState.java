package vn.hocba.signing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.remotesigning.CircuitBreaker;
import vn.hocba.remotesigning.ProviderId;

/** Whether calls go to a signing provider, and when they do again. */
@Schema(
        name = "ProviderState",
        description = "Whether calls go to the signing service now. What waits for it goes on by itself.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProviderState(
        @Schema(examples = "sandbox") String provider,
        State state,

        @Schema(
                description =
                        "When calls are made again, as far as is known; left out while they are made, and while an"
                                + " operator has to decide.")
        @Nullable
        Instant goesOnAt) {

    /** Why no calls are made. */
    public enum State {
        /** They are made. */
        OPEN,
        /** It declined, or failed several times in a row, and is left alone for a while; each replica decides for itself. */
        RESTING,
        /** By an operator. */
        PAUSED,
        /** As announced. */
        MAINTENANCE
    }

    static ProviderState of(ProviderId provider, CircuitBreaker.Condition condition) {
        return switch (condition.state()) {
            case CLOSED, HALF_OPEN -> new ProviderState(provider.value(), State.OPEN, null);
            case OPEN -> closed(provider, State.RESTING, condition);
            case PAUSED -> closed(provider, State.PAUSED, condition);
            case MAINTENANCE -> closed(provider, State.MAINTENANCE, condition);
        };
    }

    private static ProviderState closed(ProviderId provider, State state, CircuitBreaker.Condition condition) {
        return new ProviderState(provider.value(), state, condition.goesOn().orElse(null));
    }
}
