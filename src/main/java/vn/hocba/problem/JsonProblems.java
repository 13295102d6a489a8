package vn.hocba.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.List;

/** Problems of JSON that a capability reads itself, such as one item of a list. */
public final class JsonProblems {

    private JsonProblems() {}

    /**
     * The problem behind a failure to read a part of the body.
     *
     * @param pointer where the part stands in the body; put in front of each finding's own pointer
     */
    public static ProblemException of(JsonProcessingException failure, String pointer) {
        ProblemException problem =
                JsonFailures.problem(failure).orElseGet(() -> new ProblemException(ProblemType.MALFORMED_JSON));
        List<FieldError> errors = problem.errors().stream()
                .map(error -> error.pointer() == null
                        ? error
                        : new FieldError(pointer + error.pointer(), null, error.code(), error.messages()))
                .toList();
        return problem.withErrors(errors);
    }

    /** RFC 6901 pointer of the place that a failure is about, within the part that was read. */
    public static String pointer(JsonMappingException failure) {
        return JsonFailures.pointer(failure);
    }
}
