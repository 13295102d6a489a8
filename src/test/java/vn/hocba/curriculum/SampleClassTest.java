package vn.hocba.curriculum;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.Pupil;
import vn.hocba.transcript.SchoolYear;
import vn.hocba.transcript.TranscriptContent;

/** The invented class that the demo imports. */
class SampleClassTest {
    private static final Path FILE = Path.of("src/sandbox/resources/sandbox/school/class-4a.json");
    private static final Placement CLASS_4A = new Placement(new SchoolYear("2025-2026"), 4, "4A");

    private record Import(List<TranscriptContent> items) {}

    private final List<TranscriptContent> items = read();

    @Test
    void sampleClassHasNoFindings() {
        Circular27 circular27 = Circular27.bundled();

        assertThat(items)
                .hasSize(40)
                .allSatisfy(content -> assertThat(circular27.check(CLASS_4A, content))
                        .as("%s", content.pupil())
                        .isEmpty());
    }

    @Test
    void pupilsOfTheSampleClassAreDifferentPeople() {
        Set<String> codes = new HashSet<>();
        Set<String> names = new HashSet<>();
        Set<String> comments = new HashSet<>();
        for (TranscriptContent content : items) {
            Pupil pupil = content.pupil();
            assertThat(pupil).isNotNull();
            codes.add(pupil.pupilCode() + "");
            names.add(pupil.fullName() + "");
            comments.add(content.homeroomComment() + "");
        }

        assertThat(codes).hasSize(40);
        assertThat(names).hasSize(40);
        assertThat(comments).hasSize(40);
    }

    private static List<TranscriptContent> read() {
        try {
            return JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .build()
                    .readValue(Files.readString(FILE), Import.class)
                    .items();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
