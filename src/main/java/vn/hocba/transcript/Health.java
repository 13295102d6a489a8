package vn.hocba.transcript;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The pupil's health at the end of the year.
 *
 * @param heightCm height in centimetres
 * @param weightKg weight in kilograms
 * @param condition state of health (sức khoẻ), as the school nurse words it
 */
public record Health(
        @Nullable BigDecimal heightCm,
        @Nullable BigDecimal weightKg,
        @Nullable String condition) {

    /** @throws InvalidValueException for numbers of more than 6 digits before or after the point, or text that XML cannot carry */
    public Health {
        heightCm = Decimals.normalised("heightCm", heightCm);
        weightKg = Decimals.normalised("weightKg", weightKg);
        condition = Text.optional("condition", condition);
    }
}
