package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.CredentialReference;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.Scal;
import vn.hocba.signing.FreePlaces.Free;
import vn.hocba.signing.Lane.Kind;

/** Which sessions one look takes, and what a move tells its readers, asked of PostgreSQL itself. */
class ClaimIT {

    private static final UUID US = UUID.randomUUID();
    private static final UUID BEGINNING = new UUID(0, 0);
    private static final Instant NOW = Instant.parse("2026-05-25T02:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String LEASED = "state_since = '2026-01-01', lease_until = '%s'";
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
    void aSchoolWithThousandsOfSessionsHidesNobody() throws SQLException {
        var flood = UUID.randomUUID();
        execute("""
                INSERT INTO signing_session (school_id, id, request_id, ordinal, provider, credential_id, algorithm, scal,
                                             consent, verification_code, items, state, state_since, due_at, created_at)
                SELECT '%s', gen_random_uuid(), gen_random_uuid(), 1, 'well', 'c', 'a', 's', '{}', '1', 1,
                       'AUTHORISED', now(), now() - interval '1 hour', now()
                  FROM generate_series(1, 3000) n
                """.formatted(flood));
        var signing = session(UUID.randomUUID(), "well", "AUTHORISED", 1);
        var asking = session(UUID.randomUUID(), "well", "PREPARED", 1);

        assertThat(claim(free(Kind.CALL, "well", 8), free(Kind.CONSENT, "well", 2)))
                .hasSize(9)
                .contains(signing, asking);
    }

    @Test
    void aLookThatCannotSeeEverybodyGoesOnFromTheSchoolAtWhichTheOneBeforeEnded() throws SQLException {
        var schools = IntStream.rangeClosed(1, 5)
                .mapToObj(number -> new UUID(0, number))
                .toList();
        for (int i = 0; i < 10; i++) {
            session(schools.getFirst(), "well", "AUTHORISED", 100);
        }
        for (UUID school : schools.subList(1, 5)) {
            session(school, "well", "AUTHORISED", 1);
        }

        assertThat(schoolsSeen(3, BEGINNING)).containsExactlyInAnyOrderElementsOf(schools.subList(0, 2));
        assertThat(schoolsSeen(3, schools.get(1)))
                .contains(schools.get(2), schools.get(3))
                .doesNotContain(schools.get(4));
        assertThat(schoolsSeen(3, schools.get(3))).contains(schools.get(4));
        assertThat(schoolsSeen(20, BEGINNING)).as("all that are due").containsAll(schools);
    }

    @Test
    void aLookGoesOnAlsoFromSchoolsThatHadNothingForIt() throws SQLException {
        var schools = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> new UUID(0, number))
                .toList();
        for (UUID school : schools.subList(0, 2)) {
            session(school, "paused", "AUTHORISED", 100);
            session(school, "paused", "AUTHORISED", 100);
        }
        session(schools.getLast(), "well", "AUTHORISED", 1);
        var places = new Free[] {free(Kind.CALL, "paused", 0), free(Kind.CALL, "well", 8)};

        assertThat(claim(3, 2, BEGINNING, true, places)).isEmpty();
        assertThat(cameTo(look(3, 2, BEGINNING, true, places))).isEqualTo(schools.get(1));
        assertThat(claim(3, 2, schools.get(1), true, places)).hasSize(1);
    }

    private Set<UUID> schoolsSeen(int oldest, UUID after) throws SQLException {
        var before = database.setSavepoint();
        var claimed = claim(oldest, 2, after, true, free(Kind.CALL, "well", 8));
        var schools = new HashSet<UUID>();
        for (UUID id : claimed) {
            schools.add(UUID.fromString(one("SELECT school_id FROM signing_session WHERE id = '" + id + "'")));
        }
        database.rollback(before);
        return schools;
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
    void sessionsOfAProviderThatOnlyOthersKnowAreTheirsAndTakenWhenNobodyDidForADay() throws SQLException {
        var day = (int) Duration.ofDays(1).toSeconds();
        session(UUID.randomUUID(), "new", "AUTHORISED", day - 60);
        var gone = session(UUID.randomUUID(), "gone", "AUTHORISED", day + 60);

        assertThat(claim(free(Kind.CALL, "well", 8), free(Kind.CALL, "", 8))).containsExactly(gone);
    }

    @Test
    void whatIsLeasedOrNotDueStays() throws SQLException {
        var school = UUID.randomUUID();
        session(school, "well", "AUTHORISED", -60);
        session(school, "well", "AUTHORISED", 1);

        assertThat(claim(free(Kind.CALL, "well", 8))).hasSize(1);
        assertThat(claim(free(Kind.CALL, "well", 8))).isEmpty();
    }

    @Test
    void thatThereIsNoAnswerYetIsNoNews() throws SQLException {
        var approval = new ApprovalHandle("handle-1");
        var request = UUID.randomUUID();
        var first = waiting(
                request,
                new SigningSession.Authorising(SigningSession.Attempt.first(CLOCK), NOW).waiting(approval, NOW, CLOCK));
        assertThat(version(request)).isZero();

        var polled = first;
        for (int i = 1; i <= 5; i++) {
            polled = move(
                    polled,
                    ((SigningSession.AwaitingApproval) polled.state())
                            .waiting(approval, NOW.plusSeconds(i), Clock.offset(CLOCK, Duration.ofMinutes(i))));
        }
        assertThat(version(request)).isZero();
        assertThat(one(
                        "SELECT version || ' ' || extract(epoch FROM state_since - '%s') || ' ' || extract(epoch FROM due_at - '%s')"
                                        .formatted(NOW, NOW)
                                + " FROM signing_session WHERE id = '"
                                + first.key().id() + "'"))
                .isEqualTo("5 0.000000 5.000000");

        var failed = move(polled, ((SigningSession.AwaitingApproval) polled.state()).pollFailed(NOW));
        assertThat(version(request)).isEqualTo(1);
        var back = move(failed, ((SigningSession.AwaitingApproval) failed.state()).waiting(approval, NOW, CLOCK));
        assertThat(version(request)).isEqualTo(2);
        move(back, ((SigningSession.AwaitingApproval) back.state()).expired(CLOCK));
        assertThat(version(request)).isEqualTo(3);
    }

    private StoredSession waiting(UUID request, SigningSession.AwaitingApproval state) throws SQLException {
        var school = UUID.randomUUID();
        execute("""
                INSERT INTO signing_request (school_id, id, slot, signer_id, signer_subject, signer_name, school_name,
                                             class_name, description, state, created_at)
                VALUES ('%s', '%s', 'PRINCIPAL', '%s', 's', 's', 's', 'c', 'd', 'ACTIVE', now())
                """.formatted(school, request, UUID.randomUUID()));
        var id = session(school, "well", "AWAITING_APPROVAL", 1);
        execute("UPDATE signing_session SET request_id = '%s' WHERE id = '%s'".formatted(request, id));
        return new StoredSession(
                new RowKey(school, id),
                request,
                1,
                new CredentialReference(new ProviderId("well"), new CredentialId("c")),
                SignatureAlgorithm.ECDSA_SHA256,
                Scal.SCAL2,
                1,
                1,
                0,
                state,
                0);
    }

    private StoredSession move(StoredSession from, SigningSession next) throws SQLException {
        var row = SessionMoves.columns(from, SessionColumns.of(next, NOW)).encode();
        assertThat(one(SessionMoves.MOVE.replace(":row", "'" + row + "'"))).isNotEmpty();
        return from.moved(next, 0);
    }

    private int version(UUID request) throws SQLException {
        return Integer.parseInt(one("SELECT version FROM signing_request WHERE id = '" + request + "'"));
    }

    private UUID cameTo(String sql) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getObject(3, UUID.class);
        }
    }

    private String one(String sql) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    @Test
    void whoWaitsForTheServiceLongerThanAnythingIsOverdueAndNobodyElse() throws SQLException {
        var overdue = Set.of(
                waiting("PREPARED", "created_at = '%s'", NOW.minusSeconds(101)),
                waiting("AUTHORISED", "sad_expires = '%s'", NOW),
                waiting("EXTENDING", "sad_expires = '%s'", NOW),
                waiting("SUBMITTED", "state_since = '%s'", NOW.minusSeconds(201)),
                // its owner died long ago, and nobody could take it over
                waiting("SUBMITTED", LEASED, NOW.minusSeconds(11)));
        waiting("PREPARED", "created_at = '%s'", NOW.minusSeconds(100));
        waiting("PREPARED", "created_at = '%s', due_at = NULL", NOW.minusSeconds(101));
        waiting("AUTHORISED", "sad_expires = '%s'", NOW.plusSeconds(1));
        waiting("SUBMITTED", "state_since = '%s'", NOW.minusSeconds(200));
        waiting("SUBMITTED", LEASED, NOW.minusSeconds(10));
        waiting("AWAITING_APPROVAL", "created_at = '%s'", NOW.minusSeconds(500));
        waiting("SIGNATURES_RECEIVED", "state_since = '%s'", NOW.minusSeconds(500));

        assertThat(ids(OverdueSessions.FIND
                        .replace(":now", "'" + NOW + "'")
                        .replace(":keptFrom", "'" + NOW.minusSeconds(10) + "'")
                        .replace(":preparedFrom", "'" + NOW.minusSeconds(100) + "'")
                        .replace(":sentFrom", "'" + NOW.minusSeconds(200) + "'")))
                .containsExactlyInAnyOrderElementsOf(overdue);
    }

    private UUID waiting(String state, String how, Instant time) throws SQLException {
        var id = session(UUID.randomUUID(), "away", state, -60);
        execute("UPDATE signing_session SET %s WHERE id = '%s'".formatted(how.formatted(time), id));
        return id;
    }

    @Test
    void leasesThatRanOutInAnOutageAreTheirOwnersToRenewForAWhile() throws SQLException {
        var school = UUID.randomUUID();
        var free = session(school, "well", "AUTHORISED", 1);
        var held = session(school, "well", "SUBMITTING", 50);
        execute(
                "UPDATE signing_session SET lease_owner = '%s', lease_until = now() - interval '1 second' WHERE id = '%s'"
                        .formatted(UUID.randomUUID(), held));

        // also where no calls are made: to note that an answer was lost takes none
        assertThat(claim(false, free(Kind.CALL, "well", 8), free(Kind.EMBEDDING, "", 8)))
                .containsExactly(free);
        assertThat(claim(true, free(Kind.CALL, "well", 0), free(Kind.EMBEDDING, "", 8)))
                .containsExactly(held);
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
        return claim(true, free);
    }

    private List<UUID> claim(boolean takeOver, Free... free) throws SQLException {
        return claim(500, 100, BEGINNING, takeOver, free);
    }

    private List<UUID> claim(int oldest, int schools, UUID after, boolean takeOver, Free... free) throws SQLException {
        return ids(look(oldest, schools, after, takeOver, free));
    }

    private static String look(int oldest, int schools, UUID after, boolean takeOver, Free... free) {
        return SessionQueue.CLAIM
                .replace(":owner", "'" + US + "'")
                .replace(":millis", "30000")
                .replace(":lanes", "'" + Free.json(List.of(free)) + "'")
                .replace(":oldest", Integer.toString(oldest))
                .replace(":after", "'" + after + "'")
                .replace(":schools", Integer.toString(schools))
                .replace(":ofEach", "50")
                .replace(":takeOver", Boolean.toString(takeOver));
    }

    private List<UUID> ids(String sql) throws SQLException {
        var ids = new ArrayList<UUID>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                if (rows.getObject(2) != null) {
                    ids.add(rows.getObject(2, UUID.class));
                }
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
