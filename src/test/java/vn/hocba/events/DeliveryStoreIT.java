package vn.hocba.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.ApiUnderTest;

/** What becomes of a receiver and its messages, asked of PostgreSQL itself; nothing is committed. */
class DeliveryStoreIT {

    private static final UUID US = UUID.randomUUID();
    private static final String IN_AN_HOUR = "now() + interval '1 hour'";

    private final UUID school = UUID.randomUUID();
    private UUID endpoint;
    private Connection database;

    @BeforeEach
    void begin() throws SQLException {
        database = ApiUnderTest.shared().database();
        database.setAutoCommit(false);
        execute("""
                INSERT INTO school (id, code, department_code, name, place, tax_code, level, created_at)
                VALUES ('%1$s', '%1$s', '79', '', '', '', 'PRIMARY', now())
                """.formatted(school));
        endpoint = register();
    }

    @AfterEach
    void undo() throws SQLException {
        database.rollback();
        database.close();
    }

    @Test
    void aReceiverRestsForAsLongAsItAskedWhateverBecomesOfOtherMessages() throws SQLException {
        UUID first = claimed();
        UUID second = claimed();
        UUID third = claimed();

        store(DeliveryStore.FAILED, first, "503", IN_AN_HOUR);
        assertThat(isSo("rest_until = " + IN_AN_HOUR + " AND failures = 1")).isTrue();
        store(DeliveryStore.FAILED, second, "500", "NULL");
        assertThat(isSo("rest_until = " + IN_AN_HOUR + " AND failures = 2")).isTrue();
        store(DeliveryStore.DELIVERED, third, "200", "NULL");
        assertThat(isSo("rest_until = " + IN_AN_HOUR + " AND failures = 0")).isTrue();
    }

    @Test
    void aWishForAShorterRestIsNoWish() throws SQLException {
        execute("UPDATE webhook_endpoint SET failures = 20 WHERE id = '%s'".formatted(endpoint));

        store(DeliveryStore.FAILED, claimed(), "429", "now() + interval '1 second'");

        assertThat(isSo("rest_until > now() + interval '299 seconds'")).isTrue();
    }

    @Test
    void aRestIsForgottenWhenTheReceiverIsBackAfterIt() throws SQLException {
        execute("UPDATE webhook_endpoint SET failures = 3, rest_until = now() - interval '1 second' WHERE id = '%s'"
                .formatted(endpoint));

        store(DeliveryStore.DELIVERED, claimed(), "200", "NULL");

        assertThat(isSo("rest_until IS NULL AND failures = 0")).isTrue();
    }

    @Test
    void whatWasNotAttemptedIsDueAgainALittleLaterAndCountsForNothing() throws SQLException {
        UUID delivery = claimed();

        store(DeliveryStore.NOT_ATTEMPTED, delivery, "NULL", "NULL");

        assertThat(isSo("rest_until IS NULL AND failures = 0")).isTrue();
        assertThat(isSo(delivery, "due_at > now() AND attempts = 0 AND last_failure IS NULL AND lease_until IS NULL"))
                .isTrue();
    }

    @Test
    void whatWasGivenUpMeanwhileIsNotDueAgain() throws SQLException {
        UUID delivery = claimed();
        execute("UPDATE webhook_delivery SET state = 'DEAD', due_at = NULL WHERE id = '%s'".formatted(delivery));

        store(DeliveryStore.NOT_ATTEMPTED, delivery, "NULL", "NULL");

        assertThat(isSo(delivery, "state = 'DEAD' AND due_at IS NULL")).isTrue();
    }

    @Test
    void whoStopsLeavesItsMessagesToTheOthersAsIfItHadNotHadThem() throws SQLException {
        UUID delivery = claimed();
        UUID ended = claimed();
        execute("UPDATE webhook_delivery SET state = 'DEAD', due_at = NULL WHERE id = '%s'".formatted(ended));

        execute(DeliveryStore.HAND_BACK.replace(":owner", "'" + US + "'"));
        store(DeliveryStore.DELIVERED, delivery, "200", "NULL");

        assertThat(isSo(delivery, "due_at = now() AND attempts = 0 AND lease_owner IS NULL AND lease_until IS NULL"))
                .isTrue();
        assertThat(isSo(ended, "state = 'DEAD'")).isTrue();
    }

    @Test
    void receiversTakeTurnsWhoeverHasWaitedLongestFirst() throws SQLException {
        List<UUID> patient = List.of(waiting(endpoint, 20), waiting(endpoint, 19), waiting(endpoint, 18));
        UUID another = register();
        List<UUID> newer = List.of(waiting(another, 12), waiting(another, 11));
        UUID notYet = waiting(register(), -1);

        assertThat(claim(2, 4)).containsExactlyInAnyOrder(patient.get(0), newer.get(0));
        assertThat(claim(1, 4)).containsExactly(patient.get(1));
        assertThat(claim(100, 4)).contains(patient.get(2), newer.get(1)).doesNotContain(notYet);
    }

    @Test
    void noReceiverIsGivenMoreThanItsShareAndOneThatFailedASingleMessage() throws SQLException {
        UUID first = waiting(endpoint, 20);
        UUID second = waiting(endpoint, 19);
        waiting(endpoint, 18);
        assertThat(claim(1, 2)).containsExactly(first);
        assertThat(claim(1, 2)).containsExactly(second);
        UUID unsure = register();
        UUID probe = waiting(unsure, 12);
        waiting(unsure, 11);
        execute("UPDATE webhook_endpoint SET failures = 1 WHERE id = '%s'".formatted(unsure));

        assertThat(claim(4, 2)).contains(probe).doesNotContain(first, second);
        assertThat(isSo(probe, "lease_owner = '%s' AND lease_until > now() + interval '20 seconds'".formatted(US)))
                .isTrue();
        assertThat(ofUs("lease_owner IS NOT NULL")).isEqualTo(3);
    }

    @Test
    void oneThatRestsIsSentNothingHoweverLongItWaits() throws SQLException {
        waiting(endpoint, 20);
        execute("UPDATE webhook_endpoint SET rest_until = %s WHERE id = '%s'".formatted(IN_AN_HOUR, endpoint));
        UUID awake = waiting(register(), 12);

        assertThat(claim(1, 4)).containsExactly(awake);
    }

    private UUID claimed() throws SQLException {
        return delivery(endpoint, "now()", "'%s'".formatted(US), "now() + interval '1 minute'");
    }

    /** Longer than what other tests leave lying, so that it comes before theirs. */
    private UUID waiting(UUID receiver, int years) throws SQLException {
        return delivery(receiver, "now() - interval '%d years'".formatted(years), "NULL", "NULL");
    }

    private UUID delivery(UUID receiver, String due, String owner, String until) throws SQLException {
        UUID id = UUID.randomUUID();
        execute("""
                INSERT INTO webhook_delivery (school_id, id, endpoint_id, event_id, event_type, body, state, due_at,
                                              give_up_at, lease_owner, lease_until, created_at)
                VALUES ('%s', '%s', '%s', '%s', 'transcript.signed', '{}', 'WAITING', %s,
                        now() + interval '1 day', %s, %s, now())
                """.formatted(school, id, receiver, UUID.randomUUID(), due, owner, until));
        return id;
    }

    private UUID register() throws SQLException {
        UUID id = UUID.randomUUID();
        execute("""
                INSERT INTO webhook_endpoint (school_id, id, url, event_types, secret_sealed, created_at)
                VALUES ('%s', '%s', 'https://receiver.example.vn/', '{}', '', now())
                """.formatted(school, id));
        return id;
    }

    private Set<UUID> claim(int most, int each) throws SQLException {
        String sql = DeliveryStore.CLAIM
                .replace(":owner", "'" + US + "'")
                .replace(":millis", "30000")
                .replace(":most", Integer.toString(most))
                .replace(":each", Integer.toString(each));
        Set<UUID> claimed = new HashSet<>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                claimed.add(rows.getObject("id", UUID.class));
            }
        }
        return claimed;
    }

    private int ofUs(String condition) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM webhook_delivery WHERE school_id = '%s' AND %s"
                        .formatted(school, condition))) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private void store(String outcome, UUID delivery, String status, String notBefore) throws SQLException {
        execute(outcome.replace(":owner", "'" + US + "'")
                .replace(":rows", """
                (SELECT json_build_array(json_build_object('school_id', '%s', 'id', '%s', 'status', %s, 'failure', 'STATUS',
                                                           'due_at', now(), 'not_before', %s)))
                """.formatted(school, delivery, status, notBefore)));
    }

    private boolean isSo(String condition) throws SQLException {
        return isSo("webhook_endpoint", endpoint, condition);
    }

    private boolean isSo(UUID delivery, String condition) throws SQLException {
        return isSo("webhook_delivery", delivery, condition);
    }

    private boolean isSo(String table, UUID id, String condition) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT %s FROM %s WHERE school_id = '%s' AND id = '%s'"
                        .formatted(condition, table, school, id))) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
