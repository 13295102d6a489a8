package vn.hocba.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.TestSchool;

class AuditTrailIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();

    private static Answer chain(TestSchool school) {
        return school.as(school.administrator()).get(school.path("audit-chain")).expect(200);
    }

    @Test
    void everyWriteOfTheDirectoryIsOnTheChain() {
        TestSchool school = API.createSchool();
        Answer before = chain(school);
        assertThat(before.json().path("intact").asBoolean()).isTrue();
        // the school, four people, three credentials, one class
        assertThat(before.json().path("entries").asInt()).isEqualTo(9);

        school.newClass(5, "5A", school.teacher());

        Answer after = chain(school);
        assertThat(after.json().path("entries").asInt()).isEqualTo(10);
        assertThat(after.at("/hash")).isNotEqualTo(before.at("/hash"));
    }

    @Test
    void entriesCannotBeChangedOrRemoved() throws SQLException {
        API.createSchool();
        try (Connection connection = API.database();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("UPDATE audit_entry SET reason = 'other'"))
                    .hasMessageContaining("append-only");
            assertThatThrownBy(() -> statement.execute("DELETE FROM audit_entry"))
                    .hasMessageContaining("append-only");
            assertThatThrownBy(() -> statement.execute("TRUNCATE audit_entry")).hasMessageContaining("append-only");
        }
    }

    @Test
    void showsWhatSomeoneWithFullAccessToTheDatabaseChanged() throws SQLException {
        TestSchool school = API.createSchool();
        tamper("UPDATE audit_entry SET actor = 'someone.else' WHERE sequence = 5 AND school_id = '" + school.id()
                + "'");
        Answer changed = chain(school);
        assertThat(changed.json().path("intact").asBoolean()).isFalse();
        assertThat(changed.json().path("entries").asInt()).isEqualTo(4);

        TestSchool other = API.createSchool();
        tamper("DELETE FROM audit_entry WHERE sequence = 9 AND school_id = '" + other.id() + "'");
        Answer cut = chain(other);
        assertThat(cut.json().path("intact").asBoolean()).isFalse();
        assertThat(cut.json().path("entries").asInt()).isEqualTo(8);
    }

    private static void tamper(String sql) throws SQLException {
        try (Connection connection = API.database();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only");
            statement.execute(sql);
            statement.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only");
            connection.commit();
        }
    }

    @Test
    void onlyThoseWhoLeadTheSchoolVerify() {
        TestSchool school = API.createSchool();
        TestSchool other = API.createSchool();
        school.as(school.teacher()).get(school.path("audit-chain")).expectProblem(403, "forbidden");
        other.as(other.administrator()).get(school.path("audit-chain")).expectProblem(404, "not-found");
    }
}
