package vn.hocba.sandbox.rssp;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;
import vn.hocba.sandbox.faults.Faults;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.signing.Approval;
import vn.hocba.sandbox.signing.Ask;
import vn.hocba.sandbox.signing.Callbacks;
import vn.hocba.sandbox.signing.CertificateStatus;
import vn.hocba.sandbox.signing.Consent;
import vn.hocba.sandbox.signing.Counters;
import vn.hocba.sandbox.signing.Credential;
import vn.hocba.sandbox.signing.CredentialSettings;
import vn.hocba.sandbox.signing.Credentials;
import vn.hocba.sandbox.signing.Digest;
import vn.hocba.sandbox.signing.KeyAlgorithm;
import vn.hocba.sandbox.signing.Outcome;
import vn.hocba.sandbox.signing.PendingSignatures;
import vn.hocba.sandbox.signing.Shown;
import vn.hocba.sandbox.signing.SigningCore;
import vn.hocba.sandbox.signing.SigningRefused;
import vn.hocba.sandbox.signing.VerificationCode;

/** A signing service of the RSSP kind at {@code /rssp/v2}. */
public final class RsspService {

    private static final Map<KeyAlgorithm, List<String>> SIGN_ALGORITHMS = Map.of(
            KeyAlgorithm.RSA_2048,
            List.of("1.2.840.113549.1.1.1", "1.2.840.113549.1.1.11"),
            KeyAlgorithm.P_256,
            List.of("1.2.840.10045.4.3.2"));

    private final RelyingParty relyingParty;
    private final Credentials credentials;
    private final Callbacks callbacks;
    private final SigningCore core;
    private final Counters counters;
    private final Faults faults;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> sentPasswords = new ConcurrentHashMap<>();
    private final Map<String, Function<Parameters, Map<String, Object>>> methods = new LinkedHashMap<>();

    public RsspService(
            RelyingParty relyingParty,
            Credentials credentials,
            SigningCore core,
            Counters counters,
            Faults faults,
            Callbacks callbacks) {
        this.callbacks = callbacks;
        this.relyingParty = relyingParty;
        this.credentials = credentials;
        this.core = core;
        this.counters = counters;
        this.faults = faults;
        methods.put("credentials/list", this::list);
        methods.put("credentials/info", this::info);
        methods.put("credentials/sendOTP", this::sendOtp);
        methods.put("credentials/authorize", this::authorize);
        methods.put("credentials/authorizeCheck", this::authorizeCheck);
        methods.put("credentials/extendTransaction", this::extend);
        methods.put("signatures/signHash", this::signHash);
        methods.put("signatures/signPolling", this::signPolling);
    }

    public void addTo(Routes routes) {
        routes.on("POST", "/rssp/v2/**", this::serve);
    }

    private Reply serve(Request request) {
        String operation = request.rest();
        if (!operation.equals("auth/login") && !methods.containsKey(operation)) {
            return Reply.text(404, "Nothing is served here");
        }
        Optional<String> credentialId = Json.parse(request.body()).flatMap(this::credentialId);
        counters.call("rssp/" + operation, credentialId.orElse(null));
        return faults.around("rssp/" + operation, credentialId, () -> answer(operation, request));
    }

    private Optional<String> credentialId(JsonNode body) {
        Optional<String> asked = Optional.of(body.path("requestID").asText());
        return Optional.of(body.path("credentialID").asText())
                .filter(id -> !id.isEmpty())
                .or(() -> asked.flatMap(core::approval)
                        .map(approval -> approval.credential().id()))
                .or(() ->
                        asked.flatMap(core::result).map(job -> job.credential().id()));
    }

    private Reply.Answer answer(String operation, Request request) {
        try {
            Parameters parameters = Parameters.of(request);
            if (operation.equals("auth/login")) {
                return success(login(request, parameters));
            }
            relyingParty.check(request);
            Function<Parameters, Map<String, Object>> method = methods.get(operation);
            if (method == null) {
                throw new IllegalStateException(operation);
            }
            return success(method.apply(parameters));
        } catch (RsspRefused refused) {
            return refused.answer();
        } catch (SigningRefused refused) {
            return worded(refused, operation).answer();
        }
    }

    private static Reply.Answer success(Map<String, Object> content) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", 0);
        body.put("errorDescription", "SUCCESSFULLY");
        body.putAll(content);
        return Reply.json(200, body);
    }

    private Map<String, Object> login(Request request, Parameters parameters) {
        if (!parameters.required("relyingParty").equals(RelyingParty.NAME)) {
            throw new RsspRefused(RsspRefused.UNKNOWN_ACCOUNT, "RELYING PARTY IS NOT EXISTED");
        }
        return Map.of("accessToken", relyingParty.login(request), "expiresIn", RelyingParty.life());
    }

    private Map<String, Object> list(Parameters parameters) {
        String holder = parameters.required("userID");
        List<Credential> held = credentials.heldBy(holder);
        if (held.isEmpty()) {
            throw new RsspRefused(RsspRefused.UNKNOWN_ACCOUNT, "ACCOUNT IS NOT EXISTED");
        }
        return Map.of(
                "certs",
                held.stream()
                        .map(credential -> Map.of("credentialID", credential.id(), "status", status(credential)))
                        .toList());
    }

    private static String status(Credential credential) {
        return credential.settings().certificateStatus() == CertificateStatus.VALID
                ? credential.settings().enabled() ? "OPERATED" : "BLOCKED"
                : credential.settings().certificateStatus().name();
    }

    private Map<String, Object> info(Parameters parameters) {
        Credential credential = credentials.get(parameters.required("credentialID"));
        X509Certificate signer = credential.chain().getFirst();
        Map<String, Object> cert = new LinkedHashMap<>();
        cert.put("status", status(credential));
        cert.put(
                "certificates",
                switch (parameters.optional("certificates").orElse("single")) {
                    case "none" -> List.of();
                    case "single" -> List.of(encoded(signer));
                    // the authorities first
                    case "chain" ->
                        credential.chain().reversed().stream()
                                .map(RsspService::encoded)
                                .toList();
                    default -> throw RsspRefused.invalid("certificates");
                });
        cert.put("subjectDN", signer.getSubjectX500Principal().getName(X500Principal.RFC2253));
        cert.put("serialNumber", signer.getSerialNumber().toString(16));
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("status", credential.settings().enabled() ? "enabled" : "disabled");
        key.put("algo", SIGN_ALGORITHMS.getOrDefault(credential.algorithm(), List.of()));
        key.put("len", credential.algorithm().bits());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("cert", cert);
        body.put("key", key);
        body.put("authMode", authMode(credential.settings().consent()));
        body.put("SCAL", credential.settings().scal());
        body.put("multisign", credential.settings().multisign());
        return body;
    }

    private static String encoded(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static String authMode(Consent consent) {
        return switch (consent) {
            case PIN -> "EXPLICIT/PIN";
            case OTP -> "EXPLICIT/OTP-SMS";
            case OTP_BY_EMAIL -> "EXPLICIT/OTP-EMAIL";
            case PHONE -> "IMPLICIT/TSE";
            // the profile knows no consent by two factors or on a page; these are answered elsewhere
            case PIN_AND_OTP, PAGE -> "EXPLICIT/JWT";
        };
    }

    /** The message is not sent anywhere: the code is the credential's. */
    private Map<String, Object> sendOtp(Parameters parameters) {
        Credential credential = credentials.get(parameters.required("credentialID"));
        if (!credential.factors().contains(Credential.OTP)) {
            throw RsspRefused.invalid("credentialID");
        }
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        sentPasswords.put(credential.id(), id);
        return Map.of("responseID", id);
    }

    private Map<String, Object> authorize(Parameters parameters) {
        Credential credential = credentials.get(parameters.required("credentialID"));
        int numSignatures = parameters.count("numSignatures");
        List<Digest> digests = parameters.digests();
        if (digests.size() != numSignatures) {
            throw RsspRefused.because("Invalid value for parameter numSignatures");
        }
        requireSignAlgorithm(parameters, credential);
        requirePhone(credential.settings());
        Optional<String> sent = parameters.optional("requestID");
        sent.filter(id -> !id.equals(sentPasswords.get(credential.id()))).ifPresent(unknown -> {
            throw RsspRefused.invalid("requestID");
        });
        Map<String, String> factors = new LinkedHashMap<>();
        parameters
                .optional("authorizeCode")
                .ifPresent(code -> credential.factors().stream()
                        // a one-time password is looked at only with the name under which it was sent
                        .filter(factor -> !factor.equals(Credential.OTP) || sent.isPresent())
                        .forEach(factor -> factors.put(factor, code)));
        Outcome outcome = core.ask(
                credential,
                new Ask(
                        numSignatures,
                        digests,
                        description(parameters, credential),
                        shown(parameters),
                        parameters.node().path("vcEnabled").asBoolean()
                                ? VerificationCode.EXCLUSIVE_OR
                                : VerificationCode.NONE,
                        factors));
        return outcome(parameters.asynchronous() ? outcome : core.awaitDecision(outcome));
    }

    private static void requireSignAlgorithm(Parameters parameters, Credential credential) {
        if (!SIGN_ALGORITHMS
                .getOrDefault(credential.algorithm(), List.of())
                .contains(parameters.required("signAlgo"))) {
            throw RsspRefused.invalid("signAlgo");
        }
    }

    private static void requirePhone(CredentialSettings settings) {
        if (settings.consent() == Consent.PHONE && settings.approval().equals(Optional.of(Approval.UNREADY))) {
            throw new RsspRefused(RsspRefused.PHONE_NOT_READY, "MOBILE APP IS NOT READY");
        }
    }

    /** A phone that is to ask needs something to show. */
    private static String description(Parameters parameters, Credential credential) {
        if (!credential.factors().isEmpty()) {
            return parameters.optional("notificationMessage").orElse("");
        }
        String caption = parameters.required("messageCaption");
        List<String> lines = new ArrayList<>(List.of(caption, parameters.required("notificationMessage")));
        pairs(parameters, "message").forEach((name, value) -> lines.add(name + ": " + value));
        return String.join("; ", lines);
    }

    private static Shown shown(Parameters parameters) {
        return new Shown(
                parameters.optional("scaIdentity").orElse(""),
                String.join(" · ", pairs(parameters, "rpName").values()),
                "",
                List.of());
    }

    /** A text of the template that is a JSON object: each pair is a line on the phone. */
    private static Map<String, String> pairs(Parameters parameters, String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        parameters
                .optional(name)
                .flatMap(text -> Json.parse(text.getBytes(StandardCharsets.UTF_8)))
                .ifPresent(object -> object.properties()
                        .forEach(
                                pair -> pairs.put(pair.getKey(), pair.getValue().asText())));
        return pairs;
    }

    private static Map<String, Object> outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Granted(String sad, long expiresIn) -> Map.of("SAD", sad, "expiresIn", expiresIn);
            case Outcome.Waiting(String handle) -> Map.of("responseID", handle);
        };
    }

    private Map<String, Object> authorizeCheck(Parameters parameters) {
        return outcome(core.check(parameters.required("requestID")));
    }

    private Map<String, Object> extend(Parameters parameters) {
        Credential credential = credentials.get(parameters.required("credentialID"));
        return outcome(core.extend(credential, parameters.required("SAD"), parameters.digests()));
    }

    private Map<String, Object> signHash(Parameters parameters) {
        Credential credential = credentials.get(parameters.required("credentialID"));
        String sad = parameters.required("SAD");
        List<Digest> digests = parameters.digests();
        requireSignAlgorithm(parameters, credential);
        boolean later = parameters.asynchronous();
        for (String asynchronousOnly : List.of("validityPeriod", "responseURI")) {
            if (!later && parameters.node().hasNonNull(asynchronousOnly)) {
                throw RsspRefused.invalid(asynchronousOnly);
            }
        }
        if (!later) {
            return signatures(core.sign(credential, sad, parameters.hashAlgorithm(), digests));
        }
        Optional<URI> callback = parameters
                .optional("responseURI")
                .map(uri -> Callbacks.parse(uri).orElseThrow(() -> RsspRefused.invalid("responseURI")));
        String id = core.submit(credential, sad, parameters.hashAlgorithm(), digests, parameters.validity());
        callback.ifPresent(address -> callbacks.hint(address, id));
        return Map.of("responseID", id);
    }

    private Map<String, Object> signPolling(Parameters parameters) {
        String id = parameters.required("requestID");
        PendingSignatures.Job job = core.result(id).orElseThrow(() -> RsspRefused.invalid("requestID"));
        return job.ready() ? signatures(job.signatures()) : Map.of("responseID", id);
    }

    private static Map<String, Object> signatures(List<byte[]> signatures) {
        return Map.of(
                "signatures",
                signatures.stream().map(Base64.getEncoder()::encodeToString).toList());
    }

    private static RsspRefused worded(SigningRefused refused, String operation) {
        return switch (refused.reason()) {
            case UNKNOWN_CREDENTIAL -> RsspRefused.invalid("credentialID");
            case CREDENTIAL_DISABLED -> RsspRefused.because("The credential identified by credentialID is disabled");
            case CERTIFICATE_NOT_VALID -> RsspRefused.because("Signing certificate is expired");
            case TOO_MANY_SIGNATURES -> RsspRefused.because("Numbers of signatures is too high");
            case WRONG_FACTOR -> RsspRefused.because("The " + refused.detail() + " is invalid");
            case FACTOR_LOCKED -> new RsspRefused(RsspRefused.BLOCKED, refused.detail() + " IS BLOCKED");
            case UNKNOWN_HANDLE -> RsspRefused.invalid("requestID");
            case APPROVAL_REFUSED -> RsspRefused.because("access_denied: the user refused");
            case APPROVAL_EXPIRED -> new RsspRefused(RsspRefused.REQUEST_EXPIRED, "REQUEST IS ALREADY EXPIRED");
            case INVALID_ACTIVATION -> RsspRefused.invalid("SAD");
            case ACTIVATION_EXPIRED ->
                operation.startsWith("signatures/") ? RsspRefused.because("SAD expired") : RsspRefused.invalid("SAD");
            case DIGEST_NOT_AUTHORISED -> RsspRefused.because("Hash is not authorized by the SAD");
        };
    }
}
