package vn.hocba.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The catalogue of what is told. */
@Schema(description = "What happened")
public enum EventType {
    /** One more slot of a transcript's document is signed. */
    TRANSCRIPT_SIGNED("transcript.signed"),
    /** The school's seal is in: the transcript is issued. */
    TRANSCRIPT_ISSUED("transcript.issued"),
    /** Given back to the homeroom teacher: signatures so far do not count any more. */
    TRANSCRIPT_RETURNED("transcript.returned"),
    /** An embedded signature has got the level that it is to have. */
    SIGNATURE_LEVEL_REACHED("signature.level-reached"),
    /** Every transcript of the request is signed. */
    SIGNING_REQUEST_COMPLETED("signing-request.completed"),
    /** Given up; what was unsigned is free again. */
    SIGNING_REQUEST_CANCELLED("signing-request.cancelled"),
    /** A consent came to its end without all signatures: refused, expired, failed, or its answer is unknown. */
    SIGNING_SESSION_STOPPED("signing-session.stopped"),
    /** The service's value for one transcript could not be used; the others go on. */
    SIGNING_ITEM_FAILED("signing-item.failed");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    /** Name in JSON. */
    @JsonValue
    public String wireName() {
        return wireName;
    }

    @JsonCreator
    static EventType fromJson(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown type of event"));
    }
}
