package vn.hocba.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.TestSchool;
import vn.hocba.testing.TranscriptBuilder;

/** Bodies and beginnings that the tests of this package share. */
final class Given {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final AtomicInteger PUPILS = new AtomicInteger(1000);

    private Given() {}

    /** A complete transcript of a pupil whom no other test knows. */
    static TranscriptBuilder pupil() {
        return TranscriptBuilder.grade4().numbered(PUPILS.incrementAndGet());
    }

    static String content(TranscriptBuilder transcript) {
        return text(fields(transcript));
    }

    static ObjectNode fields(TranscriptBuilder transcript) {
        return JSON.valueToTree(transcript.content());
    }

    static String newTranscript(TestSchool school, TranscriptBuilder transcript) {
        return text(fields(transcript).put("classId", school.classId()));
    }

    static String items(TranscriptBuilder... transcripts) {
        return items(Stream.of(transcripts).map(Given::content).toList());
    }

    static String items(List<String> items) {
        return "{\"items\": [" + String.join(",", items) + "]}";
    }

    /** Enters the transcript as the homeroom teacher. */
    static Answer entered(TestSchool school, TranscriptBuilder transcript) {
        return teacher(school)
                .post("/v1/transcripts", newTranscript(school, transcript))
                .expect(201);
    }

    /** Enters and locks the transcript; its path. */
    static String locked(TestSchool school, TranscriptBuilder transcript) {
        String path = path(entered(school, transcript));
        teacher(school).post(path + "/lock", null).expect(200);
        return path;
    }

    static ApiClient teacher(TestSchool school) {
        return school.as(school.teacher());
    }

    static ApiClient administrator(TestSchool school) {
        return school.as(school.administrator());
    }

    static String path(Answer entered) {
        return "/v1/transcripts/" + entered.at("/id");
    }

    static String text(ObjectNode body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
