package vn.hocba.sandbox.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.hocba.sandbox.demo.DemoFailure;
import vn.hocba.sandbox.demo.PublicApi;

/** A wire of the sandbox, by which the API knows a provider; and the calls on it that can go wrong. */
enum Dialect {
    CSC_V2(
            "csc-v2",
            "csc-v2",
            "/csc",
            Map.of(
                    Call.DESCRIBE, "credentials/info",
                    Call.ASK, "credentials/authorize",
                    Call.APPROVAL, "credentials/authorizeCheck",
                    Call.SIGN, "signatures/signHash",
                    Call.RESULT, "signatures/signPolling",
                    Call.EXTEND, "credentials/extendTransaction")),
    CSC_V1(
            "csc-v1",
            "csc-v1",
            "/cscV1",
            Map.of(
                    Call.DESCRIBE, "csc-v1/credentials/info",
                    Call.ASK, "csc-v1/credentials/authorize",
                    Call.SIGN, "csc-v1/signatures/signHash",
                    Call.EXTEND, "csc-v1/credentials/extendTransaction")),
    RSSP(
            "rssp",
            "rssp",
            "/rssp",
            Map.of(
                    Call.DESCRIBE, "rssp/credentials/info",
                    Call.ASK, "rssp/credentials/authorize",
                    Call.APPROVAL, "rssp/credentials/authorizeCheck",
                    Call.SIGN, "rssp/signatures/signHash",
                    Call.RESULT, "rssp/signatures/signPolling",
                    Call.EXTEND, "rssp/credentials/extendTransaction")),
    SMARTCA(
            "smartca",
            "smartca",
            "/smartca",
            Map.of(
                    Call.DESCRIBE, "smartca/v1/credentials/get_certificate",
                    Call.ASK, "smartca/v1/signatures/sign",
                    Call.SIGN, "smartca/v1/signatures/status")),
    SMARTCA_TYPED(
            "smartca-typed",
            "smartca",
            "/smartca",
            Map.of(
                    Call.DESCRIBE, "smartca/v1/credentials/get_certificate",
                    Call.ASK, "smartca/v2/signatures/sign",
                    Call.CONFIRM, "smartca/v2/signatures/confirm",
                    Call.SIGN, "smartca/v1/signatures/status")),
    MYSIGN(
            "mysign",
            "mysign",
            "/mysign",
            Map.of(
                    Call.DESCRIBE, "mysign/certificates/info",
                    Call.ASK, "mysign/signHash",
                    Call.SIGN, "mysign/requests/status"));

    /** What a call is for. */
    enum Call {
        DESCRIBE,
        /** Asks for consent; by some wires it orders the signatures too. */
        ASK,
        /** Follows upon consent that was typed in. */
        CONFIRM,
        /** Whether the person has decided. */
        APPROVAL,
        /** Is answered with signatures; by the wires that ordered them before, a question that can be repeated. */
        SIGN,
        /** Whether they are there that were ordered to be made later. */
        RESULT,
        EXTEND
    }

    private final String provider;
    private final String wire;
    private final String address;

    @SuppressWarnings("ImmutableEnumChecker") // as Map.of makes it
    private final Map<Call, String> operations;

    Dialect(String provider, String wire, String address, Map<Call, String> operations) {
        this.provider = provider;
        this.wire = wire;
        this.address = address;
        this.operations = operations;
    }

    /** Its name in the API's configuration, and in reports. */
    String provider() {
        return provider;
    }

    /** By what its faults are ordered. */
    Map<Call, String> operations() {
        return operations;
    }

    /** Whether one consent may be served by several orders to sign. */
    boolean takesSeveralOrders() {
        return operations.containsKey(Call.EXTEND);
    }

    /** How the API is told of the provider, beside what all providers of a run have in common. */
    Map<String, String> settings(JsonNode sandbox, Map<String, String> common) {
        Map<String, String> its = new LinkedHashMap<>(common);
        its.put("dialect", wire);
        its.put("url", sandbox.at(address).asText());
        its.put("client-id", "hocba");
        its.put("client-secret", "sandbox-secret");
        switch (this) {
            case RSSP -> {
                its.put("relying-party", "HOCBA");
                its.put("login-signature", "sandbox-signature");
                its.put("key-store", sandbox.path("rsspKeyStore").asText());
                its.put("key-store-password", "sandbox");
            }
            case SMARTCA_TYPED -> its.put("typed-consent", "true");
            case MYSIGN -> its.put("profile", "adss:ras:profile:001");
            case CSC_V2, CSC_V1, SMARTCA -> {}
        }
        Map<String, String> settings = new LinkedHashMap<>();
        its.forEach((key, value) -> settings.put("hocba.providers." + provider + "." + key, value));
        return settings;
    }

    /**
     * What the service calls a credential.
     *
     * @param holder a personal number, or the tax code for a seal
     * @param credential as the sandbox itself calls it
     */
    String credentialId(JsonNode sandbox, String holder, boolean seal, String credential) throws DemoFailure {
        return switch (this) {
            case CSC_V2, CSC_V1, RSSP -> credential;
            case MYSIGN -> (seal ? "MST_" : "CMT_") + holder + "/" + credential;
            case SMARTCA, SMARTCA_TYPED -> holder + "/" + serialNumber(sandbox, holder);
        };
    }

    private String serialNumber(JsonNode sandbox, String holder) throws DemoFailure {
        JsonNode held = PublicApi.openly(
                URI.create(sandbox.at(address).asText() + "/v1/credentials/get_certificate"),
                Map.of(
                        "sp_id", "hocba",
                        "sp_password", "sandbox-secret",
                        "transaction_id", "look",
                        "user_id", holder));
        return held.at("/data/user_certificates/0/serial_number").asText();
    }
}
