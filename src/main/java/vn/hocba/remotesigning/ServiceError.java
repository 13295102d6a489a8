package vn.hocba.remotesigning;

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

    public ServiceError {
        error = WireText.printable(error);
        description = WireText.printable(description);
    }

    @Override
    public String toString() {
        return "HTTP " + status + (error.isEmpty() ? "" : " " + WireText.loggable(error))
                + (description.isEmpty() ? "" : ": " + WireText.loggable(description));
    }
}
