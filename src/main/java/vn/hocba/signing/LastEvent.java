package vn.hocba.signing;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The event that a client saw last, from the header {@value #HEADER} of its reconnection (WHATWG HTML, section 9.2.4). Each event
 * carries the whole request, so what was missed is the latest one.
 *
 * @param version of the request in that event
 */
record LastEvent(long version) {

    static final String HEADER = "Last-Event-ID";

    private static final Pattern VERSION = Pattern.compile("[0-9]{1,18}");

    /** Empty without the header, and for ids that were never given out: the client then gets the request as it is. */
    static Optional<LastEvent> of(@Nullable String header) {
        return Optional.ofNullable(header)
                .filter(id -> VERSION.matcher(id).matches())
                .map(id -> new LastEvent(Long.parseLong(id)));
    }

    /** Whether it showed the request as it is. */
    boolean isOf(SigningRequestView view) {
        return view.version() == version;
    }

    /** Whether no other event follows it. */
    boolean isLastOf(SigningRequestView view) {
        return isOf(view) && !view.status().moving();
    }
}
