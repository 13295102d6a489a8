package vn.hocba.remotesigning.mysign;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of the wire. Of answers only what is used is read, and every part may be missing. Secrets never print. */
final class Wire {

    private Wire() {}

    @RegisterForReflection
    record Caller(
            @JsonProperty("client_id") String id,
            @JsonProperty("client_secret") String secret) {

        @Override
        public String toString() {
            return "Caller[hidden]";
        }
    }

    @RegisterForReflection
    record LoginRequest(
            @JsonUnwrapped Caller caller,
            @JsonProperty("profile_id") String profile,
            @JsonProperty("user_id") String user) {}

    @RegisterForReflection
    record Login(
            @JsonProperty("access_token") @Nullable String accessToken,
            @JsonProperty("expires_in") @Nullable Long expiresIn) {

        @Override
        public String toString() {
            return "Login[hidden]";
        }
    }

    @RegisterForReflection
    record Refusal(
            @Nullable String error,
            @JsonProperty("error_description") @Nullable String description) {}

    @RegisterForReflection
    record CertificatesRequest(
            @JsonUnwrapped Caller caller,
            @JsonProperty("profile_id") String profile,
            @JsonProperty("user_id") String user,
            String certificates,
            boolean certInfo,
            boolean authInfo) {}

    @RegisterForReflection
    record Credential(
            @JsonProperty("credential_id") @Nullable String id,
            @Nullable Key key,
            @Nullable Cert cert,
            @Nullable String authMode,
            @Nullable String scal,
            @Nullable Integer multisign) {}

    @RegisterForReflection
    record Key(@Nullable String status, @Nullable List<String> algo) {}

    @RegisterForReflection
    record Cert(@Nullable String status, @Nullable List<String> certificates) {}

    @RegisterForReflection
    record Document(
            @JsonProperty("document_id") String id,
            @JsonProperty("document_name") String name) {}

    @RegisterForReflection
    record SignRequest(
            @JsonUnwrapped Caller caller,
            String credentialID,
            int numSignatures,
            String description,
            List<Document> documents,
            List<String> hash,
            String hashAlgo,
            String signAlgo,
            int async) {}

    @RegisterForReflection
    record Started(@Nullable String transactionId) {}

    @RegisterForReflection
    record StatusRequest(String transactionId) {}

    /** What callbacks are answered with. */
    @RegisterForReflection
    record Receipt(@JsonProperty("status_code") String code, String message) {

        static Receipt taken() {
            return new Receipt("00", "Thành công");
        }
    }

    @RegisterForReflection
    record TokenAnswer(@JsonUnwrapped Receipt receipt, Token data) {

        static TokenAnswer of(String token, long millis, long since) {
            return new TokenAnswer(Receipt.taken(), new Token(token, Long.toString(millis), Long.toString(since)));
        }
    }

    @RegisterForReflection
    record Token(
            @JsonProperty("access_token") String token,
            @JsonProperty("expires_in") String millis,
            @JsonProperty("consented_on") String since) {

        @Override
        public String toString() {
            return "Token[hidden]";
        }
    }

    @RegisterForReflection
    record Status(@Nullable Integer status, @Nullable List<String> signatures) {}
}
