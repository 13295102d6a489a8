package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
                .sorted(ClassRegister.byRegister())
                .map(TranscriptContent::registerNumber);
        assertThat(sorted).containsExactly("4A-01", "4A-2", "4A-10");
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
        assertThat(Stream.of(unnumbered, numbered).sorted(ClassRegister.byRegister()))
                .containsExactly(numbered, unnumbered);
    }

    @SuppressWarnings("NullAway") // every one has a pupil
    private static List<String> namesInOrder(List<String> names) {
        return names.stream()
                .map(name -> TranscriptBuilder.grade4()
                        .withRegisterNumber(null)
                        .withFullName(name)
                        .content())
                .sorted(ClassRegister.byRegister())
                .map(content -> content.pupil().fullName())
                .toList();
    }
}
