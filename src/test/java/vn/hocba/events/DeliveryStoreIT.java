package vn.hocba.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
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
    private final UUID endpoint = UUID.randomUUID();
    private Connection database;

    @BeforeEach
    void begin() throws SQLException {
        database = ApiUnderTest.shared().database();
        database.setAutoCommit(false);
        execute("""
                INSERT INTO school (id, code, department_code, name, place, tax_code, level, created_at)
                VALUES ('%1$s', '%1$s', '79', '', '', '', 'PRIMARY', now())
                """.formatted(school));
        execute("""
                INSERT INTO webhook_endpoint (school_id, id, url, event_types, secret_sealed, created_at)
                VALUES ('%s', '%s', 'https://receiver.example.vn/', '{}', '', now())
                """.formatted(school, endpoint));
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

    private UUID claimed() throws SQLException {
        UUID id = UUID.randomUUID();
        execute("""
                INSERT INTO webhook_delivery (school_id, id, endpoint_id, event_id, event_type, body, state, due_at,
                                              give_up_at, lease_owner, lease_until, created_at)
                VALUES ('%s', '%s', '%s', '%s', 'transcript.signed', '{}', 'WAITING', now(),
                        now() + interval '1 day', '%s', now() + interval '1 minute', now())
                """.formatted(school, id, endpoint, UUID.randomUUID(), US));
        return id;
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
