package vn.hocba.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.problem.Text;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureLevel;

/**
 * The verdict on an uploaded file, as it is sent: short, or with everything that it rests on. Holds nothing of the transcript's
 * content.
 *
 * @param verdict in one word
 * @param indication worst of the signatures' (EN 319 102-1); absent for an unsupported file
 * @param subIndication why not TOTAL_PASSED
 * @param messages what to tell a person
 * @param validationTime the time for which the verdict holds
 * @param signatures in the order of the slots; only filled slots
 * @param policy what was believed; in the full report only
 */
@Schema(name = "Verification")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VerificationResult(
        Verdict verdict,
        @Nullable Indication indication,
        @Nullable SubIndication subIndication,
        Text messages,
        Instant validationTime,
        List<Signature> signatures,
        VerificationReport.@Nullable Policy policy) {

    /**
     * The verdict on one signature.
     *
     * @param signer the certificate's common name; absent when the signature cannot be read
     * @param signingTime as the signer claims
     * @param level of ETSI EN 319 132-1, by what the signature carries
     * @param provenTime by which a timestamp proves that the signature existed; absent without one
     * @param roles as the signer claims
     * @param covers {@code Id}s of the elements that it covers
     * @param evidence what the verdict rests on; in the full report only, absent when the signature cannot be read
     */
    @Schema(name = "SignatureVerification")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Signature(
            Slot slot,
            Indication indication,
            @Nullable SubIndication subIndication,
            @Nullable String signer,
            @Nullable Instant signingTime,
            SignatureLevel level,
            @Nullable Instant provenTime,
            List<String> roles,
            List<String> covers,
            Text messages,
            VerificationReport.@Nullable Evidence evidence) {

        static Signature of(SignatureReport report, Extent extent) {
            var claim = report.claim();
            return new Signature(
                    report.slot(),
                    report.indication(),
                    report.objection().map(Objection::subIndication).orElse(null),
                    claim.map(SignatureReport.Claim::signer).orElse(null),
                    claim.map(SignatureReport.Claim::signingTime).orElse(null),
                    report.level(),
                    report.provenTime().orElse(null),
                    claim.map(SignatureReport.Claim::roles).orElse(List.of()),
                    claim.map(SignatureReport.Claim::covered).orElse(List.of()),
                    report.objection()
                            .map(o -> new Text(o.vi(), o.en()))
                            .orElseGet(() -> new Text("Chữ ký hợp lệ.", "The signature is valid.")),
                    extent == Extent.FULL ? VerificationReport.Evidence.of(report) : null);
        }
    }

    /** How much is told. */
    enum Extent {
        /** The verdicts. */
        SHORT,
        /** And what they rest on. */
        FULL
    }

    static VerificationResult of(ValidationReport report, ValidationPolicy policy, Extent extent) {
        return new VerificationResult(
                report.verdict(),
                report.indication(),
                report.subIndication().orElse(null),
                message(report.verdict()),
                policy.time(),
                report.signatures().stream()
                        .map(signature -> Signature.of(signature, extent))
                        .toList(),
                extent == Extent.FULL ? VerificationReport.Policy.of(policy) : null);
    }

    static VerificationResult unsupported(String reason, Instant time) {
        return new VerificationResult(
                Verdict.UNSUPPORTED,
                null,
                null,
                new Text(
                        "Tệp không phải là học bạ số theo định dạng được hỗ trợ (" + reason + ").",
                        "The file is not a transcript in a supported layout: " + reason + "."),
                time,
                List.of(),
                null);
    }

    private static Text message(Verdict verdict) {
        return switch (verdict) {
            case VALID ->
                new Text(
                        "Học bạ hợp lệ: đủ chữ ký và con dấu, nội dung không bị thay đổi.",
                        "The transcript is valid: signed and sealed, and unchanged since.");
            case INCOMPLETE ->
                new Text(
                        "Học bạ chưa đủ chữ ký; các chữ ký hiện có không có lỗi.",
                        "The transcript is not signed in every slot yet; nothing is wrong with what is there.");
            case INVALID ->
                new Text(
                        "Học bạ không hợp lệ; không được chấp nhận.",
                        "The transcript is not valid and must not be accepted.");
            case UNDETERMINED ->
                new Text(
                        "Chưa thể xác nhận học bạ; xem lý do ở từng chữ ký.",
                        "The transcript cannot be confirmed; see each signature for the reason.");
            case UNSUPPORTED ->
                new Text(
                        "Học bạ có chữ ký theo cấu trúc không được hỗ trợ; không kết luận về chữ ký đó.",
                        "A signature has a shape that is not supported; nothing is said about its validity.");
        };
    }
}
