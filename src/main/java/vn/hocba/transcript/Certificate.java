package vn.hocba.transcript;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that the pupil earned (chứng chỉ, chứng nhận), for example in a language.
 *
 * @param name what it certifies
 * @param issuer who issued it
 * @param issuedOn date of issue
 */
public record Certificate(
        @Nullable String name,
        @Nullable String issuer,
        @Nullable LocalDate issuedOn) {

    /** @throws InvalidValueException for text that XML cannot carry */
    public Certificate {
        name = Text.optional("name", name);
        issuer = Text.optional("issuer", issuer);
        issuedOn = Dates.optional("issuedOn", issuedOn);
    }
}
