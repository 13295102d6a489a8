package vn.hocba.signing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.problem.Text;

/** What would become of a signing request if it was opened now. */
@Schema(
        name = "SigningPreflight",
        description = "What would become of a request if it was opened now. Nothing was changed and nobody was asked.")
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PreflightView(
        @Schema(description = "Whether it would be opened: no finding STOPS it.")
        boolean ready,

        @Schema(description = "Transcripts that it would hold, those with a finding not counted.", examples = "40")
        int transcripts,

        List<Finding> findings,

        @Schema(description = "What would be signed with, if it was found.") @Nullable
        Credential credential,

        @Schema(description = "The signing service, if a credential is bound to the signer.") @Nullable
        ProviderState provider,

        @Schema(description = "What it would take, if the credential was found.") @Nullable
        Effort effort,

        @Schema(
                description =
                        "When the signatures would be there if the consent was given now, as far as recent orders and what"
                                + " waits tell; left out when unknown.")
        @Nullable
        Instant estimatedDoneAt) {

    /** What a finding means for the request. */
    public enum Severity {
        /** The request would be refused. */
        STOPS,
        /** It would be opened, and may fail later. */
        WARNS,
        /** This transcript of the class would be left out. */
        LEFT_OUT
    }

    /** Where something was found. */
    public enum About {
        TRANSCRIPT,
        CREDENTIAL,
        PROVIDER
    }

    /** One thing that would fail or could, and why. */
    @Schema(name = "PreflightFinding")
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Finding(
            Severity severity,
            About about,
            @Nullable UUID transcriptId,

            @Schema(description = "The pupil's name.") @Nullable
            String label,

            @Schema(description = "Stable name of what was found.", examples = "certificate-ends-too-soon")
            String code,

            Text messages,

            @Schema(description = "When it was found, if that was at an earlier request.") @Nullable
            Instant since) {}

    /** The credential that would be asked. */
    @Schema(name = "PreflightCredential")
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Credential(
            @Schema(examples = "sandbox") String provider,
            String credentialId,
            String subject,
            Instant validUntil,
            SigningRequestView.@Nullable Consent consent) {}

    /** What signing takes. */
    @Schema(name = "PreflightEffort")
    @RegisterForReflection
    public record Effort(
            @Schema(description = "How often the signer would be asked.", examples = "1")
            int consents,

            @Schema(
                    description =
                            "Calls that ask for consents and signatures; not those that ask whether they are there.",
                    examples = "2")
            int calls) {}
}
