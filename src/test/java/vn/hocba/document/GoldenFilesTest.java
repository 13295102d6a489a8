package vn.hocba.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.TranscriptBuilder;
import vn.hocba.transcript.Award;
import vn.hocba.transcript.AwardTitle;
import vn.hocba.transcript.Certificate;
import vn.hocba.transcript.Competence;
import vn.hocba.transcript.Decision;
import vn.hocba.transcript.Quality;
import vn.hocba.transcript.StudyPeriod;
import vn.hocba.transcript.Subject;
import vn.hocba.transcript.SubjectLevel;
import vn.hocba.transcript.SubjectRow;
import vn.hocba.transcript.SummerReassessment;
import vn.hocba.transcript.TraitLevel;
import vn.hocba.transcript.Transcript;
import vn.hocba.transcript.YearResult;

/**
 * Files that layout 1.0 must give for ever. A difference is a broken promise to everyone who keeps signed files, unless the layout
 * was never released. {@code -Dhocba.golden.rewrite=true} writes them anew.
 */
class GoldenFilesTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/vn/hocba/document/valid");

    @Test
    void completeTranscriptOfGrade4() throws IOException {
        expectGolden(
                "grade-4.xml",
                TranscriptBuilder.grade4()
                        .withStudyHistory(
                                new StudyPeriod(
                                        "2022-2023",
                                        "1A",
                                        "Trường Tiểu học Hoa Sen",
                                        "1A-07",
                                        LocalDate.of(2022, 8, 22)),
                                new StudyPeriod("2023-2024", "2A", "Trường Tiểu học Hoa Sen", null, null))
                        .withCertificates(new Certificate(
                                "Chứng nhận tiếng Anh Movers", "Trung tâm khảo thí", LocalDate.of(2026, 4, 18)))
                        .transcript());
    }

    @Test
    void grade5AfterASummerOfReassessment() throws IOException {
        expectGolden(
                "grade-5-after-summer.xml",
                TranscriptBuilder.grade(5)
                        .withLevel(Subject.MATHEMATICS, SubjectLevel.NOT_COMPLETED)
                        .withYearEndMark(Subject.MATHEMATICS, "4")
                        .withQuality(Quality.DILIGENCE, TraitLevel.NEEDS_EFFORT)
                        .withYearResult(YearResult.NOT_COMPLETED)
                        .exemptFrom(Subject.PHYSICAL_EDUCATION)
                        .withSummer(new SummerReassessment(
                                List.of(new SubjectRow(
                                        Subject.MATHEMATICS,
                                        null,
                                        SubjectLevel.COMPLETED,
                                        BigDecimal.valueOf(6),
                                        null,
                                        "Em đã nắm được bốn phép tính với số thập phân.")),
                                Map.of(Quality.DILIGENCE, TraitLevel.SATISFACTORY),
                                Map.of(Competence.CALCULATION, TraitLevel.SATISFACTORY),
                                YearResult.COMPLETED,
                                "Em có nhiều cố gắng trong hè."))
                        .withAwards(new Award(AwardTitle.OTHER, "Giấy khen “Kể chuyện Bác Hồ” cấp trường"))
                        .withDecision(new Decision(true, null, true, "Hoàn thành sau khi kiểm tra lại"))
                        .transcript());
    }

    @Test
    void pupilWithADisabilityWhoIsNotAssessed() throws IOException {
        expectGolden(
                "grade-4-not-assessed.xml",
                TranscriptBuilder.grade4()
                        .withDisabilityNotAssessed()
                        .withoutResults()
                        .withAwards()
                        .transcript());
    }

    @Test
    void textThatNeedsEscaping() throws IOException {
        expectGolden(
                "any-text.xml",
                TranscriptBuilder.grade4()
                        .withFullName("Nguyê\u0303n Hoa\u0300i An")
                        .withHomeroomComment(
                                "Dòng 1\r\nDòng 2\r\tnhảy\n\"x\" < 'y' & z > 0 ]]> &amp; &#xD;\u0085\u2028\ud83d\ude00")
                        .withComment(Subject.MUSIC, "\ufffd\ud7ff\ue000\udbff\udffd")
                        .transcript());
    }

    private static void expectGolden(String name, Transcript transcript) throws IOException {
        Path file = DIRECTORY.resolve(name);
        byte[] written = TranscriptXmlWriter.write(transcript).bytes();
        if (Boolean.getBoolean("hocba.golden.rewrite")) {
            Files.createDirectories(DIRECTORY);
            Files.write(file, written);
        }
        assertThat(written).as(name).isEqualTo(Files.readAllBytes(file));
        assertThat(TranscriptXmlReader.read(TranscriptDocument.of(written))).isEqualTo(transcript);
    }
}
