package vn.hocba.draft;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import vn.hocba.directory.SchoolId;

/** Statements over many rows of one school, whose ids or values are one parameter; in the caller's session. */
final class SchoolRows {

    /** For a condition: among the ids that are given as {@code :ids}. */
    static final String GIVEN_IDS =
            " IN (SELECT CAST(given AS uuid) FROM jsonb_array_elements_text(CAST(CAST(:ids AS text) AS jsonb)) AS given)";

    private SchoolRows() {}

    /** What a query with {@code :school} and {@link #GIVEN_IDS} finds. */
    static Uni<List<Object[]>> byIds(String sql, SchoolId school, Collection<TranscriptId> ids) {
        return session()
                .chain(session -> session.createNativeQuery(sql, Object[].class)
                        .setParameter("school", school.value())
                        .setParameter(
                                "ids",
                                given(ids.stream().map(TranscriptId::value).toList()))
                        .getResultList());
    }

    static String given(List<UUID> ids) {
        ArrayNode given = JsonNodeFactory.instance.arrayNode();
        ids.forEach(id -> given.add(id.toString()));
        return ContentJson.write(given);
    }

    static Uni<Integer> write(String sql, SchoolId school, String rows) {
        return session()
                .chain(session -> session.createNativeQuery(sql)
                        .setParameter("school", school.value())
                        .setParameter("rows", rows)
                        .executeUpdate());
    }

    static Uni<Mutiny.Session> session() {
        return Panache.getSession();
    }

    /** How many characters a column of text holds in all rows. */
    static long characters(List<Object[]> rows, int column) {
        return rows.stream().mapToLong(row -> ((String) row[column]).length()).sum();
    }

    static Instant instant(Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
    }
}
