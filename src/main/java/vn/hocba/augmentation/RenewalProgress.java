package vn.hocba.augmentation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far the renewal of archive timestamps is, over all schools.
 *
 * @param due signatures that are near the end of their newest archive timestamp and not begun yet
 * @param underWay signatures that get another one now
 * @param failing those of them whose last try did not succeed
 * @param renewed archive timestamps that were made by renewals so far
 * @param earliestEnd until when the archive timestamp that ends first is believed; absent when there is none
 */
@Schema(name = "LevelRenewals", description = "How far the renewal of archive timestamps is, over all schools.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RenewalProgress(
        @Schema(description = "Signatures near the end of their archive timestamp, not begun yet")
        long due,

        @Schema(description = "Signatures that get another archive timestamp now")
        long underWay,

        @Schema(description = "Those under way whose last try did not succeed")
        long failing,

        @Schema(description = "Archive timestamps that renewals made so far")
        long renewed,

        @Schema(description = "Until when the archive timestamp that ends first is believed") @Nullable
        Instant earliestEnd) {}
