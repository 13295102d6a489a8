package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import vn.hocba.access.Actor;
import vn.hocba.audit.AuditEvent;
import vn.hocba.audit.AuditSubject;
import vn.hocba.audit.AuditTrail;
import vn.hocba.directory.SchoolId;
import vn.hocba.draft.ClaimId;
import vn.hocba.draft.TranscriptStates;
import vn.hocba.events.DomainEvent;
import vn.hocba.events.Outbox;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/**
 * Giving a request up: its sessions end, what is unsigned is free again, what is signed stays signed. An answer of the
 * signing service that arrives afterwards is not stored any more, and of signatures that are just being embedded the
 * chunks that were committed before stand: the session's row decides who was first.
 */
@ApplicationScoped
class CancelRequest {

    private final ReadRequest read;
    private final RequestStore requests;
    private final ItemStore items;
    private final TranscriptStates transcripts;
    private final Outbox outbox;
    private final AuditTrail audit;
    private final Clock clock;

    CancelRequest(
            ReadRequest read,
            RequestStore requests,
            ItemStore items,
            TranscriptStates transcripts,
            Outbox outbox,
            AuditTrail audit,
            Clock clock) {
        this.read = read;
        this.requests = requests;
        this.items = items;
        this.transcripts = transcripts;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * In the caller's transaction. The signer's own right, and an administrator's for any request of the school: the audit
     * record names who did it.
     *
     * @throws ProblemException {@link ProblemType#WRONG_STATE} through the {@code Uni} when it is closed already
     */
    Uni<SigningRequestView> cancel(Actor actor, UUID id) {
        return read.ownOrOfSchool(actor, id).flatMap(whole -> {
            var key = whole.key();
            return giveUp(
                            key,
                            AuditEvent.by(
                                    actor,
                                    new AuditSubject(key.schoolId(), "signing_request", key.id()),
                                    "cancelled",
                                    null))
                    .invoke(open -> {
                        if (!open) {
                            throw new ProblemException(ProblemType.WRONG_STATE)
                                    .withCurrentState(whole.request().state.name());
                        }
                    })
                    .chain(() -> read.viewAnew(key));
        });
    }

    /**
     * In the caller's transaction.
     *
     * @param event for the record
     * @return whether it was still open; if not, the event is not recorded
     */
    Uni<Boolean> giveUp(RowKey key, AuditEvent event) {
        var now = clock.instant();
        return requests.cancelSessions(key, now)
                .chain(() -> items.release(key))
                .chain(() -> requests.close(key, RequestState.CANCELLED, now))
                .flatMap(closed -> closed != 1
                        ? Uni.createFrom().item(false)
                        : transcripts
                                .releaseAll(new SchoolId(key.schoolId()), new ClaimId(key.id()))
                                .chain(() -> outbox.append(
                                        new SchoolId(key.schoolId()), new DomainEvent.RequestCancelled(key.id())))
                                .chain(() -> audit.append(event))
                                .replaceWith(true));
    }
}
