package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import vn.hocba.directory.SchoolId;
import vn.hocba.pki.DataToBeSignedRepresentation;
import vn.hocba.remotesigning.ChallengeId;
import vn.hocba.remotesigning.CredentialReference;

/** Rows of {@code signing_session} as they stand, and what is noted in them without a move. Every method runs in the caller's session. */
@ApplicationScoped
class SessionStore {

    /** Stores what the service calls the one-time password that it sent last, or that it has no name for it; not a move. */
    Uni<Void> challenged(RowKey session, Optional<ChallengeId> challenge) {
        return session()
                .flatMap(database -> database.createNativeQuery(
                                "UPDATE signing_session SET challenge_id = nullif(CAST(:challenge AS text), '')"
                                        + " WHERE school_id = :school AND id = :id")
                        .setParameter(
                                "challenge", challenge.map(ChallengeId::value).orElse(""))
                        .setParameter("school", session.schoolId())
                        .setParameter("id", session.id())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The sessions of several requests of a school, each in the order in which they were opened. */
    Uni<List<SigningSessionEntity>> ofRequests(UUID school, List<UUID> requests) {
        return session()
                .flatMap(session -> session.createQuery(
                                "from SigningSessionEntity where schoolId = :school and requestId in (:requests)"
                                        + " order by requestId, ordinal",
                                SigningSessionEntity.class)
                        .setParameter("school", school)
                        .setParameter("requests", requests)
                        .getResultList());
    }

    /** Since when a credential has no signatures left, as far as the school's last order told that was made with it. */
    Uni<Optional<Instant>> usedUpSince(SchoolId school, CredentialReference credential) {
        return session()
                .flatMap(session -> session.createQuery(
                                "from SigningSessionEntity where schoolId = :school and provider = :provider"
                                        + " and credentialId = :credential and (endReason = :usedUp or received > 0)"
                                        + " order by stateSince desc",
                                SigningSessionEntity.class)
                        .setParameter("school", school.value())
                        .setParameter("provider", credential.provider().value())
                        .setParameter("credential", credential.credential().value())
                        .setParameter("usedUp", FailureReason.SIGNATURES_USED_UP.name())
                        .setMaxResults(1)
                        .getSingleResultOrNull())
                .map(last -> Optional.ofNullable(last)
                        .filter(told -> FailureReason.SIGNATURES_USED_UP.name().equals(told.endReason))
                        .map(told -> told.stateSince));
    }

    /** The digests of a session's order that is next or under way. */
    Uni<List<DataToBeSignedRepresentation>> orderedDigests(StoredSession of) {
        return session()
                .flatMap(session -> session.createQuery(
                                "select digest from SigningItemEntity where schoolId = :school and sessionId = :session"
                                        + " and position >= :first order by position",
                                byte[].class)
                        .setParameter("school", of.key().schoolId())
                        .setParameter("session", of.key().id())
                        .setParameter("first", of.received())
                        .setMaxResults(of.order())
                        .getResultList()
                        .map(digests -> digests.stream()
                                .map(digest -> new DataToBeSignedRepresentation(
                                        of.algorithm().digest(), digest))
                                .toList()));
    }

    private static Uni<Mutiny.Session> session() {
        return Panache.getSession();
    }
}
