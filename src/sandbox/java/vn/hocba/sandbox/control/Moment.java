package vn.hocba.sandbox.control;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.sandbox.http.Refusal;
import vn.hocba.sandbox.http.Reply;

/** Reads instants that requests name; refuses with status 400 what is none. */
final class Moment {

    private Moment() {}

    static Optional<Instant> optional(String field, @Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException notAnInstant) {
            throw new Refusal(Reply.text(400, field + " is an ISO 8601 instant, not " + text));
        }
    }
}
