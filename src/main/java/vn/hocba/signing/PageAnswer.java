package vn.hocba.signing;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.remotesigning.PageCode;

/**
 * What the provider's consent page sent back with the signer's browser, as it came (RFC 6749 sections 4.1.2 and 4.1.2.1). The code
 * passes through to the signing service and is neither stored nor logged.
 *
 * @param state tells which session it is for
 * @param code the consent; absent when there is an error
 * @param error why there is none
 */
@Schema(name = "ConsentPageAnswer")
public record PageAnswer(
        @Schema(
                description = "The parameter of that name, unchanged.",
                examples = "AZex8Hw6fB6dSy9qjl0cAAGXsfB8OnwenUsvao5dHAA",
                writeOnly = true)
        @NotNull
        @Size(min = 1, max = 255)
        String state,

        @Schema(
                description = "The parameter of that name; absent with an error.",
                examples = "SplxlOBeZQQYbYS6WxSbIA",
                writeOnly = true)
        @Size(min = 1, max = 2048)
        @Nullable
        String code,

        @Schema(description = "The parameter of that name; absent with a code.", examples = "access_denied")
        @Size(min = 1, max = 100)
        @Nullable
        String error) {

    /** Whether the signer said no. */
    boolean refused() {
        return "access_denied".equals(error);
    }

    /** @throws ProblemException for anything but a code: what the error amounts to, or that it is neither */
    PageCode codeOnly() {
        if (error != null) {
            throw switch (error) {
                case "server_error", "temporarily_unavailable" ->
                    new ProblemException(ProblemType.SIGNING_SERVICE_UNAVAILABLE);
                default -> new ProblemException(ProblemType.SIGNING_SERVICE_INVALID_ANSWER);
            };
        }
        if (code == null || code.isBlank() || code.chars().anyMatch(Character::isISOControl)) {
            throw ConsentFactorsRequest.invalid(
                    "/page/code", "required", "Thiếu mã mà trang xác nhận trả về.", "The page's code is missing.");
        }
        return new PageCode(code);
    }

    @Override
    public String toString() {
        return "PageAnswer[hidden]";
    }
}
