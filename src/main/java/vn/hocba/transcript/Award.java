package vn.hocba.transcript;

import org.jspecify.annotations.Nullable;

/**
 * An award of the year.
 *
 * @param title which award
 * @param description the words of the citation; says what it is for, where the title is {@link AwardTitle#OTHER}
 */
public record Award(@Nullable AwardTitle title, @Nullable String description) {

    /** @throws InvalidValueException for text that XML cannot carry */
    public Award {
        description = Text.optional("description", description);
    }
}
