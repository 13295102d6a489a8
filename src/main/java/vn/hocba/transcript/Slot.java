package vn.hocba.transcript;

import java.util.Optional;

/** A place for one signature on a primary transcript, in the order in which they are signed. */
public enum Slot {
    /** Giáo viên chủ nhiệm: signs the transcript's content. */
    HOMEROOM_TEACHER,
    /** Hiệu trưởng or phó hiệu trưởng (CBQL): approves content and teacher's signature. */
    PRINCIPAL,
    /** Con dấu của nhà trường: issues the transcript. */
    SCHOOL_SEAL;

    /** The slot that is signed after this one; empty after the seal, when the transcript is issued. */
    public Optional<Slot> next() {
        return switch (this) {
            case HOMEROOM_TEACHER -> Optional.of(PRINCIPAL);
            case PRINCIPAL -> Optional.of(SCHOOL_SEAL);
            case SCHOOL_SEAL -> Optional.empty();
        };
    }

    /** How many signatures stand on the transcript before this one is made. */
    public int preceding() {
        return switch (this) {
            case HOMEROOM_TEACHER -> 0;
            case PRINCIPAL -> 1;
            case SCHOOL_SEAL -> 2;
        };
    }
}
