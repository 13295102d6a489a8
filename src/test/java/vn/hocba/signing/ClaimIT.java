package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hocba.signing.FreePlaces.Free;
import vn.hocba.signing.Lane.Kind;

/** Which sessions one look takes, asked of PostgreSQL itself. */
class ClaimIT {

    private static final UUID US = UUID.randomUUID();
    private static EmbeddedPostgres postgres;

    private Connection database;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
        Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void begin() throws SQLException {
        database = postgres.getPostgresDatabase().getConnection();
        database.setAutoCommit(false);
        // sessions alone, without the schools and requests that they belong to
        execute("SET LOCAL session_replication_role = replica");
    }

    @AfterEach
    void undo() throws SQLException {
        database.rollback();
        database.close();
    }

    @Test
    void sessionsAtAProviderThatHangsKeepNobodyElseWaiting() throws SQLException {
        var school = UUID.randomUUID();
        for (int i = 0; i < 20; i++) {
            session(school, "hanging", "AUTHORISED", 100 - i);
        }
        var other = session(UUID.randomUUID(), "well", "AUTHORISED", 1);
        var received = session(UUID.randomUUID(), "hanging", "SIGNATURES_RECEIVED", 1);

        assertThat(claim(free(Kind.CALL, "hanging", 0), free(Kind.CALL, "well", 8), free(Kind.EMBEDDING, "", 8)))
                .containsExactlyInAnyOrder(other, received);
    }

    @Test
    void peopleWhoHaveNotDecidedKeepNoCallWaiting() throws SQLException {
        var school = UUID.randomUUID();
        for (int i = 0; i < 20; i++) {
            session(school, "well", "PREPARED", 100 - i);
        }
        var signing = session(school, "well", "SUBMITTED", 1);

        assertThat(claim(free(Kind.CONSENT, "well", 2), free(Kind.CALL, "well", 8)))
                .hasSize(3)
                .contains(signing);
    }

    @Test
    void schoolsTakeTurns() throws SQLException {
        var large = UUID.randomUUID();
        for (int i = 0; i < 20; i++) {
            session(large, "well", "AUTHORISED", 100 - i);
        }
        var small = List.of(
                session(UUID.randomUUID(), "well", "AUTHORISED", 2),
                session(UUID.randomUUID(), "well", "AUTHORISED", 1));

        assertThat(claim(free(Kind.CALL, "well", 4))).hasSize(4).containsAll(small);
    }

    @Test
    void schoolsTakeTurnsAlsoAsPlacesBecomeFreeOneByOne() throws SQLException {
        var lane = new Lane(Kind.CALL, "well");
        var leases = new Leases();
        var large = UUID.randomUUID();
        for (int i = 0; i < 20; i++) {
            session(large, "well", "AUTHORISED", 100 - i);
        }
        var busy = claim(Free.of(lane, 4, leases));
        busy.forEach(id -> leases.hold(new RowKey(large, id), lane, () -> {}));
        var small = UUID.randomUUID();
        var later = List.of(session(small, "well", "AUTHORISED", 2), session(small, "well", "AUTHORISED", 1));

        List<UUID> taken = new ArrayList<>();
        for (UUID done : busy.subList(0, 3)) {
            leases.letGo(new RowKey(large, done));
            var next = claim(Free.of(lane, 4, leases));
            assertThat(next).hasSize(1);
            var school = later.containsAll(next) ? small : large;
            leases.hold(new RowKey(school, next.getFirst()), lane, () -> {});
            taken.addAll(next);
        }

        assertThat(taken).startsWith(later.getFirst(), later.getLast());
        assertThat(taken.getLast()).isNotIn(later);
    }

    @Test
    void sessionsOfAProviderThatIsNotConfiguredAnyMoreAreTaken() throws SQLException {
        var session = session(UUID.randomUUID(), "gone", "AUTHORISED", 1);

        assertThat(claim(free(Kind.CALL, "well", 8), free(Kind.CALL, "", 8))).containsExactly(session);
    }

    @Test
    void whatIsLeasedOrNotDueStays() throws SQLException {
        var school = UUID.randomUUID();
        session(school, "well", "AUTHORISED", -60);
        session(school, "well", "AUTHORISED", 1);

        assertThat(claim(free(Kind.CALL, "well", 8))).hasSize(1);
        assertThat(claim(free(Kind.CALL, "well", 8))).isEmpty();
    }

    private static Free free(Kind kind, String provider, int places) {
        return Free.of(new Lane(kind, provider), places, new Leases());
    }

    private UUID session(UUID school, String provider, String state, int dueSecondsAgo) throws SQLException {
        var id = UUID.randomUUID();
        execute("""
                INSERT INTO signing_session (school_id, id, request_id, ordinal, provider, credential_id, algorithm, scal,
                                             consent, verification_code, items, state, state_since, due_at, created_at)
                VALUES ('%s', '%s', '%s', 1, '%s', 'c', 'a', 's', '{}', '1', 1, '%s', now(),
                        now() - interval '%d seconds', now())
                """.formatted(school, id, UUID.randomUUID(), provider, state, dueSecondsAgo));
        return id;
    }

    private List<UUID> claim(Free... free) throws SQLException {
        var sql = SessionQueue.CLAIM
                .replace(":owner", "'" + US + "'")
                .replace(":millis", "30000")
                .replace(":lanes", "'" + Free.json(List.of(free)) + "'")
                .replace(":most", "500");
        var ids = new ArrayList<UUID>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                ids.add(rows.getObject(2, UUID.class));
            }
        }
        return ids;
    }

    private void execute(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
