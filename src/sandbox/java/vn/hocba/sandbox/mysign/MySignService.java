package vn.hocba.sandbox.mysign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import vn.hocba.sandbox.faults.Faults;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.signing.Ask;
import vn.hocba.sandbox.signing.Callbacks;
import vn.hocba.sandbox.signing.Counters;
import vn.hocba.sandbox.signing.Credential;
import vn.hocba.sandbox.signing.Credentials;
import vn.hocba.sandbox.signing.Digest;
import vn.hocba.sandbox.signing.HashAlgorithm;
import vn.hocba.sandbox.signing.KeyAlgorithm;
import vn.hocba.sandbox.signing.Outcome;
import vn.hocba.sandbox.signing.RegisteredAddresses;
import vn.hocba.sandbox.signing.Shown;
import vn.hocba.sandbox.signing.SigningCore;
import vn.hocba.sandbox.signing.SigningRefused;
import vn.hocba.sandbox.signing.VerificationCode;

/** Viettel MySign at {@code /mysign}. A signer is called {@code CMT_} and the personal number, a seal {@code MST_} and the tax code. */
public final class MySignService {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Pattern SHOWABLE = Pattern.compile("[a-zA-Z0-9_\\- ]*");
    private static final int LONGEST_SHOWABLE = 100;
    private static final int ASYNC_WITH_CALLBACK = 3;

    private final Credentials credentials;
    private final SigningCore core;
    private final Counters counters;
    private final Faults faults;
    private final Webhook webhook;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Login> logins = new ConcurrentHashMap<>();
    private final Map<String, Started> transactions = new ConcurrentHashMap<>();

    private record Login(String user, Instant expiry) {}

    private record Started(
            String user,
            Credential credential,
            HashAlgorithm algorithm,
            List<Digest> digests,
            List<String> submitted) {}

    /** An answer that is no success: HTTP status, number or word, description. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final String error;

        Refused(int status, String error, String description) {
            super(description, null, false, false);
            this.status = status;
            this.error = error;
        }

        static Refused invalid(String parameter) {
            return new Refused(400, "invalid_request", "Invalid parameter " + parameter);
        }
    }

    public MySignService(
            Credentials credentials,
            SigningCore core,
            Counters counters,
            Faults faults,
            Callbacks callbacks,
            RegisteredAddresses addresses) {
        this.webhook = new Webhook(callbacks, addresses);
        this.credentials = credentials;
        this.core = core;
        this.counters = counters;
        this.faults = faults;
    }

    public void addTo(Routes routes) {
        routes.on("POST", "/mysign/**", this::serve);
    }

    private Reply serve(Request request) {
        String operation = "mysign/" + request.rest();
        JsonNode body = Json.parse(request.body()).orElseGet(MissingNode::getInstance);
        Optional<String> credentialId = Optional.of(body.path("credentialID").asText())
                .filter(id -> !id.isEmpty())
                .or(() -> Optional.ofNullable(
                                transactions.get(body.path("transactionId").asText()))
                        .map(started -> started.credential().id()))
                .or(() -> heldBy(body.path("user_id").asText()).stream()
                        .findFirst()
                        .map(Credential::id));
        counters.call(operation, credentialId.orElse(null));
        return faults.around(operation, credentialId, () -> answer(request, body));
    }

    private Reply.Answer answer(Request request, JsonNode body) {
        try {
            return switch (request.rest()) {
                case "ras/v1/login" -> login(body);
                case "certificates/info" -> certificates(signer(request), body);
                case "signHash" -> signHash(signer(request), body);
                case "requests/status" -> status(signer(request), body);
                default -> Reply.text(404, "Nothing is served here");
            };
        } catch (Refused refused) {
            return Reply.json(
                    refused.status,
                    Map.of("error", refused.error, "error_description", String.valueOf(refused.getMessage())));
        } catch (SigningRefused refused) {
            return worded(refused);
        }
    }

    private static Reply.Answer worded(SigningRefused refused) {
        String error = switch (refused.reason()) {
            case UNKNOWN_CREDENTIAL -> "Invalid parameter credentialID";
            case CREDENTIAL_DISABLED -> "The credential identified by credentialID is disabled";
            case TOO_MANY_SIGNATURES -> "Numbers of signatures is too high";
            default -> "Invalid parameter transactionId";
        };
        return Reply.json(400, Map.of("error", "invalid_request", "error_description", error));
    }

    private static String required(JsonNode body, String name) {
        if (!body.path(name).isTextual() || body.path(name).asText().isBlank()) {
            throw Refused.invalid(name);
        }
        return body.path(name).asText();
    }

    private static void checkClient(JsonNode body) {
        if (!required(body, "client_id").equals("hocba")) {
            throw new Refused(400, "58007", "Client ID does not exist");
        }
        if (!required(body, "client_secret").equals("sandbox-secret")) {
            throw new Refused(400, "86024", "Client secret is invalid");
        }
    }

    private List<Credential> heldBy(String user) {
        String holder = user.startsWith("CMT_") || user.startsWith("MST_") ? user.substring("CMT_".length()) : "";
        return holder.isEmpty() ? List.of() : credentials.heldBy(holder);
    }

    private List<Credential> held(String user) {
        List<Credential> held = heldBy(user);
        if (held.isEmpty()) {
            throw new Refused(400, "58008", "User ID does not exist");
        }
        return held;
    }

    private Reply.Answer login(JsonNode body) {
        checkClient(body);
        if (!required(body, "profile_id").equals("adss:ras:profile:001")) {
            throw Refused.invalid("profile_id");
        }
        String user = required(body, "user_id");
        List<Credential> _ = held(user);
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        logins.put(token, new Login(user, Instant.now().plus(LIFE)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", token);
        answer.put("refresh_token", "");
        answer.put("token_type", "Bearer");
        answer.put("expires_in", String.valueOf(LIFE.toSeconds()));
        return Reply.json(200, answer);
    }

    private String signer(Request request) {
        return request.header("Authorization")
                .filter(header -> header.startsWith("Bearer "))
                .map(header -> logins.get(header.substring("Bearer ".length())))
                .filter(login -> login.expiry().isAfter(Instant.now()))
                .map(Login::user)
                .orElseThrow(() -> new Refused(401, "invalid_token", "The access token is not valid"));
    }

    private Reply.Answer certificates(String user, JsonNode body) {
        checkClient(body);
        if (!required(body, "user_id").equals(user)) {
            throw new Refused(401, "59033", "User ID or password is invalid");
        }
        return Reply.json(200, held(user).stream().map(MySignService::describe).toList());
    }

    private static Map<String, Object> describe(Credential credential) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("status", credential.settings().enabled() ? "enabled" : "disabled");
        key.put("algo", List.of(signAlgorithm(credential)));
        key.put("len", String.valueOf(credential.algorithm().bits()));
        Map<String, Object> cert = new LinkedHashMap<>();
        cert.put("status", credential.settings().certificateStatus().wireName());
        cert.put(
                "certificates",
                credential.chain().stream().map(MySignService::encoded).toList());
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("key", key);
        described.put("cert", cert);
        described.put("authMode", credential.factors().isEmpty() ? "implicit" : "explicit");
        described.put("multisign", String.valueOf(credential.settings().multisign()));
        described.put("credential_id", credential.id());
        described.put("scal", String.valueOf(credential.settings().scal()));
        return described;
    }

    private static String signAlgorithm(Credential credential) {
        return credential.algorithm() == KeyAlgorithm.P_256 ? "1.2.840.10045.4.3.2" : "1.2.840.113549.1.1.1";
    }

    private static String encoded(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private Reply.Answer signHash(String user, JsonNode body) {
        checkClient(body);
        String id = required(body, "credentialID");
        Credential credential = held(user).stream()
                .filter(one -> one.id().equals(id) && one.factors().isEmpty())
                .findFirst()
                .orElseThrow(() -> Refused.invalid("credentialID"));
        HashAlgorithm algorithm =
                HashAlgorithm.ofOid(required(body, "hashAlgo")).orElseThrow(() -> Refused.invalid("hashAlgo"));
        if (!required(body, "signAlgo").equals(signAlgorithm(credential))) {
            throw Refused.invalid("signAlgo");
        }
        List<Digest> digests = digests(body.path("hash"), algorithm);
        List<String> names = names(body.path("documents"));
        if (body.path("numSignatures").asInt() != digests.size() || names.size() != digests.size()) {
            throw Refused.invalid("numSignatures");
        }
        String description = showable("description", required(body, "description"));
        int async = body.path("async").asInt(-1);
        if (async < 0 || async > ASYNC_WITH_CALLBACK) {
            throw Refused.invalid("async");
        }
        Outcome outcome = core.ask(
                credential,
                new Ask(
                        digests.size(),
                        digests,
                        description,
                        new Shown("", "", "", names),
                        VerificationCode.NONE,
                        Map.of()));
        if (!(outcome instanceof Outcome.Waiting(String handle))) {
            throw Refused.invalid("credentialID");
        }
        Started started = new Started(user, credential, algorithm, digests, new ArrayList<>());
        transactions.put(handle, started);
        if (async == 0) {
            String sad = core.awaitDecision(outcome).sad();
            return Reply.json(200, Map.of("signatures", base64(core.sign(credential, sad, algorithm, digests))));
        }
        if (async == ASYNC_WITH_CALLBACK) {
            webhook.whenDone(
                    handle,
                    credential.settings().approvalLife(),
                    documentIds(body.path("documents")),
                    () -> told(handle, started));
        }
        return Reply.json(200, Map.of("transactionId", handle));
    }

    private static List<Digest> digests(JsonNode hashes, HashAlgorithm algorithm) {
        List<Digest> digests = StreamSupport.stream(hashes.spliterator(), false)
                .map(hash -> Digest.parse(hash.asText())
                        .filter(digest -> digest.bytes().length == algorithm.length())
                        .orElseThrow(() -> Refused.invalid("hash")))
                .distinct()
                .toList();
        if (digests.isEmpty() || digests.size() != hashes.size()) {
            throw Refused.invalid("hash");
        }
        return digests;
    }

    private static List<String> names(JsonNode documents) {
        return StreamSupport.stream(documents.spliterator(), false)
                .map(document -> {
                    String _ = required(document, "document_id");
                    return showable("document_name", required(document, "document_name"));
                })
                .toList();
    }

    private static List<String> documentIds(JsonNode documents) {
        return StreamSupport.stream(documents.spliterator(), false)
                .map(document -> document.path("document_id").asText())
                .toList();
    }

    /** Base64 of what the app can show. */
    private static String showable(String parameter, String base64) {
        try {
            String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            if (base64.length() < LONGEST_SHOWABLE && SHOWABLE.matcher(text).matches()) {
                return text;
            }
        } catch (IllegalArgumentException notBase64) {
            // refused below
        }
        throw Refused.invalid(parameter);
    }

    private Reply.Answer status(String user, JsonNode body) {
        String id = required(body, "transactionId");
        Started started = Optional.ofNullable(transactions.get(id))
                .filter(one -> one.user().equals(user))
                .orElseThrow(() -> Refused.invalid("transactionId"));
        return Reply.json(200, told(id, started));
    }

    private Map<String, Object> told(String handle, Started started) {
        try {
            return state(handle, started);
        } catch (SigningRefused refused) {
            String status = switch (refused.reason()) {
                case APPROVAL_REFUSED -> "4002";
                case APPROVAL_EXPIRED, UNKNOWN_HANDLE -> "4001";
                case CERTIFICATE_NOT_VALID -> "13004";
                default -> "4004";
            };
            return Map.of("status", status);
        }
    }

    private Map<String, Object> state(String handle, Started started) {
        synchronized (started.submitted()) {
            if (started.submitted().isEmpty()) {
                if (!(core.check(handle) instanceof Outcome.Granted(String sad, long _))) {
                    return Map.of("status", "4000");
                }
                started.submitted()
                        .add(core.submit(started.credential(), sad, started.algorithm(), started.digests(), KEPT));
            }
            return core.result(started.submitted().getFirst())
                    .map(job -> job.ready()
                            ? Map.<String, Object>of("status", "1", "signatures", base64(job.signatures()))
                            : Map.<String, Object>of("status", "6000"))
                    .orElseThrow(() -> Refused.invalid("transactionId"));
        }
    }

    private static List<String> base64(List<byte[]> signatures) {
        return signatures.stream().map(Base64.getEncoder()::encodeToString).toList();
    }

    /** Every token is expired from now on. */
    public void expireAll() {
        logins.replaceAll(
                (token, login) -> new Login(login.user(), Instant.now().minusSeconds(1)));
    }
}
