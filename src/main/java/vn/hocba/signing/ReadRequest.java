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

    private static final int READS = 10;

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

    /** A request with its sessions, found to be one that the actor may see. */
    record Own(Signatory signatory, SigningRequestEntity request, List<SigningSessionEntity> sessions) {
        RowKey key() {
            return new RowKey(request.schoolId, request.id);
        }
    }

    /** @throws ProblemException {@link ProblemType#NOT_FOUND} through the {@code Uni} when it is not the actor's own */
    Uni<Own> own(Actor actor, UUID id) {
        return find(actor, id, false);
    }

    /**
     * As {@link #own}, and for an administrator any request of the school.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} through the {@code Uni} when it is neither
     */
    Uni<Own> ownOrOfSchool(Actor actor, UUID id) {
        return find(actor, id, actor.hasAny(Role.SCHOOL_ADMINISTRATOR));
    }

    private Uni<Own> find(Actor actor, UUID id, boolean ofSchool) {
        return Panache.withSession(() -> signatories.person(actor).flatMap(person -> {
            var key = new RowKey(person.school().id().value(), id);
            return requests.find(key)
                    .map(found -> found.filter(one -> ofSchool
                                    || one.request()
                                            .signerId
                                            .equals(person.staff().id().value()))
                            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND)))
                    .map(one -> new Own(
                            new Signatory(actor, person.school(), person.staff(), one.request().slot),
                            one.request(),
                            one.sessions()));
        }));
    }

    /**
     * The request of a session that a secret named, as its signer's own: whoever has that stands for the signer.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} through the {@code Uni} when it is gone
     */
    Uni<Own> ofSession(RowKey session) {
        return Panache.withSession(() -> Panache.getSession()
                .flatMap(database -> database.find(SigningSessionEntity.class, session))
                .onItem()
                .ifNull()
                .failWith(() -> new ProblemException(ProblemType.NOT_FOUND))
                .map(row -> new RowKey(row.schoolId, row.requestId))
                .flatMap(requests::find)
                .map(Optional::orElseThrow)
                .flatMap(found -> signatories
                        .of(found.request())
                        .map(signatory -> new Own(signatory, found.request(), found.sessions()))));
    }

    /** As {@link #ownOrOfSchool}, with its items: all as of one moment. */
    Uni<SigningRequestView> view(Actor actor, UUID id) {
        return Panache.withSession(() -> ownOrOfSchool(actor, id).flatMap(this::view));
    }

    /**
     * A request that its reader may see, in the transaction that has just changed it, behind the session's back: until it
     * ends nobody else can.
     */
    Uni<SigningRequestView> viewAnew(RowKey key) {
        return Panache.getSession()
                .invoke(Mutiny.Session::clear)
                .chain(() -> requests.find(key))
                .map(Optional::orElseThrow)
                .flatMap(this::viewUnchecked);
    }

    /** What was found, with its items: all as of one moment. In the caller's session. */
    Uni<SigningRequestView> view(Own own) {
        return view(new RequestWithSessions(own.request(), own.sessions()), READS);
    }

    /** Reads again when the request moved on between its rows and its items. */
    private Uni<SigningRequestView> view(RequestWithSessions found, int reads) {
        if (reads == 1) {
            return viewUnchecked(found);
        }
        return items.ofRequest(found.key(), found.request().version)
                .flatMap(rows -> rows.isEmpty()
                        ? Panache.getSession()
                                .invoke(Mutiny.Session::clear)
                                .chain(() -> requests.find(found.key()))
                                .map(Optional::orElseThrow)
                                .flatMap(anew -> view(anew, reads - 1))
                        : Uni.createFrom().item(views.of(found.request(), found.sessions(), rows)));
    }

    private Uni<SigningRequestView> viewUnchecked(RequestWithSessions found) {
        return items.ofRequest(found.key()).map(rows -> views.of(found.request(), found.sessions(), rows));
    }

    /** A request that its reader may see, as of one moment, in the caller's session; null if it is still the version that was seen. */
    Uni<@Nullable SigningRequestView> viewIfChanged(RowKey key, long seen) {
        return requests.find(key)
                .map(Optional::orElseThrow)
                .flatMap(found ->
                        found.request().version == seen ? Uni.createFrom().nullItem() : view(found, READS));
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
