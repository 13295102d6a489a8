package vn.hocba.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error response: RFC 9457, media type {@value #MEDIA_TYPE}.
 *
 * @param type path of the type's documentation, {@code /problems/<code>}
 * @param title short summary of the type in the language of the response
 * @param status HTTP status
 * @param detail what happened this time, in the language of the response
 * @param code stable name of the type
 * @param retryable whether the same request can succeed later unchanged
 * @param traceId W3C trace id (32 hex digits) under which the server logged the request
 * @param messages {@code detail} in both languages
 * @param errors findings, in the order of the document; absent when there are none
 * @param currentState state of the resource, when the request did not fit it
 */
@RegisterForReflection
@Schema(name = "Problem", description = "RFC 9457 problem document")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        boolean retryable,
        String traceId,
        Text messages,
        @Nullable List<FieldError> errors,
        @Nullable String currentState) {

    /** Media type of problem documents (RFC 9457, section 3). */
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ProblemException failure, String traceId, String language) {
        ProblemType type = failure.type();
        Text messages = failure.messages();
        return new Problem(
                type.path(),
                type.title().in(language),
                type.status(),
                messages.in(language),
                type.code(),
                type.retryable(),
                traceId,
                messages,
                failure.errors().isEmpty() ? null : failure.errors(),
                failure.currentState());
    }
}
