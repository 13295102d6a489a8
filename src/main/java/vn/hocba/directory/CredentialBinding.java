package vn.hocba.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;

/**
 * Whose credential of a signing provider is whose.
 *
 * @param staffId the holder; absent when it is the school's seal
 * @param schoolSeal whether the holder is the school's seal
 * @param provider name of the provider in this system's configuration
 * @param credentialId the credential's id at the provider; only leadership and administrators see a personal number in it whole
 * @param validFrom first moment of validity
 * @param validUntil first moment after it; absent while open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CredentialBinding(
        BindingId id,
        SchoolId schoolId,
        @Nullable StaffId staffId,
        boolean schoolSeal,
        String provider,
        String credentialId,
        Instant validFrom,
        @Nullable Instant validUntil) {

    /** As the actor may see it: at some providers the id of a person's credential begins with the personal number. */
    CredentialBinding shownTo(Actor actor) {
        return schoolSeal || PersonalNumbers.areFor(actor)
                ? this
                : new CredentialBinding(
                        id,
                        schoolId,
                        staffId,
                        false,
                        provider,
                        PersonalNumbers.masked(credentialId),
                        validFrom,
                        validUntil);
    }
}
