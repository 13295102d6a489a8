package vn.hocba.signing;

import io.vertx.core.json.JsonArray;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request with all that its readers see of it, as of one moment.
 *
 * @param sessions in the order in which they were opened; a request has one at least
 * @param items by session and position
 */
record WholeRequest(SigningRequestEntity request, List<SigningSessionEntity> sessions, List<ItemRow> items) {

    /** In HQL, with a session as {@code s}: its items in one value, which {@link #of} reads. Their large columns stay where they are. */
    static final String ITEMS = """
            cast(sql('(SELECT json_agg(json_build_array(i.id, i.position, i.transcript_id, i.revision, i.label, i.state,
                                                        i.failure, i.signed_at) ORDER BY i.position)
                         FROM signing_item i WHERE i.school_id = ? AND i.session_id = ?)', s.schoolId, s.id) as String)
            """;

    /** One that has just been opened. */
    static WholeRequest of(NewRequest request, List<NewSession> sessions) {
        return new WholeRequest(
                SigningRequestEntity.of(request),
                sessions.stream()
                        .map(session -> SigningSessionEntity.of(request.key(), session))
                        .toList(),
                sessions.stream().flatMap(WholeRequest::items).toList());
    }

    private static Stream<ItemRow> items(NewSession session) {
        return IntStream.range(0, session.items().size())
                .mapToObj(place -> item(session.id(), place, session.items().get(place)));
    }

    private static ItemRow item(UUID session, int position, NewItem item) {
        return new ItemRow(
                item.id(),
                session,
                position,
                item.transcriptId(),
                item.revision(),
                item.label(),
                ItemState.PREPARED,
                null,
                null);
    }

    /** Of rows that name the same request, each with a session of it and {@link #ITEMS}. */
    static Optional<WholeRequest> of(List<Object[]> rows) {
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new WholeRequest(
                        (SigningRequestEntity) rows.getFirst()[0],
                        rows.stream().map(row -> (SigningSessionEntity) row[1]).toList(),
                        rows.stream()
                                .flatMap(row -> items(((SigningSessionEntity) row[1]).id, (String) row[2]))
                                .toList()));
    }

    private static Stream<ItemRow> items(UUID session, @Nullable String items) {
        return items == null
                ? Stream.empty()
                : StoredJson.array(items).stream().map(item -> item(session, (JsonArray) item));
    }

    private static ItemRow item(UUID session, JsonArray item) {
        var signedAt = item.getString(7);
        return new ItemRow(
                UUID.fromString(item.getString(0)),
                session,
                item.getInteger(1),
                UUID.fromString(item.getString(2)),
                item.getInteger(3),
                item.getString(4),
                ItemState.valueOf(item.getString(5)),
                item.getString(6),
                signedAt == null ? null : OffsetDateTime.parse(signedAt).toInstant());
    }

    RowKey key() {
        return new RowKey(request.schoolId, request.id);
    }
}
