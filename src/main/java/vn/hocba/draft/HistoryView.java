package vn.hocba.draft;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.audit.AuditEntry;

/**
 * Everything that was done to a transcript.
 *
 * @param items the oldest first
 */
@Schema(name = "TranscriptHistory", description = "Who did what to the transcript, when and why; oldest first.")
public record HistoryView(List<Act> items) {

    /**
     * One act.
     *
     * @param at when it was recorded
     * @param action what was done, such as {@code locked}
     * @param actor account that did it
     * @param actorName the actor's name at that time
     * @param reason why; absent where no reason is asked for
     */
    @Schema(name = "HistoryEntry")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Act(
            Instant at,
            @Schema(examples = "returned") String action,
            @Schema(examples = "ht.hung") String actor,
            @Schema(examples = "Trần Quốc Hùng") String actorName,

            @Schema(examples = "Thiếu nhận xét môn Toán.") @Nullable
            String reason) {}

    static HistoryView of(List<AuditEntry> entries) {
        return new HistoryView(entries.stream()
                .map(entry -> new Act(
                        entry.at(),
                        entry.event().action(),
                        entry.event().actor(),
                        entry.event().actorName(),
                        entry.event().reason()))
                .toList());
    }
}
