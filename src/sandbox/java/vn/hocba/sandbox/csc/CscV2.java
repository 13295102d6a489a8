package vn.hocba.sandbox.csc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.hocba.sandbox.signing.Callbacks;
import vn.hocba.sandbox.signing.Credential;
import vn.hocba.sandbox.signing.Credentials;
import vn.hocba.sandbox.signing.Digest;
import vn.hocba.sandbox.signing.SigningCore;
import vn.hocba.sandbox.signing.SigningRefused;

/** v2.0.0.2. */
final class CscV2 implements CscVersion {

    private final String baseUrl;
    private final Map<String, Method> methods = new LinkedHashMap<>();

    CscV2(String baseUrl, Credentials credentials, SigningCore core, Callbacks callbacks) {
        this.baseUrl = baseUrl;
        new CredentialMethods(credentials, core).addTo(methods);
        new SignatureMethods(credentials, core, callbacks).addTo(methods);
    }

    @Override
    public String path() {
        return "v2";
    }

    @Override
    public String operations() {
        return "";
    }

    @Override
    public Parameters.HashNames hashNames() {
        return Parameters.HashNames.V2;
    }

    @Override
    public Map<String, Method> methods() {
        return methods;
    }

    @Override
    public List<Digest> digests(Parameters parameters, Credential credential) {
        return CredentialMethods.digests(parameters, credential);
    }

    @Override
    public boolean requiresChallenge() {
        return true;
    }

    @Override
    public boolean takesPushed() {
        return true;
    }

    @Override
    public String activationTokenType() {
        return "Bearer";
    }

    @Override
    public CscError noBearer(String operation) {
        return CscError.invalidRequest("Malformed authorization header");
    }

    @Override
    public CscError worded(SigningRefused refused, String operation) {
        boolean signing = operation.startsWith("signatures/");
        return switch (refused.reason()) {
            case UNKNOWN_CREDENTIAL -> CscError.invalid("credentialID");
            case CREDENTIAL_DISABLED ->
                CscError.invalidRequest("The credential identified by credentialID is disabled");
            case CERTIFICATE_NOT_VALID -> CscError.invalidRequest("Signing certificate is expired");
            case TOO_MANY_SIGNATURES -> CscError.invalidRequest("Numbers of signatures is too high");
            case WRONG_FACTOR -> new CscError(400, "invalid_authentication_data", "The authentication data is invalid");
            case FACTOR_LOCKED -> CscError.invalidRequest("Credential locked");
            case UNKNOWN_HANDLE -> CscError.invalid("handle");
            case APPROVAL_REFUSED ->
                new CscError(
                        400,
                        "access_denied",
                        "The user refused the authorization"
                                + (refused.detail().isEmpty() ? "" : ": " + refused.detail()));
            case APPROVAL_EXPIRED ->
                new CscError(400, "expired_token", "The user did not answer the authorization request in time");
            case INVALID_ACTIVATION -> CscError.invalid("SAD");
            case ACTIVATION_EXPIRED -> signing ? CscError.invalidRequest("SAD expired") : CscError.invalid("SAD");
            case DIGEST_NOT_AUTHORISED -> CscError.invalidRequest("Hash is not authorized by the SAD");
        };
    }

    @Override
    public Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("specs", "2.0.0.0");
        info.put("name", "Học bạ số Sandbox");
        info.put("logo", baseUrl + "/assets/logo.svg");
        info.put("region", "VN");
        info.put("lang", "vi-VN");
        info.put("description", "Dịch vụ ký số từ xa thử nghiệm; mọi người và khóa đều là hư cấu");
        info.put("authType", List.of("oauth2code", "oauth2client"));
        info.put("oauth2", baseUrl + "/csc/v2");
        info.put("asynchronousOperationMode", true);
        info.put("validationInfo", false);
        List<String> served = new ArrayList<>(
                List.of("info", "oauth2/authorize", "oauth2/pushed_authorize", "oauth2/token", "oauth2/revoke"));
        served.addAll(methods.keySet());
        info.put("methods", served);
        info.put("signAlgorithms", Map.of("algos", SignAlgorithm.oids()));
        info.put("signature_formats", Map.of("formats", List.of(), "envelope_properties", List.of()));
        info.put("conformance_levels", List.of());
        return info;
    }
}
