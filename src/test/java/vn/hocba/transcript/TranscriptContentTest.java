package vn.hocba.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.TranscriptBuilder;

class TranscriptContentTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    @Test
    void bindsFromAndToJsonWithoutAnnotations() throws Exception {
        Transcript transcript = TranscriptBuilder.grade4().transcript();

        String json = JSON.writeValueAsString(transcript);

        assertThat(JSON.readValue(json, Transcript.class)).isEqualTo(transcript);
    }

    @Test
    void acceptsAnEmptyDraft() throws Exception {
        TranscriptContent content = JSON.readValue("{}", TranscriptContent.class);

        assertThat(content.pupil()).isNull();
        assertThat(content.awards()).isEmpty();
        assertThat(content.disabilityNotAssessed()).isFalse();
    }

    @Test
    void keepsAnOutOfRangeMarkForValidationToReport() throws Exception {
        String json = "{\"results\":{\"subjects\":[{\"subject\":\"MATHEMATICS\",\"yearEndMark\":17.50}]}}";

        PrimaryResults results = JSON.readValue(json, TranscriptContent.class).results();

        assertThat(results).isNotNull();
        assertThat(results.subjects().getFirst().yearEndMark()).isEqualTo(new BigDecimal("17.5"));
    }

    @Test
    void takesTextInAsNfcWithoutSurroundingWhiteSpace() {
        String decomposed = java.text.Normalizer.normalize("Nguyễn Hoài An", java.text.Normalizer.Form.NFD);

        Pupil pupil = TranscriptBuilder.grade4()
                .withFullName("  " + decomposed + "\t")
                .content()
                .pupil();

        assertThat(pupil).isNotNull();
        assertThat(pupil.fullName()).isEqualTo("Nguyễn Hoài An");
    }

    @Test
    void treatsBlankTextAsAbsent() {
        assertThat(TranscriptBuilder.grade4()
                        .withHomeroomComment(" \n")
                        .content()
                        .homeroomComment())
                .isNull();
    }

    @Test
    void refusesCharactersThatXmlCannotCarryAndNamesTheProperty() {
        for (String bad : List.of("An\u0000", "An\u000B", "An\uFFFE", "An\uD800", "\uDC00An")) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> TranscriptBuilder.grade4().withFullName(bad))
                    .satisfies(e -> assertThat(e.property()).isEqualTo("fullName"));
        }
    }

    @Test
    void tellsTheWebLayerWhereInTheJsonTheRefusedValueStands() {
        String json = "{\"results\":{\"subjects\":[{},{\"comment\":\"t\\u0001\"}]}}";

        assertThatExceptionOfType(ValueInstantiationException.class)
                .isThrownBy(() -> JSON.readValue(json, TranscriptContent.class))
                .withCauseInstanceOf(InvalidValueException.class)
                .satisfies(e -> assertThat(e.getPathReference()).contains("[\"results\"]", "[\"subjects\"]", "[1]"));
    }

    @Test
    void refusesSchoolYearsThatDoNotFollowOneAnother() {
        for (String bad : List.of("2025-2027", "2025-2025", "2025/2026", "25-26", "２０２５-２０２６", "")) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .isThrownBy(() -> new SchoolYear(bad))
                    .satisfies(e -> assertThat(e.vietnamese()).isNotBlank());
        }
        assertThat(SchoolYear.starting(2025)).isEqualTo(new SchoolYear("2025-2026"));
        assertThat(SchoolYear.starting(2099).endYear()).isEqualTo(2100);
    }

    @Test
    void readsTheSameNumbersInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(SchoolYear.starting(2025).value()).isEqualTo("2025-2026");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void refusesNumbersWhoseDigitsWouldFillTheMemory() {
        assertThatThrownBy(() -> new Health(new BigDecimal("1e999999999"), null, null))
                .isInstanceOf(InvalidValueException.class);
        assertThat(new Health(new BigDecimal("1.3E+2"), new BigDecimal("30.00"), null))
                .isEqualTo(new Health(new BigDecimal("130"), new BigDecimal("30"), null));
    }

    @Test
    void copiesItsListsAndRefusesNullInThem() {
        List<Award> awards = new ArrayList<>(List.of(new Award(AwardTitle.EXCELLENT_PUPIL, null)));
        TranscriptContent content = withAwards(awards);
        awards.clear();

        assertThat(content.awards()).hasSize(1);
        awards.add(null);
        assertThatThrownBy(() -> withAwards(awards)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void acceptsOnlyPrimaryGradesForNow() {
        Placement grade6 = new Placement(new SchoolYear("2025-2026"), 6, "6A");

        assertThat(grade6.level()).isEqualTo(SchoolLevel.LOWER_SECONDARY);
        assertThatThrownBy(
                        () -> TranscriptBuilder.grade4().withPlacement(grade6).transcript())
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> new Placement(new SchoolYear("2025-2026"), 13, "13A"))
                .isInstanceOf(InvalidValueException.class);
    }

    private static TranscriptContent withAwards(List<Award> awards) {
        return new TranscriptContent(
                null, null, null, false, null, null, List.of(), null, awards, List.of(), null, null);
    }
}
