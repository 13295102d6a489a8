package vn.hocba.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One finding of a {@link Problem}, with the place it is about.
 *
 * @param pointer RFC 6901 pointer into the request body; absent when the finding is about a parameter
 * @param parameter name of the query, path or header parameter; absent when the finding is about the body
 * @param code stable kebab-case name of the rule that was broken
 * @param messages what is wrong, in both languages
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldError(@Nullable String pointer, @Nullable String parameter, String code, Text messages) {

    /** A finding about a place in the request body. */
    public static FieldError at(String pointer, String code, String vi, String en) {
        return new FieldError(pointer, null, code, new Text(vi, en));
    }

    /** A finding about a query, path or header parameter. */
    public static FieldError parameter(String name, String code, String vi, String en) {
        return new FieldError(null, name, code, new Text(vi, en));
    }
}
