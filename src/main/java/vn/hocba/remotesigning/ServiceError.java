package vn.hocba.remotesigning;

import java.util.regex.Pattern;

/**
 * What a service itself said about a failure (CSC v2: the error body), kept as it came, known to us or not, for operators and
 * support. Not for end users: their message comes from the failure's type. It may echo what it was sent, so {@link #toString()},
 * which goes into logs, hides long numbers: personal numbers, tax codes.
 *
 * @param status the HTTP status code
 * @param error the error code, or empty
 * @param description the service's words, or empty; cut to 500 characters, control characters replaced
 */
public record ServiceError(int status, String error, String description) {

    private static final int MOST_CHARACTERS = 500;
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{9,}");

    public ServiceError {
        error = printable(error);
        description = printable(description);
    }

    private static String printable(String text) {
        var cut = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
        return cut.replaceAll("\\p{Cntrl}", " ").strip();
    }

    @Override
    public String toString() {
        var said = "HTTP " + status + (error.isEmpty() ? "" : " " + error)
                + (description.isEmpty() ? "" : ": " + description);
        return LONG_NUMBER.matcher(said).replaceAll("***");
    }
}
