package vn.hocba.remotesigning.smartca;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of the wire. Of answers only what is used is read, and every part may be missing. Secrets never print. */
final class Wire {

    private Wire() {}

    /** What stands in every request. */
    @RegisterForReflection
    record Caller(
            @JsonProperty("sp_id") String id,
            @JsonProperty("sp_password") String password) {

        @Override
        public String toString() {
            return "Caller[hidden]";
        }
    }

    /** What an answer is; a missing code is no success. */
    @RegisterForReflection
    record Status(
            @JsonProperty("status_code") @Nullable Integer code,
            @Nullable String message) {}

    @RegisterForReflection
    record CertificatesRequest(
            @JsonUnwrapped Caller caller,
            @JsonProperty("user_id") String user,
            @JsonProperty("serial_number") String serial,
            @JsonProperty("transaction_id") String transaction) {}

    @RegisterForReflection
    record CertificatesAnswer(@Nullable Certificates data) {}

    @RegisterForReflection
    record Certificates(
            @JsonProperty("user_certificates") @Nullable List<UserCertificate> certificates) {}

    @RegisterForReflection
    record UserCertificate(
            @JsonProperty("serial_number") @Nullable String serial,
            @JsonProperty("cert_status") @Nullable String status,
            @JsonProperty("cert_data") @Nullable String certificate,
            @JsonProperty("chain_data") @Nullable Chain chain) {}

    @RegisterForReflection
    record Chain(
            @JsonProperty("ca_cert") @Nullable String authority,
            @JsonProperty("root_cert") @Nullable String root) {}

    @RegisterForReflection
    record SignFile(
            @JsonProperty("doc_id") String document,
            @JsonProperty("data_to_be_signed") String digest,
            @JsonProperty("file_type") String fileType,
            @JsonProperty("sign_type") String signType) {

        static SignFile hash(String document, String hex) {
            return new SignFile(document, hex, "xml", "hash");
        }
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @SuppressWarnings("ArrayRecordComponent") // characters, so that they can be overwritten
    record SignRequest(
            @JsonUnwrapped Caller caller,
            @JsonProperty("user_id") String user,
            @JsonProperty("serial_number") String serial,
            @JsonProperty("transaction_id") String transaction,
            @JsonProperty("transaction_desc") String description,
            @JsonProperty("time_stamp") String time,
            @JsonProperty("sign_files") List<SignFile> files,
            char @Nullable [] password,
            char @Nullable [] otp) {

        void wipe() {
            for (var secret : Arrays.asList(password, otp)) {
                if (secret != null) {
                    Arrays.fill(secret, '\0');
                }
            }
        }

        @Override
        public String toString() {
            return "SignRequest[hidden]";
        }
    }

    @RegisterForReflection
    @SuppressWarnings("ArrayRecordComponent") // characters, so that they can be overwritten
    record ConfirmRequest(
            @JsonUnwrapped Caller caller,
            @JsonProperty("user_id") String user,
            @JsonProperty("transaction_id") String transaction,
            String sad,
            char[] password) {

        @Override
        public String toString() {
            return "ConfirmRequest[hidden]";
        }
    }

    @RegisterForReflection
    record TransactionAnswer(
            @Nullable String message, @Nullable Transaction data) {}

    @RegisterForReflection
    record Transaction(
            @JsonProperty("tran_code") @Nullable String code,
            @Nullable String sad,
            @Nullable List<Signed> signatures) {

        @Override
        public String toString() {
            return "Transaction[hidden]";
        }
    }

    @RegisterForReflection
    record Signed(
            @JsonProperty("doc_id") @Nullable String document,
            @JsonProperty("signature_value") @Nullable String value) {}
}
