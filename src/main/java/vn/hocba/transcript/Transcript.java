package vn.hocba.transcript;

/**
 * One pupil's official record of one school year (học bạ), complete with the school's part: what is locked and signed.
 *
 * @param school the issuing school
 * @param placement school year, grade and class
 * @param leader the leader who will sign for the school
 * @param content what the teachers entered
 */
public record Transcript(School school, Placement placement, Leader leader, TranscriptContent content) {

    /** @throws InvalidValueException for a grade above 5: only primary results are known so far */
    public Transcript {
        if (placement.level() != SchoolLevel.PRIMARY) {
            throw new InvalidValueException(
                    "placement",
                    "Hiện chỉ hỗ trợ học bạ tiểu học, lớp 1 đến lớp 5.",
                    "Only primary transcripts, grades 1 to 5, are supported.");
        }
    }
}
