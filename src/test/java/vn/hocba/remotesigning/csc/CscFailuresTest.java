package vn.hocba.remotesigning.csc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.RemoteSigningFailure.AnswerLost;
import vn.hocba.remotesigning.RemoteSigningFailure.AuthorisationSpent;
import vn.hocba.remotesigning.RemoteSigningFailure.Overloaded;
import vn.hocba.remotesigning.RemoteSigningFailure.Permanent;
import vn.hocba.remotesigning.RemoteSigningFailure.Refused;
import vn.hocba.remotesigning.RemoteSigningFailure.UnknownCredential;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction.Reason;
import vn.hocba.remotesigning.ServiceError;

/** The error rows of the CSC API: what each means for whoever called. */
class CscFailuresTest {

    private static final Instant RETRY_AT = Instant.parse("2026-05-20T08:00:00Z");

    @ParameterizedTest
    @CsvSource({"429, ''", "429, invalid_request", "503, ''", "503, server_error", "400, temporarily_unavailable"})
    void busyServiceNamesTheTimeToComeBack(int status, String error) {
        var failure = failure(CscMethod.SIGN, status, error, "");

        assertThat(failure).isInstanceOf(Overloaded.class);
        assertThat(((Overloaded) failure).notBefore()).isEqualTo(RETRY_AT);
    }

    @ParameterizedTest
    @CsvSource({"500, server_error", "500, ''", "502, ''", "504, ''", "408, ''", "400, server_error"})
    void brokenServiceMayHaveActed(int status, String error) {
        assertThat(failure(CscMethod.AUTHORISE, status, error, "")).isInstanceOf(AnswerLost.class);
    }

    static Stream<Arguments> rowsForTheSigner() {
        return Stream.of(
                arguments("invalid_pin", "The PIN is invalid", Reason.WRONG_PIN),
                arguments("invalid_otp", "The OTP is invalid", Reason.WRONG_OTP),
                arguments("invalid_authentication_data", "The authentication data is invalid", Reason.WRONG_FACTORS),
                arguments(
                        "invalid_request", "Missing (or invalid type) array parameter authData", Reason.WRONG_FACTORS),
                arguments("invalid_request", "PIN locked", Reason.LOCKED),
                arguments("invalid_request", "OTP locked", Reason.LOCKED),
                arguments("invalid_request", "Credential locked", Reason.LOCKED),
                arguments("invalid_authentication_data", "Credential locked", Reason.LOCKED),
                arguments("invalid_request", "The credential identified by credentialID is disabled", Reason.DISABLED),
                arguments("invalid_request", "Signing certificate is expired", Reason.CERTIFICATE),
                arguments(
                        "invalid_request",
                        "Signing certificate 'O=[organization],CN=[common_name]' is expired.",
                        Reason.CERTIFICATE));
    }

    @ParameterizedTest
    @MethodSource("rowsForTheSigner")
    void tellsTheSignerWhatToPutRight(String error, String words, Reason reason) {
        var failure = failure(CscMethod.AUTHORISE, 400, error, words);

        assertThat(failure).isInstanceOf(UserAction.class);
        assertThat(((UserAction) failure).reason()).isEqualTo(reason);
    }

    /** v1 has that row for signatures/signHash too. */
    @Test
    void wrongPasswordIsTheSignersToPutRightAlsoWhenSigning() {
        assertThat(failure(CscMethod.SIGN, 400, "invalid_otp", "The OTP is invalid"))
                .isInstanceOfSatisfying(
                        UserAction.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.WRONG_OTP));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SAD expired",
                "Invalid parameter SAD",
                "Hash is not authorized by the SAD",
                "Hash is not authorized by the SAD."
            })
    void spentAuthorisationNeedsANewConsent(String words) {
        assertThat(failure(CscMethod.SIGN, 400, "invalid_request", words)).isInstanceOf(AuthorisationSpent.class);
    }

    @ParameterizedTest
    @CsvSource({
        "APPROVAL, 400, invalid_request, Invalid parameter handle",
        "APPROVAL, 400, expired_token, The user did not answer",
        "RESULT, 400, invalid_request, Invalid parameter requestID",
        "EXTEND, 400, invalid_token, ''",
        "SIGN, 403, invalid_hash, Document or documentDigest does not match authorized hash"
    })
    void lostAuthorisationNeedsANewConsentToo(CscMethod method, int status, String error, String words) {
        assertThat(failure(method, status, error, words)).isInstanceOf(AuthorisationSpent.class);
    }

    @Test
    void refusalIsKeptApartFromFailure() {
        assertThat(failure(CscMethod.APPROVAL, 400, "access_denied", "The user refused"))
                .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Invalid parameter credentialID", "Invalid parameter userID"})
    void unknownOnesAreNamedAsSuch(String words) {
        assertThat(failure(CscMethod.CREDENTIAL, 400, "invalid_request", words)).isInstanceOf(UnknownCredential.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request, Empty hash array",
        "400, invalid_request, Numbers of signatures is too high",
        "400, invalid_request, Invalid parameter signAlgo",
        "400, house_rule_17, Only on Tuesdays",
        "401, invalid_token, The access token is not valid",
        "403, '', ''",
        "404, '', ''",
        "302, '', ''",
        "501, not_implemented, ''"
    })
    void anythingElseIsForAnOperatorAndKeepsTheServicesWords(int status, String error, String words) {
        var failure = failure(CscMethod.SIGN, status, error, words);

        assertThat(failure).isInstanceOf(Permanent.class);
        assertThat(failure.serviceError()).contains(new ServiceError(status, error, words));
        assertThat(failure).hasMessageContaining("signatures/signHash").hasMessageContaining(error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_client", "access_denied", "invalid_grant", "invalid_request"})
    void refusedLoginIsForAnOperator(String error) {
        assertThat(failure(CscMethod.TOKEN, 400, error, "")).isInstanceOf(Permanent.class);
    }

    @ParameterizedTest
    @EnumSource(CscMethod.class)
    void everyMethodTakesServiceUnavailableAsBusy(CscMethod method) {
        assertThat(failure(method, 503, "", "")).isInstanceOf(Overloaded.class);
    }

    @Test
    void wordsOfTheServiceCannotForgeLogLines() {
        var failure = failure(CscMethod.SIGN, 400, "odd", "first\nsecond" + "x".repeat(1000));

        assertThat(failure.getMessage()).doesNotContain("\n").hasSizeLessThan(700);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_id 079185001234 unknown", "CMT_079185001234", "0791850012345678", "CMND 024185678"})
    void wordsOfTheServiceBringNoPersonalNumberIntoTheMessage(String words) {
        var failure = failure(CscMethod.SIGN, 400, words, words);

        assertThat(failure.getMessage()).contains("HTTP 400").doesNotContainPattern("\\d{9}");
        assertThat(failure.serviceError()).contains(new ServiceError(400, words, words));
    }

    @Test
    void pendingHasThreeFaces() {
        assertThat(CscFailures.meansPending(new ServiceError(202, "", ""))).isTrue();
        assertThat(CscFailures.meansPending(new ServiceError(
                        400, "invalid_request", "The previous asynchronous signature request is still in progress")))
                .isTrue();
        assertThat(CscFailures.meansPending(new ServiceError(
                        400, "accepted_request", "The previous async request has been accepted but not yet completed")))
                .isTrue();
        assertThat(CscFailures.meansPending(new ServiceError(400, "invalid_request", "Invalid parameter requestID")))
                .isFalse();
        assertThat(CscFailures.meansPending(new ServiceError(200, "", ""))).isFalse();
    }

    private static RemoteSigningFailure failure(CscMethod method, int status, String error, String words) {
        return CscFailures.of(method, new ServiceError(status, error, words), RETRY_AT);
    }
}
