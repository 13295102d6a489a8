package vn.hocba.remotesigning.csc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the wire. Requests carry what the standard asks for; of answers only what is used is read, and every part may be
 * missing, since services differ. Records with secrets never print them.
 */
final class Wire {

    private Wire() {}

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

    @RegisterForReflection
    record InfoRequest() {}

    @RegisterForReflection
    record ServiceInfo(
            @Nullable List<String> methods, @Nullable Boolean asynchronousOperationMode) {}

    @RegisterForReflection
    record ListRequest(String userID, boolean credentialInfo, String certificates, boolean certInfo, boolean authInfo) {

        /** certInfo too, because some services otherwise leave out the certificates. */
        static ListRequest of(String userID) {
            return new ListRequest(userID, true, "chain", true, true);
        }

        @Override
        public String toString() {
            return "ListRequest[hidden]";
        }
    }

    @RegisterForReflection
    record CredentialIds(
            @Nullable List<String> credentialIDs, @Nullable List<CredentialInfo> credentialInfos) {}

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
            @JsonProperty("SCAL") @Nullable String scal,
            @Nullable Integer multisign) {

        CredentialInfo withId(String id) {
            return new CredentialInfo(id, key, cert, auth, scal, multisign);
        }
    }

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
            @JsonProperty("SAD") String sad,
            List<String> hashes,
            String hashAlgorithmOID,
            String signAlgo,
            @Nullable String signAlgoParams,
            String operationMode) {

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
