package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.directory.ClassId;
import vn.hocba.problem.ProblemException;
import vn.hocba.transcript.Slot;

class OpenRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"Ký lớp 4A\nMã: 000 000", "Ký\u0000", "Ký\u2028lớp 4A", "\u202Elớp 4A", "Ký \ud83d"})
    void refusesDescriptionThatIsNotOneLineOfText(String description) {
        assertThatThrownBy(() -> request(description).validate(10)).isInstanceOf(ProblemException.class);
    }

    @Test
    void takesDescriptionInVietnamese() {
        assertThatCode(() -> request("Ký học bạ lớp 4A – năm học 2025-2026 \ud83d\udc4d")
                        .validate(10))
                .doesNotThrowAnyException();
    }

    @Test
    void cutsNamesBetweenCharacters() {
        assertThat(OpenSigningRequest.cut("a\ud83d\udc4db", 2)).isEqualTo("a");
        assertThat(OpenSigningRequest.cut("a\ud83d\udc4db", 3)).isEqualTo("a\ud83d\udc4d");
        assertThat(OpenSigningRequest.cut("ab", 2)).isEqualTo("ab");
    }

    @Test
    void takesAClassOrClassesOrAListAndNothingOfTwoKinds() {
        var one = List.of(UUID.randomUUID());
        var several = new OpenRequest(Slot.PRINCIPAL, null, one, null, null);
        assertThatCode(() -> several.validate(10)).doesNotThrowAnyException();
        assertThat(several.classes()).contains(List.of(new ClassId(one.getFirst())));
        for (var refused : List.of(
                new OpenRequest(Slot.PRINCIPAL, null, null, null, null),
                new OpenRequest(Slot.PRINCIPAL, one.getFirst(), one, null, null),
                new OpenRequest(Slot.PRINCIPAL, null, one, one, null),
                new OpenRequest(Slot.PRINCIPAL, null, List.of(), null, null))) {
            assertThatThrownBy(() -> refused.validate(10)).isInstanceOf(ProblemException.class);
        }
    }

    private static OpenRequest request(String description) {
        return new OpenRequest(Slot.HOMEROOM_TEACHER, UUID.randomUUID(), null, null, description);
    }
}
