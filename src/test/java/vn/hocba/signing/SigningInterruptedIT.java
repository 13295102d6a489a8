package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.signing.SigningSchool.await;
import static vn.hocba.signing.SigningSchool.consent;
import static vn.hocba.signing.SigningSchool.itemStates;
import static vn.hocba.signing.SigningSchool.settled;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.RestlessApi;
import vn.hocba.testing.TestSchool;

/** What comes between an order to sign and its end: the signer's change of mind, and a database that goes away. */
class SigningInterruptedIT {

    private static final ApiUnderTest API = RestlessApi.get();
    private static final int PUPILS = 2 * RestlessApi.CHUNK;

    @Test
    void cancellingWhileSignaturesAreEmbeddedKeepsThoseThatAreAndFreesTheRest() throws SQLException {
        var school = SigningSchool.create(API, PUPILS);
        school.signedByTeacher();
        var opened = school.open(school.leading(), "PRINCIPAL").expect(202);
        Answer cancelled;
        try (Connection first = API.database();
                Connection second = API.database();
                Connection watching = API.database()) {
            // the first chunk's transaction comes to this row with the session's row in its hands,
            hold(first, "transcript WHERE id = '" + transcript(opened, 0) + "'");
            // the second's to this one before it takes the session's
            hold(second, "signed_document WHERE transcript_id = '" + transcript(opened, RestlessApi.CHUNK) + "'");
            consent(school.leading(), opened.at("/id"), TestSchool.PIN, TestSchool.OTP)
                    .expect(200);
            await(() -> isWaiting(watching, "FROM transcript WHERE school_id"));
            var cancelling = CompletableFuture.supplyAsync(
                    () -> school.leading().post("/v1/signing-requests/" + opened.at("/id") + "/cancel", null));
            await(() -> isWaiting(watching, "ELSE 'CANCELLED' END"));
            first.rollback();
            cancelled = cancelling.join().expect(200);
        }
        assertThat(cancelled.at("/status")).isEqualTo("CANCELLED");
        assertThat(itemStates(cancelled.json())).containsExactly("SIGNED", "SIGNED", "RELEASED", "RELEASED");

        var rest = school.signedByLeader();
        assertThat(rest.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(rest.at("/counts/total").asInt()).isEqualTo(PUPILS - RestlessApi.CHUNK);
        for (String id : school.ids()) {
            var verdict = school.leading()
                    .with("Content-Type", "application/xml")
                    .post(
                            "/v1/verifications",
                            school.leading()
                                    .get("/v1/transcripts/" + id + "/document")
                                    .expect(200)
                                    .bytes())
                    .expect(200);
            assertThat(verdict.at("/indication")).isEqualTo("TOTAL_PASSED");
        }
    }

    @Test
    void theDatabaseIsToldToEndWhatWaitsInItForTooLong() {
        assertThat(RestlessApi.database().greetings())
                .anySatisfy(said -> assertThat(said.split("\0"))
                        .containsSequence("statement_timeout", "2min")
                        .containsSequence("idle_in_transaction_session_timeout", "2min"));
    }

    @Test
    void aConsentIsKeptUntilTheDatabaseIsBack() {
        var school = SigningSchool.create(API);
        school.signedByTeacher();
        String id = school.open(school.leading(), "PRINCIPAL").expect(202).at("/id");
        school.fault(school.leader().credentialId(), "credentials/authorize", "hold", Map.of());
        var answer = CompletableFuture.supplyAsync(() -> consent(school.leading(), id, TestSchool.PIN, TestSchool.OTP));
        await(() -> school.isChecking(id));
        RestlessApi.database().cut();
        school.forgetFaults();
        await(() -> school.counters(school.leader()).path("consents").size() == 1);
        // by then the answer has come, and could not be stored
        int refused = RestlessApi.database().refused();
        await(() -> RestlessApi.database().refused() > refused + 10);
        // longer than anybody's lease
        await(() -> query("SELECT 1 FROM signing_session WHERE request_id = '" + id
                        + "' AND state = 'CHECKING_FACTORS' AND lease_until < clock_timestamp()")
                == 1);
        RestlessApi.database().restore();

        answer.join().expect(200);
        assertThat(settled(school.leading(), id).at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(school.counters(school.leader()).path("consents")).hasSize(1);
    }

    private static String transcript(Answer request, int item) {
        return request.at("/items/" + item + "/transcriptId");
    }

    /** Until the connection's transaction ends. */
    private static void hold(Connection connection, String rows) throws SQLException {
        connection.setAutoCommit(false);
        assertThat(query(connection, "SELECT 1 FROM " + rows + " FOR UPDATE")).isEqualTo(1);
    }

    /** Whether a statement of these words waits for a row. */
    private static boolean isWaiting(Connection connection, String words) {
        return query(
                        connection,
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND wait_event_type = 'Lock' AND strpos(query, '" + words.replace("'", "''")
                                + "') > 0")
                == 1;
    }

    private static int query(String sql) {
        try (Connection connection = API.database()) {
            return query(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int query(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
