package vn.hocba.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.testing.Eventually.eventually;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.RestlessApi;

/** Stored responses survive a crash, and do not stay for ever. */
class IdempotencyOverTimeIT {

    private static final ApiUnderTest API = RestlessApi.get();

    private static Answer create(String key) {
        return API.operator()
                .withKey(key)
                .post(
                        "/v1/schools",
                        Map.of(
                                "code", "96000001",
                                "departmentCode", "79",
                                "name", "Trường Tiểu học Hoa Sen",
                                "place", "Thành phố Hồ Chí Minh",
                                "taxCode", "0312345678",
                                "level", "primary"));
    }

    @Test
    void repetitionAfterACrashIsReplayedAndAfterTheRetentionForgotten() throws SQLException {
        Answer first = create("key-1").expect(201);
        API.kill();
        API.start();
        Answer again = create("key-1").expect(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.text()).isEqualTo(first.text());

        try (Connection connection = API.database();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO idempotent_response SELECT organisation, subject, 'old-key', fingerprint,"
                    + " status, location, etag, body, now() - interval '49 hours' FROM idempotent_response");
            eventually(() -> count(statement), count -> count <= 1);
        }
        create("old-key").expectProblem(409, "conflict");
        create("key-1").expect(201);
    }

    private static int count(Statement statement) {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM idempotent_response")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
