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
import java.util.Collections;
import java.util.Comparator;
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
    private static final int PUPILS = 4 * RestlessApi.CHUNK;

    @Test
    void cancellingWhileSignaturesAreEmbeddedKeepsThoseThatAreAndFreesTheRest() throws SQLException {
        var school = SigningSchool.create(API, PUPILS);
        school.signedByTeacher();
        var opened = school.open(school.leading(), "PRINCIPAL").expect(202);
        CompletableFuture<Answer> cancelled;
        try (Connection holding = API.database();
                Connection watching = API.database()) {
            holding.setAutoCommit(false);
            // the first chunk's transaction comes to this row, and waits with the session's row in its hands;
            // the next may take that before who waits for it wakes up, so there are several chunks
            query(
                    holding,
                    "SELECT 1 FROM transcript WHERE id = '" + opened.at("/items/0/transcriptId") + "' FOR UPDATE");
            consent(school.leading(), opened.at("/id"), TestSchool.PIN, TestSchool.OTP)
                    .expect(200);
            await(() -> waiting(watching) == 1);
            cancelled = CompletableFuture.supplyAsync(
                    () -> school.leading().post("/v1/signing-requests/" + opened.at("/id") + "/cancel", null));
            await(() -> waiting(watching) == 2);
            holding.rollback();
        }
        var view = cancelled.join().expect(200);
        assertThat(view.at("/status")).isEqualTo("CANCELLED");
        var states = itemStates(view.json());
        assertThat(states)
                .startsWith("SIGNED", "SIGNED")
                .endsWith("RELEASED")
                .containsOnly("SIGNED", "RELEASED")
                .isSortedAccordingTo(Comparator.reverseOrder());

        var rest = school.signedByLeader();
        assertThat(rest.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(rest.at("/counts/total").asInt()).isEqualTo(Collections.frequency(states, "RELEASED"));
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
    void aConsentIsKeptUntilTheDatabaseIsBack() {
        var school = SigningSchool.create(API);
        school.signedByTeacher();
        String id = school.open(school.leading(), "PRINCIPAL").expect(202).at("/id");
        school.fault(school.leader().credentialId(), "credentials/authorize", "delay", Map.of("ms", 1500));
        var answer = CompletableFuture.supplyAsync(() -> consent(school.leading(), id, TestSchool.PIN, TestSchool.OTP));
        await(() -> school.isChecking(id));
        RestlessApi.database().cut();
        await(() -> school.counters(school.leader()).path("consents").size() == 1);
        // by then the answer has come, and could not be stored
        int refused = RestlessApi.database().refused();
        await(() -> RestlessApi.database().refused() > refused + 10);
        RestlessApi.database().restore();

        answer.join().expect(200);
        assertThat(settled(school.leading(), id).at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(school.counters(school.leader()).path("consents")).hasSize(1);
    }

    private static int waiting(Connection connection) {
        return query(
                connection,
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
    }

    private static int query(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
