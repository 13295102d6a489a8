package vn.hocba.remotesigning.csc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hocba.remotesigning.DisplayLabels;
import vn.hocba.remotesigning.WireJson;

/**
 * The JSON of the wire. Requests carry what the standard asks for; of answers only what is used is read, and every part may be
 * missing, since services differ. Records with secrets never print them.
 */
@RegisterForReflection
final class Wire {

    private Wire() {}

    /** A word of the wire, for comparing. */
    static String word(@Nullable String value) {
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }

    static String clientData(DisplayLabels labels) {
        return WireJson.text(new ClientData(
                labels.requestedBy(),
                labels.school(),
                labels.className(),
                labels.labels().size(),
                labels.labels()));
    }

    /** The same without names of pupils: addresses are kept by browsers and in logs. */
    static String clientDataWithoutNames(DisplayLabels labels) {
        return WireJson.text(new ClientData(
                labels.requestedBy(),
                labels.school(),
                labels.className(),
                labels.labels().size(),
                List.of()));
    }

    @RegisterForReflection
    record ErrorBody(
            @Nullable String error,
            @JsonProperty("error_description") @Nullable String description) {}

    /** OAuth 2.0 client credentials, RFC 6749 section 4.4.3. */
    @RegisterForReflection
    record Token(
            @JsonProperty("access_token") @Nullable String accessToken,
            @JsonProperty("expires_in") @Nullable Long expiresIn) {

        @Override
        public String toString() {
            return "Token[hidden]";
        }
    }

    /** A pushed request, RFC 9126 section 2.2. */
    @RegisterForReflection
    record Pushed(@JsonProperty("request_uri") @Nullable String requestUri) {}

    @RegisterForReflection
    record InfoRequest() {}

    @RegisterForReflection
    record ServiceInfo(
            @Nullable List<String> methods, @Nullable Boolean asynchronousOperationMode) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ListRequest(
            @Nullable String userID, boolean credentialInfo, String certificates, boolean certInfo, boolean authInfo) {

        /** certInfo too, because some services otherwise leave out the certificates. */
        static ListRequest of(@Nullable String userID) {
            return new ListRequest(userID, true, "chain", true, true);
        }

        @Override
        public String toString() {
            return "ListRequest[hidden]";
        }
    }

    @RegisterForReflection
    record CredentialIds(
            @Nullable List<String> credentialIDs,
            @Nullable List<CredentialInfo> credentialInfos,
            @Nullable String nextPageToken) {}

    @RegisterForReflection
    record CredentialRequest(String credentialID, String certificates, boolean certInfo, boolean authInfo) {

        static CredentialRequest of(String credentialID) {
            return new CredentialRequest(credentialID, "chain", true, true);
        }
    }

    @RegisterForReflection
    record CredentialInfo(
            @Nullable String credentialID,
            @Nullable Key key,
            @Nullable Cert cert,
            @Nullable Auth auth,
            @Nullable String authMode,
            @JsonProperty("PIN") @Nullable V1Factor pin,
            @JsonProperty("OTP") @Nullable V1Factor otp,
            @JsonProperty("SCAL") @Nullable String scal,
            @Nullable Integer multisign) {

        CredentialInfo withId(String id) {
            return new CredentialInfo(id, key, cert, auth, authMode, pin, otp, scal, multisign);
        }
    }

    /** A factor of v1; {@code presence} comes as text, and from some services as a boolean. */
    @RegisterForReflection
    record V1Factor(
            @Nullable String presence,
            @Nullable String type,
            @Nullable String format,
            @Nullable String label) {}

    @RegisterForReflection
    record Key(@Nullable String status, @Nullable List<String> algo) {}

    @RegisterForReflection
    record Cert(@Nullable String status, @Nullable List<String> certificates) {}

    @RegisterForReflection
    record Auth(
            @Nullable String mode,
            @Nullable String expression,
            @Nullable List<AuthObject> objects) {}

    @RegisterForReflection
    record AuthObject(
            @Nullable String type,
            @Nullable String id,
            @Nullable String format,
            @Nullable String generator,
            @Nullable String label) {}

    @RegisterForReflection
    record ChallengeRequest(String credentialID, String authObjectID) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record AuthoriseRequest(
            String credentialID,
            int numSignatures,
            List<String> hashes,
            String hashAlgorithmOID,
            List<AuthDatum> authData,
            String description,
            String clientData) {

        @Override
        public String toString() {
            return "AuthoriseRequest[hidden]";
        }
    }

    @RegisterForReflection
    @SuppressWarnings("ArrayRecordComponent") // characters, so that they can be overwritten
    record AuthDatum(String id, char[] value) {

        void wipe() {
            Arrays.fill(value, '\0');
        }

        @Override
        public String toString() {
            return "AuthDatum[hidden]";
        }
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record V1ListRequest(@Nullable String userID, @Nullable String pageToken) {

        @Override
        public String toString() {
            return "V1ListRequest[hidden]";
        }
    }

    @RegisterForReflection
    record V1ChallengeRequest(String credentialID) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @SuppressWarnings("ArrayRecordComponent") // characters, so that they can be overwritten
    record V1AuthoriseRequest(
            String credentialID,
            int numSignatures,
            List<String> hash,
            @JsonProperty("PIN") char @Nullable [] pin,
            @JsonProperty("OTP") char @Nullable [] otp,
            String description,
            String clientData) {

        void wipe() {
            Stream.of(pin, otp).filter(Objects::nonNull).forEach(value -> Arrays.fill(value, '\0'));
        }

        @Override
        public String toString() {
            return "V1AuthoriseRequest[hidden]";
        }
    }

    @RegisterForReflection
    record V1ExtendRequest(
            String credentialID, @JsonProperty("SAD") String sad, List<String> hash) {

        @Override
        public String toString() {
            return "V1ExtendRequest[hidden]";
        }
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record V1SignRequest(
            String credentialID,
            @JsonProperty("SAD") String sad,
            List<String> hash,
            String hashAlgo,
            String signAlgo,
            @Nullable String signAlgoParams) {

        @Override
        public String toString() {
            return "V1SignRequest[hidden]";
        }
    }

    @RegisterForReflection
    record HandleRequest(String handle) {}

    @RegisterForReflection
    record Authorised(
            @JsonProperty("SAD") @Nullable String sad,
            @Nullable Long expiresIn,
            @Nullable String handle) {

        @Override
        public String toString() {
            return "Authorised[hidden]";
        }
    }

    @RegisterForReflection
    record ExtendRequest(
            String credentialID, @JsonProperty("SAD") String sad, List<String> hashes, String hashAlgorithmOID) {

        @Override
        public String toString() {
            return "ExtendRequest[hidden]";
        }
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SignRequest(
            String credentialID,
            @JsonProperty("SAD") @Nullable String sad,
            List<String> hashes,
            String hashAlgorithmOID,
            String signAlgo,
            @Nullable String signAlgoParams,
            String operationMode,
            @JsonProperty("response_uri") @Nullable String responseUri) {

        @Override
        public String toString() {
            return "SignRequest[hidden]";
        }
    }

    @RegisterForReflection
    record ResultRequest(String requestID) {}

    @RegisterForReflection
    record Signed(
            @Nullable List<String> signatures, @Nullable String responseID) {}

    /** What travels in {@code clientData}: our documented extension. */
    @RegisterForReflection
    record ClientData(String requestedBy, String school, String className, int count, List<String> labels) {}
}
