package vn.hocba.sandbox.csc;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.signing.Ask;
import vn.hocba.sandbox.signing.CertificateStatus;
import vn.hocba.sandbox.signing.Consent;
import vn.hocba.sandbox.signing.Credential;
import vn.hocba.sandbox.signing.CredentialSettings;
import vn.hocba.sandbox.signing.Credentials;
import vn.hocba.sandbox.signing.Digest;
import vn.hocba.sandbox.signing.Outcome;
import vn.hocba.sandbox.signing.Shown;
import vn.hocba.sandbox.signing.SigningCore;
import vn.hocba.sandbox.signing.VerificationCode;

/** The {@code credentials/*} methods. */
final class CredentialMethods {

    private static final int MAX_DESCRIPTION = 500;

    private final Credentials credentials;
    private final SigningCore core;

    CredentialMethods(Credentials credentials, SigningCore core) {
        this.credentials = credentials;
        this.core = core;
    }

    void addTo(Map<String, CscVersion.Method> methods) {
        methods.put("credentials/list", this::list);
        methods.put("credentials/info", (parameters, caller) -> info(parameters));
        methods.put("credentials/authorize", (parameters, caller) -> authorize(parameters));
        methods.put("credentials/authorizeCheck", (parameters, caller) -> authorizeCheck(parameters));
        methods.put("credentials/getChallenge", (parameters, caller) -> getChallenge(parameters));
        methods.put("credentials/extendTransaction", (parameters, caller) -> extendTransaction(parameters));
    }

    /** The service's access token names no user, so the request has to. */
    private Reply.Answer list(Parameters parameters, Caller caller) {
        String holder =
                parameters.optional("userID").filter(id -> !id.isBlank()).orElseThrow(() -> CscError.invalid("userID"));
        boolean onlyValid = parameters.flag("onlyValid");
        CredentialDescription description = CredentialDescription.asked(parameters);
        List<Credential> held = credentials.heldBy(holder).stream()
                .filter(credential -> !onlyValid || usable(credential))
                .toList();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("credentialIDs", held.stream().map(Credential::id).toList());
        if (parameters.flag("credentialInfo")) {
            List<Map<String, Object>> infos = new ArrayList<>();
            for (Credential credential : held) {
                Map<String, Object> info = new LinkedHashMap<>();
                info.put("credentialID", credential.id());
                info.putAll(described(description, credential));
                infos.add(info);
            }
            body.put("credentialInfos", infos);
        }
        if (onlyValid) {
            body.put("onlyValid", true);
        }
        return Reply.json(200, body);
    }

    private static boolean usable(Credential credential) {
        return credential.settings().enabled() && credential.settings().certificateStatus() == CertificateStatus.VALID;
    }

    private Reply.Answer info(Parameters parameters) {
        Credential credential = credentials.get(parameters.required("credentialID"));
        return Reply.json(200, described(CredentialDescription.asked(parameters), credential));
    }

    private static Map<String, Object> described(CredentialDescription description, Credential credential) {
        return description.of(
                credential, description.authInfo() ? Map.of("auth", auth(credential.settings())) : Map.of());
    }

    private static Map<String, Object> auth(CredentialSettings settings) {
        Map<String, Object> pin = factor("Password", Credential.PIN, "Mã PIN", "Mã PIN của chứng thư số");
        pin.put("format", "N");
        Map<String, Object> otp =
                factor("ChallengeResponse", Credential.OTP, "Mã OTP", "Mã gửi qua tin nhắn khi yêu cầu");
        otp.put("format", "N");
        Map<String, Object> phone =
                factor("PasswordOOB", "PHONE", "Duyệt trên điện thoại", "Mở ứng dụng ký số và đồng ý");
        Map<String, Object> auth = new LinkedHashMap<>();
        auth.put("mode", settings.consent() == Consent.PAGE ? "oauth2code" : "explicit");
        switch (settings.consent()) {
            case PIN -> {
                auth.put("expression", "PIN");
                auth.put("objects", List.of(pin));
            }
            case PIN_AND_OTP -> {
                auth.put("expression", "PIN AND OTP");
                auth.put("objects", List.of(pin, otp));
            }
            case OTP, OTP_BY_EMAIL -> {
                auth.put("expression", "OTP");
                auth.put("objects", List.of(otp));
            }
            case PHONE -> {
                auth.put("expression", "PHONE");
                auth.put("objects", List.of(phone));
            }
            // the page says itself what it asks for
            case PAGE -> {}
        }
        return auth;
    }

    private static Map<String, Object> factor(String type, String id, String label, String description) {
        Map<String, Object> factor = new LinkedHashMap<>();
        factor.put("type", type);
        factor.put("id", id);
        factor.put("label", label);
        factor.put("description", description);
        return factor;
    }

    private Reply.Answer authorize(Parameters parameters) {
        Credential credential = credentials.get(parameters.required("credentialID"));
        int numSignatures = parameters.count("numSignatures");
        List<Digest> digests = digests(parameters, credential);
        if (digests.size() > numSignatures) {
            throw CscError.invalidRequest("Invalid value for parameter numSignatures");
        }
        String description = description(parameters);
        return outcome(core.ask(
                credential,
                new Ask(
                        numSignatures,
                        digests,
                        description,
                        shown(parameters),
                        VerificationCode.SIX_DIGITS,
                        factors(parameters, credential))));
    }

    static List<Digest> digests(Parameters parameters, Credential credential) {
        return credential.settings().scal() == 2 || parameters.hasHashes()
                ? parameters.hashes(parameters.hashAlgorithm())
                : List.of();
    }

    static String description(Parameters parameters) {
        String description = parameters.optional("description").orElse("");
        if (description.length() > MAX_DESCRIPTION) {
            throw CscError.invalid("description");
        }
        return description;
    }

    private static Map<String, String> factors(Parameters parameters, Credential credential) {
        JsonNode array = parameters.node().path("authData");
        if (array.isMissingNode() && credential.factors().isEmpty()) {
            return Map.of();
        }
        if (!array.isArray()) {
            throw CscError.missing("array", "authData");
        }
        Map<String, String> factors = new HashMap<>();
        for (JsonNode item : array) {
            if (!item.path("id").isTextual()
                    || (item.has("value") && !item.path("value").isTextual())
                    || factors.put(item.path("id").asText(), item.path("value").asText("")) != null) {
                throw CscError.invalid("authData");
            }
        }
        return factors;
    }

    /**
     * Our extension: {@code clientData} may carry a JSON object (as text or as it is) with what the phone shows. Anything
     * else is the relying party's own business, as in the standard.
     */
    static Shown shown(Parameters parameters) {
        JsonNode clientData = parameters.node().path("clientData");
        Optional<JsonNode> shown = clientData.isTextual()
                ? Json.parse(clientData.asText().getBytes(StandardCharsets.UTF_8))
                : Optional.of(clientData);
        return shown.filter(JsonNode::isObject)
                .map(node -> {
                    List<String> labels = new ArrayList<>();
                    node.path("labels").forEach(label -> labels.add(label.asText()));
                    return new Shown(
                            node.path("requestedBy").asText(""),
                            node.path("school").asText(""),
                            node.path("className").asText(""),
                            labels);
                })
                .orElse(Shown.NOTHING);
    }

    private Reply.Answer authorizeCheck(Parameters parameters) {
        return outcome(core.check(parameters.required("handle")));
    }

    private static Reply.Answer outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Granted(String sad, long expiresIn) -> {
                Map<String, Object> body = new LinkedHashMap<>();
                body.put("SAD", sad);
                body.put("expiresIn", expiresIn);
                yield Reply.json(200, body);
            }
            case Outcome.Waiting(String handle) -> Reply.json(202, Map.of("handle", handle));
        };
    }

    /** The text message is not sent anywhere: the code is the credential's. */
    private Reply.Answer getChallenge(Parameters parameters) {
        Credential credential = credentials.get(parameters.required("credentialID"));
        String factor = parameters.required("authObjectID");
        if (!factor.equals(Credential.OTP) || !credential.factors().contains(factor)) {
            throw CscError.invalid("authObjectID");
        }
        if (credential.isLocked(factor)) {
            throw CscError.invalidRequest("OTP locked");
        }
        return Reply.empty(204);
    }

    private Reply.Answer extendTransaction(Parameters parameters) {
        Credential credential = credentials.get(parameters.required("credentialID"));
        String sad = parameters.required("SAD");
        List<Digest> digests = digests(parameters, credential);
        return outcome(core.extend(credential, sad, digests));
    }
}
