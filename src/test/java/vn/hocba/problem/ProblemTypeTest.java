package vn.hocba.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProblemTypeTest {

    @Test
    void everyTypeSpeaksBothLanguagesAndHasACodeOfItsOwn() {
        for (ProblemType type : ProblemType.values()) {
            assertThat(type.code()).matches("[a-z]+(-[a-z]+)*");
            assertThat(type.status()).isBetween(400, 599);
            assertThat(type.title().vi()).isNotBlank().isNotEqualTo(type.title().en());
            assertThat(type.explanation().vi())
                    .isNotBlank()
                    .isNotEqualTo(type.explanation().en());
            assertThat(ProblemType.withCode(type.code())).contains(type);
        }
        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::code)).doesNotHaveDuplicates();
    }

    @Test
    void choosesTheLanguageThatTheHeaderPrefers() {
        assertThat(ProblemWriter.language(null)).isEqualTo("vi");
        assertThat(ProblemWriter.language("en")).isEqualTo("en");
        assertThat(ProblemWriter.language("en-GB, vi;q=0.3")).isEqualTo("en");
        assertThat(ProblemWriter.language("vi-VN, en;q=0.9")).isEqualTo("vi");
        assertThat(ProblemWriter.language("fr, *;q=0.1")).isEqualTo("vi");
        assertThat(ProblemWriter.language("!!")).isEqualTo("vi");
        assertThat(ProblemWriter.language("en,".repeat(200))).isEqualTo("vi");
    }
}
