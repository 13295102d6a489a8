package vn.hocba.transcript;

/**
 * Where and when the pupil studied: the class of one school year.
 *
 * @param schoolYear the school year
 * @param grade 1 to 12
 * @param className for example {@code 4A}
 */
public record Placement(SchoolYear schoolYear, int grade, String className) {

    /** @throws InvalidValueException for a grade out of bounds or an empty class name */
    public Placement {
        SchoolLevel.ofGrade(grade);
        className = Text.required("className", className);
    }

    /** The level of schooling that the grade belongs to. */
    public SchoolLevel level() {
        return SchoolLevel.ofGrade(grade);
    }
}
