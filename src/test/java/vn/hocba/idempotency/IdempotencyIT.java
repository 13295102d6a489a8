package vn.hocba.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.testing.Eventually.eventually;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiUnderTest;

class IdempotencyIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();

    private static Map<String, String> school(String code) {
        return Map.of(
                "code", code,
                "departmentCode", "79",
                "name", "Trường Tiểu học Hoa Sen",
                "place", "Thành phố Hồ Chí Minh",
                "taxCode", "0312345678",
                "level", "primary");
    }

    private static Answer create(String key, String code) {
        return API.operator().withKey(key).post("/v1/schools", school(code));
    }

    @Test
    void repetitionGetsTheFirstResponseAgainAndChangesNothing() {
        String key = UUID.randomUUID().toString();
        Answer first = create(key, "97000001").expect(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        var after = API.snapshotOfPlatform();

        Answer again = create(key, "97000001").expect(201);

        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(first.header("Location")).contains("/v1/schools/");
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(API.snapshotOfPlatform()).isEqualTo(after);
    }

    @Test
    void keyWithAnotherBodyIsRefused() {
        String key = UUID.randomUUID().toString();
        create(key, "97000002").expect(201);
        var before = API.snapshotOfPlatform();
        create(key, "97000003").expectProblem(422, "idempotency-key-reused");
        assertThat(API.snapshotOfPlatform()).isEqualTo(before);
    }

    @Test
    void errorsAreNotKeptSoThatTheKeyStaysUsable() {
        String key = UUID.randomUUID().toString();
        create(key, "not a code").expectProblem(422, "validation-failed");
        create(key, "97000004").expect(201);
    }

    @Test
    void keyBelongsToTheAccount() {
        String key = UUID.randomUUID().toString();
        create(key, "97000005").expect(201);
        API.as("gvcn.lan").withKey(key).post("/v1/schools", school("97000005")).expectProblem(403, "forbidden");
    }

    @Test
    void keyMustBeOneVisibleAsciiText() {
        var before = API.snapshotOfPlatform();
        for (String key : new String[] {"", "two words", "x".repeat(256)}) {
            create(key, "97000006").expectProblem(400, "invalid-parameter");
        }
        assertThat(API.snapshotOfPlatform()).isEqualTo(before);
        create("!".repeat(255), "97000006").expect(201);
    }

    @Test
    void repetitionWhileTheFirstRunsIsToldToWait() throws SQLException {
        String key = UUID.randomUUID().toString();
        CompletableFuture<Answer> first;
        try (Connection connection = API.database();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE school IN ACCESS EXCLUSIVE MODE");
            first = CompletableFuture.supplyAsync(() -> create(key, "97000007"));
            eventually(() -> isKeyHeld(statement), held -> held);
            create(key, "97000007").expectProblem(409, "idempotency-in-flight");
            connection.commit();
        }
        String id = first.join().expect(201).at("/id");
        assertThat(create(key, "97000007").expect(201).at("/id")).isEqualTo(id);
    }

    private static boolean isKeyHeld(Statement statement) {
        try (ResultSet rows = statement.executeQuery(
                "SELECT count(*) > 0 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
                        + " WHERE datname = current_database() AND locktype = 'advisory' AND granted")) {
            rows.next();
            return rows.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void manyAtOnceHaveOneEffect() {
        String key = UUID.randomUUID().toString();
        var answers = IntStream.range(0, 16)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> create(key, "97000008")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(201, 409));
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(answer -> answer.at("/id"))
                        .distinct())
                .hasSize(1);
        answers.stream()
                .filter(answer -> answer.status() == 409)
                .forEach(answer -> answer.expectProblem(409, "idempotency-in-flight"));
    }
}
