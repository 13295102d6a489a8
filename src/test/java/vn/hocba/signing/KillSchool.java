package vn.hocba.signing;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.SampleClass;
import vn.hocba.testing.TestSchool;

/** A school with one homeroom teacher, who gets a new class of two locked transcripts for each ceremony. */
record KillSchool(ApiUnderTest api, Consent consent, TestSchool school, TestSchool.Person teacher) {

    /** How its teacher consents. */
    enum Consent {
        PIN,
        PHONE
    }

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    static KillSchool create(ApiUnderTest api, Consent consent) {
        TestSchool school = api.createSchool();
        TestSchool.Person teacher = school.hire(
                "Nguyễn Thị Lan",
                "Giáo viên",
                "homeroom_teacher",
                consent == Consent.PIN ? TestSchool.WITH_PIN : TestSchool.PHONE);
        return new KillSchool(api, consent, school, teacher);
    }

    String credentialId() {
        return teacher.credentialId();
    }

    ApiClient asTeacher() {
        return school.as(teacher);
    }

    /** Ids that stand in this school's messages and in no other's. */
    List<String> marks() {
        return List.of(school.code(), school.id(), credentialId());
    }

    /** Whether the database holds the announcement of a call to the signing service, and no answer to it. */
    boolean hasUnansweredCall() {
        try (Connection connection = api.database();
                PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM signing_session"
                        + " WHERE school_id = ? AND state IN ('AUTHORISING', 'CHECKING_FACTORS', 'SUBMITTING')")) {
            query.setObject(1, UUID.fromString(school.id()));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1) > 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new class with two locked transcripts; the answer is its id. */
    String newClass() {
        int number = NUMBERS.incrementAndGet();
        String classId = school.newClass(4, "4K" + number, teacher);
        ApiClient client = asTeacher();
        client.post(
                        "/v1/classes/" + classId + "/transcripts/import",
                        Map.of("items", SampleClass.items(KillIT.TRANSCRIPTS)))
                .expect(200);
        JsonNode locked = client.post(
                        "/v1/transcripts/lock",
                        Map.of(
                                "classId",
                                classId,
                                "leaderStaffId",
                                school.principal().staffId()))
                .expect(200)
                .json();
        if (locked.path("done").asInt() != KillIT.TRANSCRIPTS) {
            throw new AssertionError("not locked: " + locked);
        }
        return classId;
    }
}
