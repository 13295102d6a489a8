package vn.hocba.transcript;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Who the transcript is about. A draft may leave anything out; what a locked transcript needs is the curriculum's matter.
 *
 * @param pupilCode the ministry's pupil code, 10 digits, immutable across levels and schools
 * @param personalNumber personal number (số định danh cá nhân), 12 digits; a foreign pupil may have none
 * @param fullName full name, family name first
 * @param dateOfBirth date of birth
 * @param gender gender
 * @param ethnicity ethnic group (dân tộc), for example {@code Kinh}
 * @param nationality nationality, for example {@code Việt Nam}
 * @param policyGroup group entitled to state policies (diện chính sách)
 * @param placeOfBirth place of birth
 * @param homeTown family's place of origin (quê quán)
 * @param address present address
 * @param fatherName father's full name
 * @param motherName mother's full name
 * @param guardianName guardian's full name, where there is one
 */
public record Pupil(
        @Nullable String pupilCode,
        @Nullable String personalNumber,
        @Nullable String fullName,
        @Nullable LocalDate dateOfBirth,
        @Nullable Gender gender,
        @Nullable String ethnicity,
        @Nullable String nationality,
        @Nullable String policyGroup,
        @Nullable String placeOfBirth,
        @Nullable String homeTown,
        @Nullable String address,
        @Nullable String fatherName,
        @Nullable String motherName,
        @Nullable String guardianName) {

    /** @throws InvalidValueException for text that XML cannot carry */
    public Pupil {
        pupilCode = Text.optional("pupilCode", pupilCode);
        personalNumber = Text.optional("personalNumber", personalNumber);
        fullName = Text.optional("fullName", fullName);
        dateOfBirth = Dates.optional("dateOfBirth", dateOfBirth);
        ethnicity = Text.optional("ethnicity", ethnicity);
        nationality = Text.optional("nationality", nationality);
        policyGroup = Text.optional("policyGroup", policyGroup);
        placeOfBirth = Text.optional("placeOfBirth", placeOfBirth);
        homeTown = Text.optional("homeTown", homeTown);
        address = Text.optional("address", address);
        fatherName = Text.optional("fatherName", fatherName);
        motherName = Text.optional("motherName", motherName);
        guardianName = Text.optional("guardianName", guardianName);
    }
}
