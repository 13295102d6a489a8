package vn.hocba.signing;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/**
 * An operator's wish that no calls are made to a provider.
 *
 * @param reason for the record; one line
 * @param until when they are made again by themselves; if absent, when an operator says so
 */
@Schema(name = "PauseProvider")
public record PauseRequest(
        @NotNull @Pattern(regexp = "[^\\p{Cntrl}]{1,500}") String reason,
        @Nullable Instant until) {

    /** @throws ProblemException {@link ProblemType#VALIDATION_FAILED} if it would end before it begins */
    void validate(Instant now) {
        if (until != null && !until.isAfter(now)) {
            throw new ProblemException(
                    ProblemType.VALIDATION_FAILED,
                    List.of(FieldError.at(
                            "/until", "out-of-range", "Thời điểm kết thúc đã qua.", "The end is in the past.")));
        }
    }
}
