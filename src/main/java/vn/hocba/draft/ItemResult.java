package vn.hocba.draft;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.problem.Text;

/**
 * What became of one item of a bulk request.
 *
 * @param index position in the request, from 0
 * @param done whether it was carried out
 * @param id the transcript; absent when none was made
 * @param pupilName absent when unknown
 * @param version the ETag after it was carried out
 * @param warnings what the rules find in what was stored
 * @param problem why it was not carried out
 */
@Schema(name = "ItemResult", description = "What became of one item of a bulk request.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ItemResult(
        int index,
        boolean done,
        @Nullable TranscriptId id,
        @Nullable String pupilName,
        @Nullable Integer version,
        @Nullable List<FindingView> warnings,
        @Nullable ItemProblem problem) {

    /** The problem that a request with this item alone would have met. */
    @Schema(name = "ItemProblem")
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ItemProblem(String type, String code, int status, Text messages, List<FieldError> errors) {

        static ItemProblem of(ProblemException problem) {
            ProblemType type = problem.type();
            return new ItemProblem(type.path(), type.code(), type.status(), problem.messages(), problem.errors());
        }
    }

    static ItemResult done(
            int index, TranscriptId id, @Nullable String pupilName, int version, List<FindingView> warnings) {
        return new ItemResult(index, true, id, pupilName, version, warnings, null);
    }

    static ItemResult refused(
            int index, @Nullable TranscriptId id, @Nullable String pupilName, ProblemException problem) {
        return new ItemResult(index, false, id, pupilName, null, null, ItemProblem.of(problem));
    }
}
