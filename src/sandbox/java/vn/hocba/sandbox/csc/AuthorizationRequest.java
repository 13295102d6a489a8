package vn.hocba.sandbox.csc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.signing.Ask;
import vn.hocba.sandbox.signing.Credential;
import vn.hocba.sandbox.signing.Credentials;
import vn.hocba.sandbox.signing.Digest;
import vn.hocba.sandbox.signing.VerificationCode;

/**
 * What a relying party asks {@code oauth2/authorize} for.
 *
 * @param use of a credential (scope {@code credential}); empty for the relying party's access (scope {@code service})
 * @param challenge of PKCE, always S256
 */
record AuthorizationRequest(Redirection redirection, Optional<Use> use, Optional<String> challenge) {

    private static final int LONGEST_STATE = 255;

    /** The credential and what it is to sign. */
    record Use(Credential credential, Ask ask) {}

    /**
     * Where the person goes afterwards. Until it is known to be the relying party's, nobody is sent anywhere.
     *
     * @param uri on loopback: that is where this sandbox's relying parties are
     */
    record Redirection(String uri, Optional<String> state) {

        private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

        /** @throws CscError for the person's eyes: there is nobody to send it to */
        static Redirection of(Map<String, String> parameters) {
            String client = parameters.getOrDefault("client_id", "");
            if (client.isEmpty()) {
                throw CscError.missing("client_id");
            }
            if (!client.equals(ServiceTokens.CLIENT_ID)) {
                throw CscError.invalid("client_id");
            }
            String uri = parameters.getOrDefault("redirect_uri", "");
            if (uri.isEmpty()) {
                throw CscError.missing("redirect_uri");
            }
            if (!isRegistered(uri)) {
                throw CscError.invalid("redirect_uri");
            }
            return new Redirection(
                    uri, Optional.ofNullable(parameters.get("state")).filter(state -> state.length() <= LONGEST_STATE));
        }

        private static boolean isRegistered(String uri) {
            try {
                URI parsed = URI.create(uri);
                return "http".equals(parsed.getScheme())
                        && parsed.getHost() != null
                        && LOOPBACK.contains(parsed.getHost())
                        && parsed.getRawFragment() == null
                        && parsed.getRawUserInfo() == null;
            } catch (IllegalArgumentException notAnAddress) {
                return false;
            }
        }

        Reply.Answer with(String code) {
            return to(Map.of("code", code));
        }

        Reply.Answer with(CscError error) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("error", error.error());
            parameters.put("error_description", error.description());
            return to(parameters);
        }

        private Reply.Answer to(Map<String, String> parameters) {
            Map<String, String> all = new LinkedHashMap<>(parameters);
            state.ifPresent(value -> all.put("state", value));
            String query = all.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return new Reply.Answer(
                    302,
                    Map.of("Location", uri + (uri.contains("?") ? "&" : "?") + query, "Cache-Control", "no-store"),
                    new byte[0]);
        }
    }

    /** @throws CscError for the relying party */
    static AuthorizationRequest of(
            Redirection redirection, Map<String, String> parameters, CscVersion version, Credentials credentials) {
        if (parameters.getOrDefault("state", "").length() > LONGEST_STATE) {
            throw CscError.invalid("state");
        }
        if (!parameters.containsKey("response_type")) {
            throw CscError.missing("response_type");
        }
        if (!parameters.getOrDefault("response_type", "").equals("code")) {
            throw new CscError(400, "unsupported_response_type", "Invalid parameter response_type");
        }
        if (parameters.containsKey("authorization_details")) {
            throw CscError.invalid("authorization_details");
        }
        Optional<String> challenge = challenge(parameters, version);
        return switch (parameters.getOrDefault("scope", "service")) {
            case "service" -> new AuthorizationRequest(redirection, Optional.empty(), challenge);
            case "credential" ->
                new AuthorizationRequest(redirection, Optional.of(use(parameters, version, credentials)), challenge);
            default -> throw new CscError(400, "invalid_scope", "Invalid parameter scope");
        };
    }

    /** v1 does not know it, yet honours it: a code for which a challenge was given is worth nothing without its verifier. */
    private static Optional<String> challenge(Map<String, String> parameters, CscVersion version) {
        String challenge = parameters.getOrDefault("code_challenge", "");
        if (challenge.isEmpty()) {
            if (version.requiresChallenge()) {
                throw CscError.missing("code_challenge");
            }
            return Optional.empty();
        }
        if (!challenge.matches("[A-Za-z0-9_-]{43}")) {
            throw CscError.invalid("code_challenge");
        }
        if (!parameters.getOrDefault("code_challenge_method", "plain").equals("S256")) {
            throw CscError.invalid("code_challenge_method");
        }
        return Optional.of(challenge);
    }

    private static Use use(Map<String, String> form, CscVersion version, Credentials credentials) {
        Parameters parameters = new Parameters(json(form, version.hashNames()), version.hashNames());
        Credential credential = credentials.get(parameters.required("credentialID"));
        int numSignatures = parameters.count("numSignatures");
        List<Digest> digests = version.digests(parameters, credential);
        if (digests.size() > numSignatures) {
            throw CscError.invalidRequest("Invalid value for parameter numSignatures");
        }
        return new Use(
                credential,
                new Ask(
                        numSignatures,
                        digests,
                        CredentialMethods.description(parameters),
                        CredentialMethods.shown(parameters),
                        VerificationCode.SIX_DIGITS,
                        Map.of()));
    }

    /** The same parameters as other methods have them: numbers as numbers, hashes as an array of base64. */
    private static ObjectNode json(Map<String, String> form, Parameters.HashNames names) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        form.forEach(json::put);
        String number = form.getOrDefault("numSignatures", "");
        if (number.matches("-?[0-9]{1,9}")) {
            json.put("numSignatures", Integer.parseInt(number));
        }
        if (form.containsKey(names.hashes())) {
            ArrayNode hashes = json.putArray(names.hashes());
            for (String hash : form.getOrDefault(names.hashes(), "").split(",", -1)) {
                hashes.add(
                        hash.matches("[A-Za-z0-9_-]+=*")
                                ? hash.replace('-', '+').replace('_', '/')
                                : "*");
            }
        }
        return json;
    }
}
