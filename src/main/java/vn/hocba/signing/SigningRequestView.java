package vn.hocba.signing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.problem.Text;
import vn.hocba.transcript.Slot;

/** A signing request as API users see it. */
@Schema(name = "SigningRequest", description = "One signer's request to sign the own slot of some transcripts.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SigningRequestView(
        UUID id,
        Slot slot,
        Status status,
        @Schema(description = "Whose move it is.") Turn turn,
        String className,
        String description,

        @Schema(description = "Who opened it.", examples = "Nguyễn Thị Lan")
        String signer,

        Instant createdAt,
        @Nullable Instant closedAt,

        @Schema(
                description =
                        "Raised by every change; equal versions mean equal content, but for provider and estimate.")
        long version,

        Counts counts,

        @Schema(
                description = "The code that the signer compares with the phone, of the session whose turn it is.",
                examples = "042 917")
        @Nullable
        String verificationCode,

        @Schema(description = "How to consent to the session whose turn it is.") @Nullable
        Consent consent,

        @Schema(description = "Why nothing moves, when the status is STOPPED.") @Nullable
        Reason stopped,

        Resume resume,

        @Schema(
                description =
                        "The signing service that it depends on, while it is neither completed nor cancelled; as of now,"
                                + " whatever the version.")
        @Nullable
        ProviderState provider,

        @Schema(
                description =
                        "When the signatures will be there if the consent is given now, as far as recent orders and what"
                                + " waits tell; left out when unknown. As of now, whatever the version.")
        @Nullable
        Instant estimatedDoneAt,

        List<Session> sessions,

        @Schema(description = "Left out of lists.") @Nullable
        List<Item> items) {

    /** Where a request stands. */
    public enum Status {
        /** The signer has to consent: give PIN or OTP, or decide on the phone or on the service's page. */
        AWAITING_CONSENT,
        /** Consent is given; signatures are being made, verified and embedded. */
        SIGNING,
        /** Nothing moves until the signer resumes or cancels; the unsigned transcripts stay held. */
        STOPPED,
        /** Every transcript of the request is signed. */
        COMPLETED,
        /** Given up; unsigned transcripts are free again. */
        CANCELLED;

        boolean moving() {
            return this == AWAITING_CONSENT || this == SIGNING;
        }
    }

    /** How many items stand where. */
    public record Counts(int total, int signed, int failed, int open) {}

    /** How the signer consents. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Consent(
            Mode mode,

            @Schema(description = "Whether all factors are needed or one of them.")
            Combination combination,

            List<Factor> factors,

            @Schema(description = "With mode PAGE, while it is the signer's turn: where to send the signer's browser.")
            @Nullable
            Page page) {

        /** The same, with where the page is. */
        Consent on(Page shown) {
            return new Consent(mode, combination, factors, shown);
        }

        /**
         * The way to the signing service's page.
         *
         * @param address opened by the signer's browser, not by programs; leads to the service's page, which leads back
         * @param expires when the request has to be resumed instead
         */
        @Schema(name = "ConsentPage")
        public record Page(
                @Schema(examples = "https://hocba.example.vn/v1/consent-pages/AZex8Hw6fB6dSy9qjl0cAA")
                String address,

                Instant expires) {}

        /** Where the signer consents. */
        public enum Mode {
            /** Here: PIN or OTP are given to POST …/consent and pass through to the signing service. */
            FACTORS,
            /** On the signing service's own page, in the signer's browser: see page. */
            PAGE,
            /** On the phone, where the signing service asks; nothing is to be done here. */
            PHONE
        }

        /** How several factors go together. */
        public enum Combination {
            ALL_OF,
            ONE_OF
        }
    }

    /** One thing to type in. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Factor(
            @Schema(examples = "otp") String id,
            Kind kind,
            @Nullable String label,

            @Schema(description = "NUMERIC or ALPHANUMERIC.")
            String format,

            @Schema(description = "The service sends it after POST …/challenge.")
            boolean needsChallenge) {

        /** What it is for the signer. */
        public enum Kind {
            PIN,
            OTP
        }
    }

    /** A reason with a stable code, in both languages. */
    public record Reason(
            @Schema(
                    enumeration = {
                        "consent-refused",
                        "consent-expired",
                        "cancelled",
                        "answer-unknown",
                        "request-stopped",
                        "service-unavailable",
                        "malformed-answer",
                        "signature-count-mismatch",
                        "duplicate-signature",
                        "signature-does-not-verify",
                        "not-embeddable",
                        "credential-unusable",
                        "signatures-used-up",
                        "service-refused"
                    },
                    examples = "consent-refused")
            String code,

            Text messages) {}

    /**
     * Whether POST …/resume would do anything, said before the signer is asked.
     *
     * @param needsConsent whether the signer will have to consent again: not where the service declined to sign, and may still do so with
     *     the consent that it has, as long as the signer's certificate is the same
     */
    public record Resume(boolean possible, boolean needsConsent) {}

    /** One authorisation by the signing service; there are several when the credential limits signatures per consent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SigningSession")
    public record Session(
            int ordinal,
            @Schema(examples = "AWAITING_APPROVAL") String state,
            Turn turn,
            Instant since,
            int items,
            String verificationCode,

            @Schema(description = "Why nothing happens in it any more, unless all of it is signed.") @Nullable
            Reason ended) {}

    /** One transcript of the request. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "SigningItem")
    public record Item(
            int position,
            UUID transcriptId,
            int revision,
            @Schema(description = "The pupil's name.") String label,
            State state,
            @Nullable Reason failure,
            @Nullable Instant signedAt) {

        /** Where an item stands. */
        public enum State {
            /** Prepared; its session still moves. */
            WAITING,
            /** The signature has come and is being verified and embedded. */
            VERIFYING,
            /** Embedded. */
            SIGNED,
            /** Not signed; see the reason. May be resumed. */
            NOT_SIGNED,
            /** The signing service's answer was lost or never came; whether it signed is not known. May be resumed. */
            ANSWER_UNKNOWN,
            /** Given up with the request. */
            RELEASED
        }
    }
}
