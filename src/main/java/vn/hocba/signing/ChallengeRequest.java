package vn.hocba.signing;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which one-time password is to be sent.
 *
 * @param factor id of a factor with {@code needsChallenge}
 */
public record ChallengeRequest(
        @Schema(examples = "otp") @NotNull @Size(min = 1, max = 255)
        String factor) {}
