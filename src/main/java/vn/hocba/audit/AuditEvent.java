package vn.hocba.audit;

import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;

/**
 * An act to record.
 *
 * @param subject what was acted on
 * @param action what was done, snake_case and in the past, such as {@code locked}
 * @param actor account that did it
 * @param actorName the actor's name at that time
 * @param reason why, in the actor's words; never a secret
 */
public record AuditEvent(
        AuditSubject subject,
        String action,
        String actor,
        String actorName,
        @Nullable String reason) {

    /** An act of a person. */
    public static AuditEvent by(Actor actor, AuditSubject subject, String action, @Nullable String reason) {
        return new AuditEvent(subject, action, actor.subject(), actor.name(), reason);
    }

    /** An act of the system itself, such as embedding a signature that was consented to before. */
    public static AuditEvent bySystem(AuditSubject subject, String action, @Nullable String reason) {
        return new AuditEvent(subject, action, "system", "system", reason);
    }
}
