package vn.hocba.signing;

import java.util.List;
import java.util.Optional;

/**
 * A request and its sessions as of one moment.
 *
 * @param sessions in the order in which they were opened; a request has one at least
 */
record RequestWithSessions(SigningRequestEntity request, List<SigningSessionEntity> sessions) {

    /** Of rows that name the same request, each with a session of it. */
    static Optional<RequestWithSessions> of(List<Object[]> rows) {
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new RequestWithSessions(
                        (SigningRequestEntity) rows.getFirst()[0],
                        rows.stream().map(row -> (SigningSessionEntity) row[1]).toList()));
    }

    RowKey key() {
        return new RowKey(request.schoolId, request.id);
    }
}
