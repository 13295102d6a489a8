package vn.hocba.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/** Something that happened at a school; its components are the {@code data} that is told. Never personal data. */
@RegisterForReflection
public sealed interface DomainEvent {

    /** Which of the catalogue. */
    @JsonIgnore
    EventType type();

    /** {@link EventType#TRANSCRIPT_SIGNED}. */
    record TranscriptSigned(UUID transcriptId, int revision, String slot, UUID signingRequestId)
            implements DomainEvent {
        @Override
        public EventType type() {
            return EventType.TRANSCRIPT_SIGNED;
        }
    }

    /** {@link EventType#TRANSCRIPT_ISSUED}. */
    record TranscriptIssued(UUID transcriptId, int revision) implements DomainEvent {
        @Override
        public EventType type() {
            return EventType.TRANSCRIPT_ISSUED;
        }
    }

    /** {@link EventType#TRANSCRIPT_RETURNED}. */
    record TranscriptReturned(UUID transcriptId, int revision) implements DomainEvent {
        @Override
        public EventType type() {
            return EventType.TRANSCRIPT_RETURNED;
        }
    }

    /** {@link EventType#SIGNATURE_LEVEL_REACHED}. */
    record LevelReached(UUID transcriptId, int revision, String slot, String level) implements DomainEvent {
        @Override
        public EventType type() {
            return EventType.SIGNATURE_LEVEL_REACHED;
        }
    }

    /** {@link EventType#SIGNING_REQUEST_COMPLETED}. */
    record RequestCompleted(UUID signingRequestId) implements DomainEvent {
        @Override
        public EventType type() {
            return EventType.SIGNING_REQUEST_COMPLETED;
        }
    }

    /** {@link EventType#SIGNING_REQUEST_CANCELLED}. */
    record RequestCancelled(UUID signingRequestId) implements DomainEvent {
        @Override
        public EventType type() {
            return EventType.SIGNING_REQUEST_CANCELLED;
        }
    }

    /**
     * {@link EventType#SIGNING_SESSION_STOPPED}.
     *
     * @param state of the session, such as {@code ANSWER_UNKNOWN}
     * @param reason as the request says it, such as {@code answer-unknown}
     */
    record SessionStopped(UUID signingRequestId, UUID sessionId, String state, String reason) implements DomainEvent {
        @Override
        public EventType type() {
            return EventType.SIGNING_SESSION_STOPPED;
        }
    }

    /**
     * {@link EventType#SIGNING_ITEM_FAILED}.
     *
     * @param reason as the request says it, such as {@code signature-does-not-verify}
     */
    record ItemFailed(UUID signingRequestId, UUID transcriptId, String reason) implements DomainEvent {
        @Override
        public EventType type() {
            return EventType.SIGNING_ITEM_FAILED;
        }
    }
}
