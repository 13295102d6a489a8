package vn.hocba.signing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.remotesigning.ConsentFactors;
import vn.hocba.signing.SigningRequestView.Consent;
import vn.hocba.signing.SigningRequestView.Factor;

/**
 * What the signer typed in. It passes through to the signing service and is neither stored nor logged.
 *
 * @param pin if the credential asks for one
 * @param otp if the credential asks for one
 * @param page what came back from the provider's page, if the credential asks for consent there
 */
@Schema(name = "ConsentFactors")
public record ConsentFactorsRequest(
        @Schema(examples = "246810", writeOnly = true) @Size(min = 1, max = 256) @Nullable
        String pin,

        @Schema(examples = "135790", writeOnly = true) @Size(min = 1, max = 256) @Nullable
        String otp,

        @Schema(description = "With consent mode PAGE, instead of the other two.", writeOnly = true) @Valid @Nullable
        PageAnswer page) {

    static ConsentFactorsRequest of(PageAnswer page) {
        return new ConsentFactorsRequest(null, null, page);
    }

    /**
     * The values under the ids that the signing service gave its factors.
     *
     * @throws ProblemException {@link ProblemType#VALIDATION_FAILED} when one is missing, or is not asked for
     */
    ConsentFactors forService(Consent consent) {
        if (page != null) {
            throw invalid("/page", "not-asked", "Chứng thư này không xác nhận trên trang.", "No page was asked for.");
        }
        Map<String, char[]> values = new LinkedHashMap<>();
        for (Factor factor : consent.factors()) {
            var value = factor.kind() == Factor.Kind.PIN ? pin : otp;
            if (value != null) {
                values.put(factor.id(), value.toCharArray());
            } else if (consent.combination() == Consent.Combination.ALL_OF) {
                throw missing(factor.kind());
            }
        }
        if (values.isEmpty()) {
            throw missing(consent.factors().getFirst().kind());
        }
        return ConsentFactors.of(values);
    }

    /** What came back from the page. */
    PageAnswer fromPage() {
        if (page == null || pin != null || otp != null) {
            throw invalid(
                    "/page",
                    "required",
                    "Chứng thư này xác nhận trên trang của dịch vụ ký.",
                    "This credential's consent is given on the signing service's page.");
        }
        return page;
    }

    static ProblemException invalid(String pointer, String code, String vi, String en) {
        return new ProblemException(ProblemType.VALIDATION_FAILED, List.of(FieldError.at(pointer, code, vi, en)));
    }

    private static ProblemException missing(Factor.Kind kind) {
        return new ProblemException(
                ProblemType.VALIDATION_FAILED,
                List.of(
                        switch (kind) {
                            case PIN -> FieldError.at("/pin", "required", "Cần nhập mã PIN.", "The PIN is needed.");
                            case OTP -> FieldError.at("/otp", "required", "Cần nhập mã OTP.", "The OTP is needed.");
                        }));
    }

    @Override
    public String toString() {
        return "ConsentFactorsRequest[hidden]";
    }
}
