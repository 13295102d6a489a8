package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.TranscriptBuilder;
import vn.hocba.transcript.TranscriptContent;

class ClassRegisterTest {

    @Test
    void countsDigitsAsNumbers() {
        var sorted = Stream.of("4A-10", "4A-2", "4A-01")
                .map(number ->
                        TranscriptBuilder.grade4().withRegisterNumber(number).content())
                .toList();
        assertThat(ordered(sorted))
                .extracting(TranscriptContent::registerNumber)
                .containsExactly("4A-01", "4A-2", "4A-10");
    }

    @Test
    void classesFollowOneAnotherWithTheirNumbersCounted() {
        var content = TranscriptBuilder.grade4().content();
        assertThat(ClassRegister.ordered(List.of("10A", "4B", "4A10", "4A2"), name -> name, name -> content))
                .containsExactly("4A2", "4A10", "4B", "10A");
    }

    @Test
    void withoutNumbersTheGivenNameDecidesAsInVietnameseLists() {
        assertThat(namesInOrder(List.of("Lê Văn Đức", "Trần Thị Ánh", "Nguyễn Hoài Dung", "Phạm An")))
                .containsExactly("Phạm An", "Trần Thị Ánh", "Nguyễn Hoài Dung", "Lê Văn Đức");
    }

    @Test
    void numberedPupilsComeFirst() {
        var numbered = TranscriptBuilder.grade4().withRegisterNumber("4A-9").content();
        var unnumbered = TranscriptBuilder.grade4().withRegisterNumber(null).content();
        assertThat(ordered(List.of(unnumbered, numbered))).containsExactly(numbered, unnumbered);
    }

    private static List<TranscriptContent> ordered(List<TranscriptContent> ofOneClass) {
        return ClassRegister.ordered(ofOneClass, content -> "4A", Function.identity());
    }

    @SuppressWarnings("NullAway") // every one has a pupil
    private static List<String> namesInOrder(List<String> names) {
        var pupils = names.stream()
                .map(name -> TranscriptBuilder.grade4()
                        .withRegisterNumber(null)
                        .withFullName(name)
                        .content())
                .toList();
        return ordered(pupils).stream()
                .map(content -> content.pupil().fullName())
                .toList();
    }
}
