package vn.hocba.sandbox.csc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.people.Person;
import vn.hocba.sandbox.signing.Ask;
import vn.hocba.sandbox.signing.Credential;
import vn.hocba.sandbox.signing.Credentials;
import vn.hocba.sandbox.signing.Digest;
import vn.hocba.sandbox.signing.HashAlgorithm;
import vn.hocba.sandbox.signing.Outcome;
import vn.hocba.sandbox.signing.SigningCore;
import vn.hocba.sandbox.signing.SigningRefused;
import vn.hocba.sandbox.signing.VerificationCode;

/** v1.0.4.0: consent on the phone holds the call open until the person has decided. */
final class CscV1 implements CscVersion {

    /** Few, so that clients meet pages. */
    private static final int MOST_RESULTS = 2;

    private final String baseUrl;
    private final Credentials credentials;
    private final SigningCore core;
    private final ServiceTokens tokens;
    private final Map<String, Method> methods = new LinkedHashMap<>();

    CscV1(String baseUrl, Credentials credentials, SigningCore core, ServiceTokens tokens) {
        this.baseUrl = baseUrl;
        this.credentials = credentials;
        this.core = core;
        this.tokens = tokens;
        methods.put("auth/revoke", (parameters, caller) -> revoke(parameters));
        methods.put("credentials/list", this::list);
        methods.put("credentials/info", (parameters, caller) -> describe(parameters));
        methods.put("credentials/authorize", (parameters, caller) -> authorize(parameters));
        methods.put("credentials/extendTransaction", (parameters, caller) -> extend(parameters));
        methods.put("credentials/sendOTP", (parameters, caller) -> sendOtp(parameters));
        methods.put("signatures/signHash", (parameters, caller) -> signHash(parameters));
    }

    @Override
    public String path() {
        return "v1";
    }

    @Override
    public String operations() {
        return "csc-v1/";
    }

    @Override
    public Parameters.HashNames hashNames() {
        return Parameters.HashNames.V1;
    }

    @Override
    public Map<String, Method> methods() {
        return methods;
    }

    @Override
    public boolean requiresChallenge() {
        return false;
    }

    @Override
    public boolean takesPushed() {
        return false;
    }

    @Override
    public String activationTokenType() {
        return "SAD";
    }

    @Override
    public CscError noBearer(String operation) {
        return CscError.invalidRequest(
                operation.equals("credentials/sendOTP") ? "Malformed authroization header." : CscError.MALFORMED);
    }

    private Reply.Answer revoke(Parameters parameters) {
        String token = parameters.required("token");
        parameters
                .optional("token_type_hint")
                .filter(hint -> !hint.equals("access_token") && !hint.equals("refresh_token"))
                .ifPresent(unknown -> {
                    throw CscError.invalidRequest("Invalid string parameter token_type_hint");
                });
        if (!tokens.revoke(token)) {
            throw CscError.invalidRequest("Invalid string parameter token");
        }
        return Reply.empty(204);
    }

    /** A person's own login sees that person's credentials and may not name anybody. */
    private Reply.Answer list(Parameters parameters, Caller caller) {
        if (caller.person().isPresent() && parameters.has("userID")) {
            throw CscError.invalidRequest("userID parameter MUST be null");
        }
        String holder = caller.person()
                .flatMap(Person::holder)
                .or(() -> parameters.optional("userID"))
                .filter(id -> !id.isBlank())
                .orElseThrow(() -> CscError.invalid("userID"));
        List<String> ids =
                credentials.heldBy(holder).stream().map(Credential::id).sorted().toList();
        int from =
                parameters.optional("pageToken").map(token -> page(token, ids)).orElse(0);
        int most = parameters.has("maxResults") ? Math.min(parameters.count("maxResults"), MOST_RESULTS) : MOST_RESULTS;
        int to = Math.min(ids.size(), from + most);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("credentialIDs", ids.subList(from, to));
        if (to < ids.size()) {
            body.put("nextPageToken", "after-" + ids.get(to - 1));
        }
        return Reply.json(200, body);
    }

    private static int page(String token, List<String> ids) {
        int before = token.startsWith("after-") ? ids.indexOf(token.substring("after-".length())) : -1;
        if (before < 0) {
            throw CscError.invalid("pageToken");
        }
        return before + 1;
    }

    private Reply.Answer describe(Parameters parameters) {
        Credential credential = credentials.get(parameters.required("credentialID"));
        CredentialDescription description = CredentialDescription.asked(parameters);
        return Reply.json(200, description.of(credential, authorisation(credential, description.authInfo())));
    }

    private static Map<String, Object> authorisation(Credential credential, boolean authInfo) {
        Map<String, Object> authorisation = new LinkedHashMap<>();
        String mode = switch (credential.settings().consent()) {
            case PIN, PIN_AND_OTP, OTP, OTP_BY_EMAIL -> "explicit";
            case PHONE -> "implicit";
            case PAGE -> "oauth2code";
        };
        authorisation.put("authMode", mode);
        if (mode.equals("explicit") && authInfo) {
            authorisation.put("PIN", factor(credential, Credential.PIN, "Mã PIN", Map.of()));
            authorisation.put(
                    "OTP", factor(credential, Credential.OTP, "Mã OTP", Map.of("type", "online", "ID", "SMS")));
        }
        return authorisation;
    }

    private static Map<String, Object> factor(
            Credential credential, String factor, String label, Map<String, String> more) {
        Map<String, Object> description = new LinkedHashMap<>(more);
        description.put("presence", String.valueOf(credential.factors().contains(factor)));
        description.put("format", "N");
        description.put("label", label);
        return description;
    }

    private Reply.Answer authorize(Parameters parameters) {
        Credential credential = credentials.get(parameters.required("credentialID"));
        int numSignatures = parameters.count("numSignatures");
        List<Digest> digests = digests(parameters, credential);
        if (digests.size() > numSignatures) {
            throw CscError.invalidRequest("Invalid value for parameter numSignatures");
        }
        Map<String, String> factors = new LinkedHashMap<>();
        parameters.optional(Credential.PIN).ifPresent(pin -> factors.put(Credential.PIN, pin));
        parameters.optional(Credential.OTP).ifPresent(otp -> factors.put(Credential.OTP, otp));
        Outcome outcome = core.ask(
                credential,
                new Ask(
                        numSignatures,
                        digests,
                        CredentialMethods.description(parameters),
                        CredentialMethods.shown(parameters),
                        VerificationCode.SIX_DIGITS,
                        factors));
        return granted(core.awaitDecision(outcome));
    }

    @Override
    public List<Digest> digests(Parameters parameters, Credential credential) {
        return credential.settings().scal() == 2 || parameters.hasHashes() ? parameters.hashes() : List.of();
    }

    private static Reply.Answer granted(Outcome.Granted granted) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("SAD", granted.sad());
        body.put("expiresIn", granted.expiresIn());
        return Reply.json(200, body);
    }

    private Reply.Answer extend(Parameters parameters) {
        Credential credential = credentials.get(parameters.required("credentialID"));
        String sad = parameters.required("SAD");
        return granted(core.extend(credential, sad, digests(parameters, credential)));
    }

    /** The text message is not sent anywhere: the code is the credential's. */
    private Reply.Answer sendOtp(Parameters parameters) {
        Credential credential = credentials.get(parameters.required("credentialID"));
        if (!credential.factors().contains(Credential.OTP)) {
            throw CscError.invalid("credentialID");
        }
        if (credential.isLocked(Credential.OTP)) {
            throw CscError.invalidRequest("OTP locked");
        }
        return Reply.empty(204);
    }

    private Reply.Answer signHash(Parameters parameters) {
        String sad = parameters.required("SAD");
        Credential credential = credentials.get(parameters.required("credentialID"));
        List<Digest> digests = parameters.hashes();
        HashAlgorithm algorithm = SignAlgorithm.hashOf(parameters, credential.algorithm());
        parameters.requireTextIfGiven("clientData");
        if (digests.stream().anyMatch(digest -> digest.bytes().length != algorithm.length())) {
            throw CscError.invalidRequest("Invalid digest value length");
        }
        return SignatureMethods.signatures(core.sign(credential, sad, algorithm, digests));
    }

    @Override
    public CscError worded(SigningRefused refused, String operation) {
        boolean signing = operation.startsWith("signatures/");
        return switch (refused.reason()) {
            case UNKNOWN_CREDENTIAL -> CscError.invalid("credentialID");
            case CREDENTIAL_DISABLED ->
                CscError.invalidRequest("The credential identified by credentialID is disabled");
            case CERTIFICATE_NOT_VALID ->
                CscError.invalidRequest("Signing certificate '" + refused.detail() + "' is expired.");
            case TOO_MANY_SIGNATURES -> CscError.invalidRequest("Numbers of signatures is too high");
            case WRONG_FACTOR ->
                refused.detail().equals(Credential.PIN)
                        ? new CscError(400, "invalid_pin", "The PIN is invalid")
                        : new CscError(400, "invalid_otp", "The OTP is invalid");
            case FACTOR_LOCKED -> CscError.invalidRequest(refused.detail() + " locked");
            case APPROVAL_REFUSED -> new CscError(400, "access_denied", "The user refused the authorization");
            case APPROVAL_EXPIRED, UNKNOWN_HANDLE ->
                new CscError(400, "access_denied", "The user did not answer the authorization request in time");
            case INVALID_ACTIVATION -> CscError.invalid("SAD");
            case ACTIVATION_EXPIRED -> signing ? CscError.invalidRequest("SAD expired") : CscError.invalid("SAD");
            case DIGEST_NOT_AUTHORISED -> CscError.invalidRequest("Hash is not authorized by the SAD.");
        };
    }

    @Override
    public Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("specs", "1.0.3.0");
        info.put("name", "Học bạ số Sandbox");
        info.put("logo", baseUrl + "/assets/logo.svg");
        info.put("region", "VN");
        info.put("lang", "vi-VN");
        info.put("description", "Dịch vụ ký số từ xa thử nghiệm (v1)");
        info.put("authType", List.of("basic", "oauth2code", "oauth2client"));
        info.put("oauth2", baseUrl + "/csc/v1");
        List<String> served =
                new ArrayList<>(List.of("info", "auth/login", "oauth2/authorize", "oauth2/token", "oauth2/revoke"));
        served.addAll(methods.keySet());
        info.put("methods", served);
        return info;
    }
}
