package vn.hocba.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.List;
import java.util.Optional;

/** Problems of reading JSON, with the RFC 6901 pointer of the field; what Jackson says itself is not shown. */
final class JsonFailures {

    private JsonFailures() {}

    /** The problem, if a JSON failure is behind the exception. */
    static Optional<ProblemException> problem(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return Optional.of(problem);
            }
            if (cause instanceof JsonProcessingException json) {
                return Optional.of(ofJson(json));
            }
        }
        return Optional.empty();
    }

    private static ProblemException ofJson(JsonProcessingException failure) {
        // a record's constructor that refuses its values with a problem of its own
        if (failure.getCause() instanceof ProblemException problem) {
            return problem;
        }
        return switch (failure) {
            case StreamConstraintsException bound
            when isAboutLength(bound) -> new ProblemException(ProblemType.BODY_TOO_LARGE);
            case UnrecognizedPropertyException unknown ->
                new ProblemException(ProblemType.UNKNOWN_FIELD)
                        .withErrors(List.of(FieldError.at(
                                pointer(unknown),
                                "unknown-field",
                                "Trường “%s” không được hỗ trợ.".formatted(shown(unknown.getPropertyName())),
                                "The field “%s” is not known.".formatted(shown(unknown.getPropertyName())))));
            case MismatchedInputException mismatch ->
                mismatch.getPath().isEmpty() && isAboutTheWholeBody(mismatch)
                        ? malformed(mismatch)
                        : wrongType(mismatch);
            // a number beyond the range of the field's type
            case JsonMappingException mapping
            when mapping.getCause() instanceof InputCoercionException -> wrongType(mapping);
            case JsonMappingException mapping
            when mapping.getCause() instanceof StreamReadException broken -> malformed(broken);
            case JsonMappingException mapping when !mapping.getPath().isEmpty() -> wrongType(mapping);
            default -> malformed(failure);
        };
    }

    private static boolean isAboutLength(StreamConstraintsException failure) {
        return failure.getOriginalMessage().startsWith("Document length");
    }

    private static boolean isAboutTheWholeBody(MismatchedInputException failure) {
        String message = failure.getOriginalMessage();
        return message.startsWith("No content") || message.startsWith("Trailing token");
    }

    private static ProblemException wrongType(JsonMappingException failure) {
        return new ProblemException(ProblemType.WRONG_TYPE)
                .withErrors(List.of(FieldError.at(
                        pointer(failure),
                        "wrong-type",
                        "Giá trị không đúng kiểu hoặc không nằm trong các giá trị cho phép.",
                        "The value has the wrong type, or is not one of the allowed values.")));
    }

    private static ProblemException malformed(JsonProcessingException failure) {
        var location = failure.getLocation();
        if (location == null || location.getLineNr() < 1) {
            return new ProblemException(ProblemType.MALFORMED_JSON);
        }
        return new ProblemException(
                ProblemType.MALFORMED_JSON,
                "Nội dung không phải là JSON hợp lệ (dòng %d, cột %d)."
                        .formatted(location.getLineNr(), location.getColumnNr()),
                "The body is not valid JSON (line %d, column %d)."
                        .formatted(location.getLineNr(), location.getColumnNr()));
    }

    private static String shown(String name) {
        return name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }

    static String pointer(JsonMappingException failure) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            String name = step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName();
            pointer.append('/').append(escape(name));
        }
        return pointer.toString();
    }

    /** One reference token of RFC 6901. */
    static String escape(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }
}
