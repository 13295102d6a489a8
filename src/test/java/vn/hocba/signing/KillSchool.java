package vn.hocba.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.TestSchool;

/** A school with one homeroom teacher, who gets a new class of two locked transcripts for each ceremony. */
record KillSchool(ApiUnderTest api, Consent consent, TestSchool school, TestSchool.Person teacher) {

    /** How its teacher consents. */
    enum Consent {
        PIN,
        PHONE
    }

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final ObjectMapper JSON = new ObjectMapper();

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

    /** A new class with two locked transcripts; the answer is its id. */
    String newClass() {
        int number = NUMBERS.incrementAndGet();
        String classId = school.newClass(4, "4K" + number, teacher);
        ApiClient client = asTeacher();
        client.post("/v1/classes/" + classId + "/transcripts/import", pupils(number))
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

    /** The first pupils of the sample class, with codes of their own. */
    private static JsonNode pupils(int number) {
        try (InputStream sample = Objects.requireNonNull(
                KillSchool.class.getResourceAsStream("/sandbox/school/class-4a.json"), "sample class")) {
            ArrayNode items = JSON.createArrayNode();
            JsonNode all = JSON.readTree(sample).path("items");
            for (int i = 0; i < KillIT.TRANSCRIPTS; i++) {
                ObjectNode item = all.get(i).deepCopy();
                item.put("transcriptCode", "KILL-%d-%d".formatted(number, i));
                ObjectNode pupil = (ObjectNode) item.path("pupil");
                pupil.put("pupilCode", "78%07d%d".formatted(number, i));
                pupil.put("personalNumber", "0793160%04d%d".formatted(number, i));
                items.add(item);
            }
            return JSON.createObjectNode().set("items", items);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
