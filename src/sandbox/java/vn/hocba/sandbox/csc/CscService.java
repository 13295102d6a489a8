package vn.hocba.sandbox.csc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.hocba.sandbox.faults.Faults;
import vn.hocba.sandbox.http.Refusal;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.signing.Counters;
import vn.hocba.sandbox.signing.Credentials;
import vn.hocba.sandbox.signing.SigningCore;
import vn.hocba.sandbox.signing.SigningRefused;

/** The entrance of the CSC API v2: methods, access tokens, faults, and how refusals are worded. */
public final class CscService {

    @FunctionalInterface
    interface Method {
        Reply.Answer call(Parameters parameters);
    }

    private final ServiceTokens tokens;
    private final Counters counters;
    private final Faults faults;
    private final String baseUrl;
    private final SigningCore core;
    private final Map<String, Method> methods = new LinkedHashMap<>();

    public CscService(
            String baseUrl,
            ServiceTokens tokens,
            Credentials credentials,
            SigningCore core,
            Counters counters,
            Faults faults) {
        this.baseUrl = baseUrl;
        this.tokens = tokens;
        this.core = core;
        this.counters = counters;
        this.faults = faults;
        new CredentialMethods(credentials, core).addTo(methods);
        new SignatureMethods(credentials, core).addTo(methods);
    }

    public void addTo(Routes routes) {
        routes.on("*", "/csc/v2/**", this::serve);
    }

    private Reply serve(Request request) {
        String operation = request.rest();
        boolean open = operation.equals("info") || operation.equals("oauth2/token");
        if (!open && !methods.containsKey(operation)) {
            return error(501, "not_implemented", "The method " + operation + " is not implemented");
        }
        if (!request.method().equals("POST")) {
            return error(405, "method_not_allowed", "Only POST is allowed").with("Allow", "POST");
        }
        Optional<String> credentialId = open ? Optional.empty() : credentialId(request);
        counters.call(operation, credentialId.orElse(null));
        return faults.around(operation, credentialId, () -> answer(operation, request));
    }

    private Reply.Answer answer(String operation, Request request) {
        try {
            return switch (operation) {
                case "oauth2/token" -> tokens.issue(request);
                case "info" -> info();
                default -> {
                    tokens.check(request);
                    Method method = methods.get(operation);
                    if (method == null) {
                        throw new IllegalStateException(operation);
                    }
                    yield method.call(Parameters.of(request));
                }
            };
        } catch (CscError error) {
            return error.answer();
        } catch (SigningRefused refused) {
            return worded(refused, operation).answer();
        } catch (Refusal refusal) {
            return error(400, "invalid_request", CscError.MALFORMED);
        }
    }

    /** Whose call it is, for counters and faults; later calls of a transaction name only its handle. */
    private Optional<String> credentialId(Request request) {
        try {
            Parameters parameters = Parameters.of(request);
            return parameters
                    .optional("credentialID")
                    .or(() -> parameters
                            .optional("handle")
                            .flatMap(core::approval)
                            .map(approval -> approval.credential().id()))
                    .or(() -> parameters
                            .optional("requestID")
                            .flatMap(core::result)
                            .map(job -> job.credential().id()));
        } catch (CscError malformed) {
            return Optional.empty();
        }
    }

    private static CscError worded(SigningRefused refused, String operation) {
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

    private Reply.Answer info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("specs", "2.0.0.0");
        info.put("name", "Học bạ số Sandbox");
        info.put("logo", baseUrl + "/assets/logo.svg");
        info.put("region", "VN");
        info.put("lang", "vi-VN");
        info.put("description", "Dịch vụ ký số từ xa thử nghiệm; mọi người và khóa đều là hư cấu");
        info.put("authType", List.of("oauth2client"));
        info.put("oauth2", baseUrl + "/csc/v2");
        info.put("asynchronousOperationMode", true);
        info.put("validationInfo", false);
        List<String> served = new ArrayList<>(List.of("info", "oauth2/token"));
        served.addAll(methods.keySet());
        info.put("methods", served);
        info.put("signAlgorithms", Map.of("algos", SignAlgorithm.oids()));
        info.put("signature_formats", Map.of("formats", List.of(), "envelope_properties", List.of()));
        info.put("conformance_levels", List.of());
        return Reply.json(200, info);
    }

    private static Reply.Answer error(int status, String error, String description) {
        return new CscError(status, error, description).answer();
    }
}
