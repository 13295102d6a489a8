package vn.hocba.signing;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import vn.hocba.remotesigning.CertificateStatus;
import vn.hocba.remotesigning.KeyStatus;

/**
 * A credential that a signing service has for a holder. Whether it may sign is said by pre-flight, once it is bound.
 *
 * @param credentialId what a binding names; at some services it holds the personal number
 * @param subject holder's name in the certificate
 */
@Schema(name = "FoundCredential")
public record FoundCredential(
        @Schema(description = "As a credential binding names it.")
        String credentialId,

        String subject,
        @Schema(description = "Hexadecimal.") String serialNumber,
        Instant validFrom,
        Instant validUntil,
        KeyStatus keyStatus,
        CertificateStatus certificateStatus) {}
