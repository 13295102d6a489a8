package vn.hocba.transcript;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a school enters about one pupil and one year. A draft may be incomplete, so everything may be absent; text is taken in
 * as Unicode NFC without white space around it, blank text is absent.
 *
 * @param transcriptCode the transcript's own code (mã định danh học bạ)
 * @param registerNumber number in the school's register (số đăng bộ)
 * @param pupil who it is about
 * @param disabilityNotAssessed pupil with a disability who is not assessed: no results are mandatory
 * @param health height, weight, health
 * @param attendance days of absence
 * @param studyHistory earlier and present schools, oldest first
 * @param results the year's results
 * @param awards awards of the year
 * @param certificates certificates earned
 * @param homeroomComment the homeroom teacher's general comment
 * @param decision the year's decision
 */
public record TranscriptContent(
        @Nullable String transcriptCode,
        @Nullable String registerNumber,
        @Nullable Pupil pupil,
        boolean disabilityNotAssessed,
        @Nullable Health health,
        @Nullable Attendance attendance,
        List<StudyPeriod> studyHistory,
        @Nullable PrimaryResults results,
        List<Award> awards,
        List<Certificate> certificates,
        @Nullable String homeroomComment,
        @Nullable Decision decision) {

    /** @throws InvalidValueException for a list with null in it or text that XML cannot carry */
    public TranscriptContent {
        transcriptCode = Text.optional("transcriptCode", transcriptCode);
        registerNumber = Text.optional("registerNumber", registerNumber);
        studyHistory = Copies.list("studyHistory", studyHistory);
        awards = Copies.list("awards", awards);
        certificates = Copies.list("certificates", certificates);
        homeroomComment = Text.optional("homeroomComment", homeroomComment);
    }
}
