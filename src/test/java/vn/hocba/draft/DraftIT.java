package vn.hocba.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.draft.Given.administrator;
import static vn.hocba.draft.Given.content;
import static vn.hocba.draft.Given.entered;
import static vn.hocba.draft.Given.fields;
import static vn.hocba.draft.Given.items;
import static vn.hocba.draft.Given.locked;
import static vn.hocba.draft.Given.newTranscript;
import static vn.hocba.draft.Given.path;
import static vn.hocba.draft.Given.pupil;
import static vn.hocba.draft.Given.teacher;
import static vn.hocba.draft.Given.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.DatabaseSnapshot;
import vn.hocba.testing.TestSchool;
import vn.hocba.testing.TranscriptBuilder;
import vn.hocba.transcript.Subject;

/** Entering, importing, replacing, deleting and listing. */
class DraftIT {
    private static final ApiUnderTest API = ApiUnderTest.shared();
    private static final TestSchool SCHOOL = API.createSchool();

    @Test
    void storesACompleteTranscriptWithoutWarnings() {
        Answer answer = entered(SCHOOL, pupil());

        assertThat(answer.header("Location")).endsWith(path(answer));
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.at("/state")).isEqualTo("DRAFT");
        assertThat(answer.at("/className")).isEqualTo("4A");
        assertThat(answer.json().at("/warnings")).isEmpty();
        Answer read = teacher(SCHOOL).get(path(answer)).expect(200);
        assertThat(read.json()).isEqualTo(answer.json());
    }

    @Test
    void storesAnIncompleteDraftAndSaysWhatALockWouldRefuse() {
        Answer answer = entered(SCHOOL, pupil().withYearEndMark(Subject.MATHEMATICS, "11"));

        JsonNode warning = answer.json().at("/warnings/0");
        assertThat(warning.at("/pointer").asText()).isEqualTo("/results/subjects/1/yearEndMark");
        assertThat(warning.at("/code").asText()).isEqualTo("mark-out-of-range");
        assertThat(warning.at("/blocksLock").asBoolean()).isTrue();
        assertThat(warning.at("/messages/vi").asText()).contains("Toán", "từ 1 đến 10");
    }

    @Test
    void takesTheDocumentedExampleAsItIs() {
        String body = TranscriptExample.NEW.replace("0199a1b2-0000-7000-8000-000000000001", SCHOOL.classId());

        Answer answer = teacher(SCHOOL).post("/v1/transcripts", body).expect(201);

        assertThat(answer.json().at("/warnings")).isEmpty();
        teacher(SCHOOL).post(path(answer) + "/lock", null).expect(200);
    }

    @Test
    void storesAnEmptyDraft() {
        Answer answer = teacher(SCHOOL)
                .post("/v1/transcripts", "{\"classId\": \"" + SCHOOL.classId() + "\"}")
                .expect(201);
        assertThat(answer.json().at("/warnings")).hasSizeGreaterThan(5);
    }

    @Test
    void replaysACreationWithTheSameKey() {
        String body = newTranscript(SCHOOL, pupil());
        ApiClient keyed = teacher(SCHOOL).withKey(UUID.randomUUID().toString());

        Answer first = keyed.post("/v1/transcripts", body).expect(201);
        DatabaseSnapshot before = API.snapshot(SCHOOL);
        Answer again = keyed.post("/v1/transcripts", body).expect(201);

        assertThat(again.at("/id")).isEqualTo(first.at("/id"));
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(API.snapshot(SCHOOL)).isEqualTo(before);
        keyed.post("/v1/transcripts", newTranscript(SCHOOL, pupil())).expectProblem(422, "idempotency-key-reused");
    }

    @Test
    void refusesASecondTranscriptOfAPupil() {
        TranscriptBuilder pupil = pupil();
        entered(SCHOOL, pupil);
        DatabaseSnapshot before = API.snapshot(SCHOOL);

        Answer answer = teacher(SCHOOL)
                .post("/v1/transcripts", newTranscript(SCHOOL, pupil))
                .expectProblem(409, "duplicate-pupil");

        assertThat(answer.at("/errors/0/pointer")).isEqualTo("/pupil/pupilCode");
        assertThat(API.snapshot(SCHOOL)).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadableBodies")
    void refusesWhatCanNeverBeATranscript(String fault, int status, String code, String pointer, String body) {
        DatabaseSnapshot before = API.snapshot(SCHOOL);

        Answer answer = teacher(SCHOOL).post("/v1/transcripts", body).expectProblem(status, code);

        assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(API.snapshot(SCHOOL)).isEqualTo(before);
    }

    static Stream<Arguments> unreadableBodies() {
        String whole = newTranscript(SCHOOL, pupil());
        return Stream.of(
                Arguments.of("broken JSON", 400, "malformed-json", "", whole.substring(1)),
                Arguments.of("no JSON at all", 400, "malformed-json", "", ""),
                Arguments.of("a list", 400, "wrong-type", "", "[]"),
                Arguments.of("a key twice", 400, "malformed-json", "", "{\"classId\":null,\"classId\":null}"),
                Arguments.of(
                        "unknown field",
                        400,
                        "unknown-field",
                        "/favouriteColour",
                        text(fields(pupil()).put("classId", SCHOOL.classId()).put("favouriteColour", "đỏ"))),
                Arguments.of(
                        "unknown subject",
                        400,
                        "wrong-type",
                        "/results/subjects/0/subject",
                        whole.replace("\"VIETNAMESE\"", "\"LATIN\"")),
                Arguments.of(
                        "number as text",
                        400,
                        "wrong-type",
                        "/results/subjects/0/yearEndMark",
                        whole.replaceFirst("\"yearEndMark\":9", "\"yearEndMark\":\"9\"")),
                Arguments.of(
                        "a character that XML forbids",
                        422,
                        "validation-failed",
                        "/homeroomComment",
                        newTranscript(SCHOOL, pupil()).replace("Em chăm ngoan", "Em\\u0000chăm ngoan")),
                Arguments.of(
                        "a number of a gigabyte",
                        422,
                        "validation-failed",
                        "/health/weightKg",
                        whole.replaceFirst("\"weightKg\":29.4", "\"weightKg\":1e999999")),
                Arguments.of(
                        "a transcript of 300 KB",
                        413,
                        "body-too-large",
                        "",
                        whole.replace("Em chăm ngoan", "Em chăm ngoan ".repeat(20_000))),
                Arguments.of("no class", 422, "validation-failed", "/classId", content(pupil())),
                Arguments.of(
                        "class id that is none",
                        400,
                        "wrong-type",
                        "/classId",
                        text(fields(pupil()).put("classId", "4A"))));
    }

    @Test
    void replacesTheVersionThatWasRead() {
        TranscriptBuilder pupil = pupil();
        String path = path(entered(SCHOOL, pupil));

        Answer replaced = teacher(SCHOOL)
                .with("If-Match", "\"1\"")
                .put(path, content(pupil.withHomeroomComment("Em tiến bộ nhiều.")))
                .expect(200);

        assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
        assertThat(replaced.at("/content/homeroomComment")).isEqualTo("Em tiến bộ nhiều.");
    }

    @Test
    void refusesToReplaceWithoutTheVersionOrWithAStaleOne() {
        TranscriptBuilder pupil = pupil();
        String path = path(entered(SCHOOL, pupil));
        teacher(SCHOOL).with("If-Match", "\"1\"").put(path, content(pupil)).expect(200);
        DatabaseSnapshot before = API.snapshot(SCHOOL);

        teacher(SCHOOL).put(path, content(pupil)).expectProblem(428, "precondition-required");
        Answer stale = teacher(SCHOOL)
                .with("If-Match", "\"1\"")
                .put(path, content(pupil))
                .expectProblem(412, "precondition-failed");

        assertThat(stale.at("/currentState")).isEqualTo("DRAFT");
        assertThat(stale.at("/messages/en")).contains("2");
        assertThat(API.snapshot(SCHOOL)).isEqualTo(before);
    }

    @Test
    void refusesToReplaceOnePupilByAnother() {
        TranscriptBuilder other = pupil();
        entered(SCHOOL, other);
        String path = path(entered(SCHOOL, pupil()));
        DatabaseSnapshot before = API.snapshot(SCHOOL);

        teacher(SCHOOL).with("If-Match", "\"1\"").put(path, content(other)).expectProblem(409, "duplicate-pupil");

        assertThat(API.snapshot(SCHOOL)).isEqualTo(before);
    }

    @Test
    void refusesToReplaceOrDeleteWhatIsLocked() {
        TranscriptBuilder pupil = pupil();
        String path = locked(SCHOOL, pupil);
        DatabaseSnapshot before = API.snapshot(SCHOOL);

        Answer refused = teacher(SCHOOL)
                .with("If-Match", "\"2\"")
                .put(path, content(pupil))
                .expectProblem(409, "wrong-state");
        teacher(SCHOOL).delete(path).expectProblem(409, "wrong-state");

        assertThat(refused.at("/currentState")).isEqualTo("LOCKED");
        assertThat(API.snapshot(SCHOOL)).isEqualTo(before);
    }

    @Test
    void deletesADraftThatWasNeverLocked() {
        String path = path(entered(SCHOOL, pupil()));
        teacher(SCHOOL).delete(path).expect(204);
        teacher(SCHOOL).get(path).expectProblem(404, "not-found");
    }

    @Test
    void keepsADraftThatWasLockedBefore() {
        String path = locked(SCHOOL, pupil());
        administrator(SCHOOL)
                .post(path + "/unlock", "{\"reason\": \"Nhập nhầm.\"}")
                .expect(200);
        teacher(SCHOOL).delete(path).expectProblem(409, "wrong-state");
    }

    @Test
    void importsTheGoodItemsAndReportsTheOthers() {
        TestSchool school = API.createSchool();
        TranscriptBuilder twice = pupil();
        ObjectNode unknownField = fields(pupil()).put("rank", 1);
        ObjectNode lateSubject = fields(pupil());
        List<String> items = List.of(
                content(pupil()),
                text(unknownField),
                content(twice),
                content(twice),
                "\"not an object\"",
                text(lateSubject).replace("\"MUSIC\"", "\"NATURE_AND_SOCIETY\""));

        Answer answer = teacher(school)
                .post("/v1/classes/" + school.classId() + "/transcripts/import", items(items))
                .expect(200);

        assertThat(answer.json().at("/done").asInt()).isEqualTo(3);
        assertThat(answer.json().at("/refused").asInt()).isEqualTo(3);
        assertThat(outcomes(answer))
                .containsExactly("done", "unknown-field", "done", "duplicate-pupil", "wrong-type", "done");
        assertThat(answer.at("/items/1/problem/errors/0/pointer")).isEqualTo("/items/1/rank");
        assertThat(answer.at("/items/3/problem/errors/0/pointer")).isEqualTo("/items/3/pupil/pupilCode");
        assertThat(answer.json().at("/items/5/warnings").findValuesAsText("code"))
                .contains("subject-not-in-grade", "missing-subject");
        assertThat(teacher(school).get("/v1/transcripts").json().at("/items")).hasSize(3);
    }

    @Test
    void refusesAnImportThatIsTooLongOrNoList() {
        String path = "/v1/classes/" + SCHOOL.classId() + "/transcripts/import";
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            items.add("{}");
        }
        DatabaseSnapshot before = API.snapshot(SCHOOL);

        teacher(SCHOOL).post(path, items(items)).expectProblem(422, "validation-failed");
        teacher(SCHOOL).post(path, items(List.of())).expectProblem(422, "validation-failed");
        teacher(SCHOOL).post(path, "{\"items\": 3}").expectProblem(400, "wrong-type");
        teacher(SCHOOL).post(path, "{\"items\": [], \"dryRun\": true}").expectProblem(400, "unknown-field");

        assertThat(API.snapshot(SCHOOL)).isEqualTo(before);
    }

    @Test
    void listsInPagesAndByFilter() {
        TestSchool school = API.createSchool();
        teacher(school)
                .post(
                        "/v1/classes/" + school.classId() + "/transcripts/import",
                        items(pupil(), pupil(), pupil(), pupil(), pupil()))
                .expect(200);
        locked(school, pupil());
        List<String> seen = new ArrayList<>();
        String query = "/v1/transcripts?limit=2&schoolYear=2025-2026&classId=" + school.classId();
        String next = "";
        do {
            Answer page = teacher(school)
                    .get(query + (next.isEmpty() ? "" : "&cursor=" + next))
                    .expect(200);
            seen.addAll(page.json().at("/items").findValuesAsText("id"));
            next = page.at("/next");
        } while (!next.isEmpty());

        assertThat(seen).hasSize(6).doesNotHaveDuplicates().isSorted();
        Answer locked = teacher(school).get("/v1/transcripts?state=LOCKED").expect(200);
        assertThat(locked.json().at("/items")).hasSize(1);
        assertThat(locked.at("/items/0/awaiting")).isEqualTo("HOMEROOM_TEACHER");
        assertThat(teacher(school)
                        .get("/v1/transcripts?schoolYear=2024-2025")
                        .json()
                        .at("/items"))
                .isEmpty();
    }

    @Test
    void refusesParametersThatMakeNoSense() {
        teacher(SCHOOL).get("/v1/transcripts?limit=101").expectProblem(400, "invalid-parameter");
        teacher(SCHOOL).get("/v1/transcripts?cursor=x").expectProblem(400, "invalid-parameter");
        teacher(SCHOOL).get("/v1/transcripts?awaiting=you").expectProblem(400, "invalid-parameter");
    }

    private static List<String> outcomes(Answer answer) {
        List<String> outcomes = new ArrayList<>();
        answer.json()
                .at("/items")
                .forEach(item -> outcomes.add(
                        item.at("/done").asBoolean()
                                ? "done"
                                : item.at("/problem/code").asText()));
        return outcomes;
    }
}
