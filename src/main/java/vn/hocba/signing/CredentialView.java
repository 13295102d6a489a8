package vn.hocba.signing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.problem.Text;

/**
 * A credential that the actor signs with, as its signing service describes it now.
 *
 * @param holder the actor, or the school's seal that the actor is entrusted with
 * @param subject holder's name in the certificate
 * @param maxSignatures signatures for one consent
 * @param usable whether a request with it would be accepted now
 * @param problem why not
 */
@Schema(name = "Credential")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CredentialView(
        Holder holder,
        @Schema(examples = "sandbox") String provider,
        String credentialId,
        String subject,
        String issuer,
        @Schema(description = "Hexadecimal.") String serialNumber,
        Instant validFrom,
        Instant validUntil,
        String keyStatus,
        String certificateStatus,
        List<String> algorithms,
        int maxSignatures,

        @Schema(description = "SCAL2 binds a consent to the documents.")
        String scal,

        SigningRequestView.@Nullable Consent consent,
        boolean usable,
        @Nullable Text problem) {

    /** Whose key it is. */
    public enum Holder {
        SELF,
        SCHOOL_SEAL
    }
}
