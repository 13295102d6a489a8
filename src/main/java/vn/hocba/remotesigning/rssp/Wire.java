package vn.hocba.remotesigning.rssp;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hocba.pki.DataToBeSignedRepresentation;
import vn.hocba.remotesigning.WireDigests;

/** The JSON of the wire. Of answers only what is used is read, and every part may be missing. Secrets never print. */
final class Wire {

    private Wire() {}

    /** What an answer is; a missing number is no success. */
    @RegisterForReflection
    record Status(@Nullable Integer error, @Nullable String errorDescription) {

        int number() {
            return error == null ? -1 : error;
        }
    }

    /** What stands in every request. */
    @RegisterForReflection
    record Caller(String profile, String lang) {}

    @RegisterForReflection
    record LoginRequest(@JsonUnwrapped Caller caller, String relyingParty, boolean rememberMeEnabled) {}

    @RegisterForReflection
    record Login(@Nullable String accessToken, @Nullable Long expiresIn) {

        @Override
        public String toString() {
            return "Login[hidden]";
        }
    }

    @RegisterForReflection
    record ListRequest(@JsonUnwrapped Caller caller, String userID) {

        @Override
        public String toString() {
            return "ListRequest[hidden]";
        }
    }

    @RegisterForReflection
    record Credentials(@Nullable List<Listed> certs) {}

    @RegisterForReflection
    record Listed(@Nullable String credentialID) {}

    @RegisterForReflection
    record CredentialRequest(
            @JsonUnwrapped Caller caller,
            String credentialID,
            String certificates,
            boolean certInfo,
            boolean authInfo) {}

    @RegisterForReflection
    record CredentialInfo(
            @Nullable Key key,
            @Nullable Cert cert,
            @Nullable String authMode,
            @JsonProperty("SCAL") @Nullable String scal,
            @Nullable Integer multisign) {}

    @RegisterForReflection
    record Key(@Nullable String status, @Nullable List<String> algo) {}

    @RegisterForReflection
    record Cert(@Nullable String status, @Nullable List<String> certificates) {}

    @RegisterForReflection
    record ChallengeRequest(@JsonUnwrapped Caller caller, String credentialID) {}

    @RegisterForReflection
    record Challenged(@Nullable String responseID) {}

    @RegisterForReflection
    record Digests(List<String> hashes, String hashAlgorithmOID) {

        static Digests of(List<DataToBeSignedRepresentation> digests) {
            return new Digests(
                    WireDigests.base64(digests), digests.getFirst().algorithm().oid());
        }
    }

    /** What the phone shows. */
    @RegisterForReflection
    record Display(
            String scaIdentity,
            String rpName,
            String notificationMessage,
            String messageCaption,
            String message,
            boolean vcEnabled,
            boolean acEnabled) {}

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @SuppressWarnings("ArrayRecordComponent") // characters, so that they can be overwritten
    record AuthoriseRequest(
            @JsonUnwrapped Caller caller,
            @JsonUnwrapped Display display,
            String rpRequestID,
            @Nullable String requestID,
            String credentialID,
            int numSignatures,
            Digests documentDigests,
            String signAlgo,
            char @Nullable [] authorizeCode,
            String operationMode) {

        void wipe() {
            if (authorizeCode != null) {
                Arrays.fill(authorizeCode, '\0');
            }
        }

        @Override
        public String toString() {
            return "AuthoriseRequest[hidden]";
        }
    }

    @RegisterForReflection
    record PollRequest(@JsonUnwrapped Caller caller, String requestID) {}

    @RegisterForReflection
    record Authorised(
            @JsonProperty("SAD") @Nullable String sad,
            @Nullable Long expiresIn,
            @Nullable String responseID) {

        @Override
        public String toString() {
            return "Authorised[hidden]";
        }
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SignRequest(
            @JsonUnwrapped Caller caller,
            String credentialID,
            @JsonProperty("SAD") String sad,
            Digests documentDigests,
            @Nullable String signAlgo,
            @Nullable String signAlgoParams,
            @Nullable String operationMode,
            @Nullable String responseURI) {

        @Override
        public String toString() {
            return "SignRequest[hidden]";
        }
    }

    @RegisterForReflection
    record Signed(
            @Nullable List<String> signatures, @Nullable String responseID) {}
}
