package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.hocba.directory.TimeOrderedIds;
import vn.hocba.draft.RegisterEntry;
import vn.hocba.draft.TranscriptId;

class ClassRegisterTest {

    @Test
    void countsDigitsAsNumbers() {
        var pupils = Stream.of("4A-10", "4A-2", "4A-01")
                .map(number -> entry("4A", number, "Nguyễn An"))
                .toList();
        assertThat(ClassRegister.ordered(pupils))
                .extracting(RegisterEntry::registerNumber)
                .containsExactly("4A-01", "4A-2", "4A-10");
    }

    @Test
    void classesFollowOneAnotherWithTheirNumbersCounted() {
        var pupils = Stream.of("10A", "4B", "4A10", "4A2")
                .map(className -> entry(className, "1", "Nguyễn An"))
                .toList();
        assertThat(ClassRegister.ordered(pupils))
                .extracting(RegisterEntry::className)
                .containsExactly("4A2", "4A10", "4B", "10A");
    }

    @Test
    void withoutNumbersTheGivenNameDecidesAsInVietnameseLists() {
        var pupils = Stream.of("Lê Văn Đức", "Trần Thị Ánh", "Nguyễn Hoài Dung", "Phạm An")
                .map(name -> entry("4A", null, name))
                .toList();
        assertThat(ClassRegister.ordered(pupils))
                .extracting(RegisterEntry::pupilName)
                .containsExactly("Phạm An", "Trần Thị Ánh", "Nguyễn Hoài Dung", "Lê Văn Đức");
    }

    @Test
    void numberedPupilsComeFirst() {
        var numbered = entry("4A", "4A-9", "Nguyễn An");
        var unnumbered = entry("4A", null, "Nguyễn An");
        assertThat(ClassRegister.ordered(List.of(unnumbered, numbered))).containsExactly(numbered, unnumbered);
    }

    private static RegisterEntry entry(String className, @Nullable String number, String name) {
        return new RegisterEntry(new TranscriptId(TimeOrderedIds.next()), 1, className, number, name);
    }
}
