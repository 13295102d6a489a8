package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.access.Role;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/**
 * Signing requests as they stand: a signer sees the own ones, an administrator those of the school, because somebody has to
 * be able to free what a signer who left still holds. Joins the caller's session or opens one.
 */
@ApplicationScoped
class ReadRequest {

    private final Signatories signatories;
    private final RequestStore requests;
    private final SessionStore sessions;
    private final ItemStore items;
    private final SigningRequestViews views;

    ReadRequest(
            Signatories signatories,
            RequestStore requests,
            SessionStore sessions,
            ItemStore items,
            SigningRequestViews views) {
        this.signatories = signatories;
        this.requests = requests;
        this.sessions = sessions;
        this.items = items;
        this.views = views;
    }

    /** @throws ProblemException {@link ProblemType#NOT_FOUND} through the {@code Uni} when it is not the actor's own */
    Uni<WholeRequest> own(Actor actor, UUID id) {
        return find(actor, id, false);
    }

    /**
     * As {@link #own}, and for an administrator any request of the school.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} through the {@code Uni} when it is neither
     */
    Uni<WholeRequest> ownOrOfSchool(Actor actor, UUID id) {
        return find(actor, id, actor.hasAny(Role.SCHOOL_ADMINISTRATOR));
    }

    private Uni<WholeRequest> find(Actor actor, UUID id, boolean ofSchool) {
        return Panache.withSession(() -> requests.findOf(actor, id, ofSchool)).map(ReadRequest::found);
    }

    private static WholeRequest found(Optional<WholeRequest> request) {
        return request.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
    }

    /**
     * The request of a session that a secret named: whoever has that stands for its signer.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} through the {@code Uni} when it is gone
     */
    Uni<WholeRequest> ofSession(RowKey session) {
        return Panache.withSession(() -> Panache.getSession()
                .flatMap(database -> database.find(SigningSessionEntity.class, session))
                .onItem()
                .ifNull()
                .failWith(() -> new ProblemException(ProblemType.NOT_FOUND))
                .flatMap(row -> requests.find(new RowKey(row.schoolId, row.requestId)))
                .map(ReadRequest::found));
    }

    /** As {@link #ownOrOfSchool}, as it is shown. */
    Uni<SigningRequestView> view(Actor actor, UUID id) {
        return ownOrOfSchool(actor, id).map(views::of);
    }

    /** A request that its reader may see, in the transaction that has just changed it, behind the session's back. */
    Uni<SigningRequestView> viewAnew(RowKey key) {
        return Panache.getSession()
                .invoke(Mutiny.Session::clear)
                .chain(() -> requests.find(key))
                .map(Optional::orElseThrow)
                .map(views::of);
    }

    /** A request that its reader may see, in the caller's session; null if it is still the version that was seen. */
    Uni<@Nullable SigningRequestView> viewIfChanged(RowKey key, long seen) {
        return requests.findIfChanged(key, seen)
                .map(found -> found.map(views::of).orElse(null));
    }

    /** The actor's requests, latest first, from before the given one. */
    Uni<List<SigningRequestView>> list(Actor actor, @Nullable UUID before, int most) {
        return Panache.withSession(() -> signatories
                .person(actor)
                .flatMap(person -> requests.ofSigner(
                        person.school().id().value(), person.staff().id().value(), before, most))
                .flatMap(this::summaries));
    }

    private Uni<List<SigningRequestView>> summaries(List<SigningRequestEntity> found) {
        if (found.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var school = found.getFirst().schoolId;
        var ids = found.stream().map(request -> request.id).toList();
        return sessions.ofRequests(school, ids)
                .flatMap(allSessions -> items.tallies(school, ids)
                        .map(tallies -> found.stream()
                                .map(request -> views.summary(
                                        request,
                                        allSessions.stream()
                                                .filter(session -> session.requestId.equals(request.id))
                                                .toList(),
                                        tallies.stream()
                                                .filter(tally ->
                                                        tally.requestId().equals(request.id))
                                                .toList()))
                                .toList()));
    }
}
