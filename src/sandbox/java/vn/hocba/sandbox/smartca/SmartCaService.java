package vn.hocba.sandbox.smartca;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import vn.hocba.sandbox.faults.Faults;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.signing.Ask;
import vn.hocba.sandbox.signing.Callbacks;
import vn.hocba.sandbox.signing.CertificateStatus;
import vn.hocba.sandbox.signing.Counters;
import vn.hocba.sandbox.signing.Credential;
import vn.hocba.sandbox.signing.Credentials;
import vn.hocba.sandbox.signing.Digest;
import vn.hocba.sandbox.signing.HashAlgorithm;
import vn.hocba.sandbox.signing.Lookout;
import vn.hocba.sandbox.signing.Outcome;
import vn.hocba.sandbox.signing.RegisteredAddresses;
import vn.hocba.sandbox.signing.Shown;
import vn.hocba.sandbox.signing.SigningCore;
import vn.hocba.sandbox.signing.SigningRefused;
import vn.hocba.sandbox.signing.VerificationCode;

/** VNPT SmartCA at {@code /smartca}. The signer's password is the credential's PIN. */
public final class SmartCaService {

    private static final String WAITING = "sig_wait_for_user_confirm";
    private static final Duration SAD_LIFE = Duration.ofSeconds(299);
    private static final Pattern STATUS = Pattern.compile("v1/signatures/sign/([^/]+)/status");

    private final Credentials credentials;
    private final SigningCore core;
    private final Counters counters;
    private final Faults faults;
    private final Callbacks callbacks;
    private final RegisteredAddresses addresses;
    private final Map<String, Transaction> byTransactionId = new ConcurrentHashMap<>();
    private final Map<String, Transaction> byTranCode = new ConcurrentHashMap<>();

    public SmartCaService(
            Credentials credentials,
            SigningCore core,
            Counters counters,
            Faults faults,
            Callbacks callbacks,
            RegisteredAddresses addresses) {
        this.callbacks = callbacks;
        this.addresses = addresses;
        this.credentials = credentials;
        this.core = core;
        this.counters = counters;
        this.faults = faults;
    }

    public void addTo(Routes routes) {
        routes.on("POST", "/smartca/**", this::serve);
    }

    private Reply serve(Request request) {
        Optional<String> asked = Optional.of(STATUS.matcher(request.rest()))
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.group(1));
        String operation = "smartca/" + (asked.isPresent() ? "v1/signatures/status" : request.rest());
        JsonNode body = Json.parse(request.body()).orElseGet(MissingNode::getInstance);
        Optional<String> credentialId = asked.flatMap(this::transaction)
                .map(Transaction::credential)
                .or(() -> find(body))
                .map(Credential::id);
        counters.call(operation, credentialId.orElse(null));
        return faults.around(operation, credentialId, () -> answer(request.rest(), asked, body));
    }

    private Optional<Transaction> transaction(String id) {
        return Optional.ofNullable(byTransactionId.get(id)).or(() -> Optional.ofNullable(byTranCode.get(id)));
    }

    private Reply.Answer answer(String path, Optional<String> asked, JsonNode body) {
        try {
            if (!body.isObject()) {
                throw SmartCaRefused.badRequest("body is not an object");
            }
            if (!required(body, "sp_id").equals("hocba")
                    || !required(body, "sp_password").equals("sandbox-secret")) {
                throw new SmartCaRefused(SmartCaRefused.ACCOUNT_INVALID, "sp_id or sp_password is invalid");
            }
            if (asked.isPresent()) {
                return status(asked.get());
            }
            return switch (path) {
                case "v1/credentials/get_certificate" -> certificates(body);
                case "v1/signatures/sign" -> push(body);
                case "v2/signatures/sign" -> typed(body);
                case "v2/signatures/confirm" -> confirm(body);
                default -> Reply.text(404, "Nothing is served here");
            };
        } catch (SmartCaRefused refused) {
            return refused.answer();
        } catch (SigningRefused refused) {
            return worded(refused).answer();
        }
    }

    private static String required(JsonNode body, String name) {
        if (!body.path(name).isTextual() || body.path(name).asText().isBlank()) {
            throw SmartCaRefused.badRequest(name + " is required");
        }
        return body.path(name).asText();
    }

    private static Reply.Answer success(String message, Map<String, Object> data) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status_code", 200);
        body.put("message", message);
        body.put("data", data);
        return Reply.json(200, body);
    }

    private List<Credential> held(JsonNode body) {
        List<Credential> held = credentials.heldBy(required(body, "user_id"));
        if (held.isEmpty()) {
            throw new SmartCaRefused(SmartCaRefused.ACCOUNT_INVALID, "user_id is not a subscriber");
        }
        return held;
    }

    private static String serial(Credential credential) {
        return credential.chain().getFirst().getSerialNumber().toString(16);
    }

    private Optional<Credential> find(JsonNode body) {
        String serial = body.path("serial_number").asText("");
        return credentials.heldBy(body.path("user_id").asText("")).stream()
                .filter(credential -> serial.isEmpty() || serial(credential).equalsIgnoreCase(serial))
                .findFirst();
    }

    private Reply.Answer certificates(JsonNode body) {
        String transaction = required(body, "transaction_id");
        String serial = body.path("serial_number").asText("");
        List<Map<String, Object>> described = new ArrayList<>();
        for (Credential credential : held(body)) {
            if (serial.isEmpty() || serial(credential).equalsIgnoreCase(serial)) {
                described.add(describe(credential, transaction));
            }
        }
        return success("Success", Map.of("user_certificates", described));
    }

    private static Map<String, Object> describe(Credential credential, String transaction) {
        List<X509Certificate> chain = credential.chain();
        X509Certificate signer = chain.getFirst();
        boolean seal = credential.holder().taxCode() != null;
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("service_type", seal ? "ESEAL" : "SMARTCA");
        described.put("service_name", seal ? "ESEAL" : "SMARTCA PERSONAL PRO");
        described.put("cert_id", credential.id());
        described.put("cert_status", isActive(credential) ? "Đang hoạt động" : "Không hoạt động");
        described.put("serial_number", serial(credential));
        described.put("cert_subject", signer.getSubjectX500Principal().getName(X500Principal.RFC2253));
        described.put("cert_valid_from", signer.getNotBefore().toInstant().toString());
        described.put("cert_valid_to", signer.getNotAfter().toInstant().toString());
        described.put("cert_data", encoded(signer));
        Map<String, Object> issuers = new LinkedHashMap<>();
        issuers.put("ca_cert", encoded(chain.get(1)));
        issuers.put("root_cert", chain.size() > 2 ? encoded(chain.get(2)) : null);
        described.put("chain_data", issuers);
        described.put("transaction_id", transaction);
        return described;
    }

    private static boolean isActive(Credential credential) {
        return credential.settings().enabled() && credential.settings().certificateStatus() == CertificateStatus.VALID;
    }

    private static String encoded(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private Reply.Answer push(JsonNode body) {
        return begin(body, Map.of());
    }

    private Reply.Answer typed(JsonNode body) {
        return begin(body, Map.of(Credential.PIN, required(body, "password"), Credential.OTP, required(body, "otp")));
    }

    private Reply.Answer begin(JsonNode body, Map<String, String> factors) {
        String id = required(body, "transaction_id");
        List<Credential> _ = held(body);
        Credential credential = find(body)
                .orElseThrow(() -> new SmartCaRefused(SmartCaRefused.ACCOUNT_INVALID, "serial_number is unknown"));
        if (factors.isEmpty() != credential.factors().isEmpty()) {
            throw new SmartCaRefused(SmartCaRefused.CREDENTIAL_STATUS_INVALID, "the certificate is of another package");
        }
        if (!isActive(credential)) {
            throw new SmartCaRefused(
                    SmartCaRefused.CREDENTIAL_STATUS_INVALID,
                    credential.settings().enabled() ? "the certificate is not valid" : "the credential is locked");
        }
        List<String> documents = new ArrayList<>();
        List<Digest> digests = new ArrayList<>();
        read(body.path("sign_files"), documents, digests);
        HashAlgorithm algorithm = algorithm(digests);
        synchronized (byTransactionId) {
            if (byTransactionId.containsKey(id)) {
                throw SmartCaRefused.badRequest("transaction_id is not unique");
            }
            Outcome outcome = core.ask(
                    credential,
                    new Ask(
                            digests.size(),
                            digests,
                            body.path("transaction_desc").asText(""),
                            new Shown("", "", "", documents),
                            VerificationCode.NONE,
                            factors));
            return begun(
                    id,
                    new Transaction(
                            credential,
                            algorithm,
                            documents,
                            digests,
                            outcome,
                            Instant.now().plus(sadLife(credential))),
                    outcome);
        }
    }

    private static Duration sadLife(Credential credential) {
        Duration life = credential.settings().activationLife();
        return life.compareTo(SAD_LIFE) < 0 ? life : SAD_LIFE;
    }

    private Reply.Answer begun(String id, Transaction transaction, Outcome outcome) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("transaction_id", id);
        String code = switch (outcome) {
            case Outcome.Waiting(String handle) -> handle;
            case Outcome.Granted(String sad, long _) -> {
                data.put("sad", sad);
                data.put("expired_in", sadLife(transaction.credential()).toSeconds());
                yield UUID.randomUUID().toString();
            }
        };
        data.put("tran_code", code);
        byTransactionId.put(id, transaction);
        byTranCode.put(code, transaction);
        if (outcome instanceof Outcome.Waiting) {
            addresses
                    .of("smartca")
                    .ifPresent(address -> Lookout.whenThere(
                            transaction.credential().settings().approvalLife(),
                            () -> ended(id, transaction),
                            told -> callbacks.tell(address, Map.of(), told)));
        }
        return success(WAITING, data);
    }

    private static void read(JsonNode files, List<String> documents, List<Digest> digests) {
        if (!files.isArray() || files.isEmpty()) {
            throw SmartCaRefused.badRequest("sign_files is required");
        }
        for (JsonNode file : files) {
            if (!required(file, "sign_type").equals("hash")) {
                throw SmartCaRefused.badRequest("sign_type: only hash is supported");
            }
            String _ = required(file, "file_type");
            documents.add(required(file, "doc_id"));
            digests.add(digest(required(file, "data_to_be_signed")));
        }
        if (new HashSet<>(documents).size() != documents.size()) {
            throw SmartCaRefused.badRequest("doc_id stands twice");
        }
    }

    private static Digest digest(String hex) {
        try {
            return new Digest(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)));
        } catch (IllegalArgumentException notHex) {
            throw SmartCaRefused.badRequest("data_to_be_signed is not hex");
        }
    }

    private static HashAlgorithm algorithm(List<Digest> digests) {
        return List.of(HashAlgorithm.values()).stream()
                .filter(algorithm -> digests.stream().allMatch(digest -> digest.bytes().length == algorithm.length()))
                .findFirst()
                .orElseThrow(() -> SmartCaRefused.badRequest("data_to_be_signed has the length of no hash"));
    }

    private Reply.Answer confirm(JsonNode body) {
        String id = required(body, "transaction_id");
        String sad = required(body, "sad");
        Transaction transaction = Optional.ofNullable(byTransactionId.get(id))
                .orElseThrow(() -> SmartCaRefused.badRequest("transaction_not_found"));
        if (!required(body, "password")
                .equals(transaction.credential().settings().pin())) {
            throw new SmartCaRefused(SmartCaRefused.ACCOUNT_INVALID, "password is invalid");
        }
        if (!transaction.confirm(core, sad)) {
            throw SmartCaRefused.badRequest("sad is invalid or expired");
        }
        return status(id);
    }

    private Reply.Answer status(String id) {
        Transaction transaction = transaction(id).orElseThrow(() -> SmartCaRefused.badRequest("transaction_not_found"));
        Optional<List<byte[]>> signatures = transaction.look(core);
        if (signatures.isEmpty() && transaction.isOver()) {
            throw SmartCaRefused.badRequest("sig_expired");
        }
        if (signatures.isEmpty()) {
            return success(WAITING, Map.of("transaction_id", id));
        }
        return success("SUCCESS", Map.of("transaction_id", id, "signatures", signed(transaction, signatures.get())));
    }

    /** What the webhook says once the person has decided. */
    private Optional<Map<String, Object>> ended(String id, Transaction transaction) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("sp_id", "hocba");
        try {
            Optional<List<Map<String, Object>>> signed =
                    transaction.look(core).map(signatures -> signed(transaction, signatures));
            if (signed.isEmpty()) {
                return Optional.empty();
            }
            told.put("status_code", 200);
            told.put("message", "SUCCESS");
            told.put("transaction_id", id);
            told.put("signed_files", signed.get());
        } catch (SigningRefused refused) {
            told.put("status_code", 400);
            told.put("message", worded(refused).getMessage());
            told.put("transaction_id", id);
        }
        return Optional.of(told);
    }

    private static List<Map<String, Object>> signed(Transaction transaction, List<byte[]> signatures) {
        List<Map<String, Object>> signed = new ArrayList<>();
        for (int i = 0; i < signatures.size(); i++) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("doc_id", transaction.documents().get(i));
            one.put("signature_value", Base64.getEncoder().encodeToString(signatures.get(i)));
            one.put("timestamp_signature", null);
            signed.add(one);
        }
        return signed;
    }

    private static SmartCaRefused worded(SigningRefused refused) {
        return switch (refused.reason()) {
            case WRONG_FACTOR ->
                refused.detail().equals(Credential.OTP)
                        ? new SmartCaRefused(SmartCaRefused.ACCOUNT_INVALID, "otp is invalid")
                        : new SmartCaRefused(SmartCaRefused.ACCOUNT_INVALID, "password is invalid");
            case FACTOR_LOCKED ->
                new SmartCaRefused(
                        SmartCaRefused.ACCOUNT_INVALID,
                        (refused.detail().equals(Credential.OTP) ? "otp" : "password") + " is locked");
            case CREDENTIAL_DISABLED ->
                new SmartCaRefused(SmartCaRefused.CREDENTIAL_STATUS_INVALID, "the credential is locked");
            case CERTIFICATE_NOT_VALID ->
                new SmartCaRefused(SmartCaRefused.CREDENTIAL_STATUS_INVALID, "the certificate is not valid");
            case TOO_MANY_SIGNATURES -> SmartCaRefused.badRequest("sign_files has too many documents");
            case APPROVAL_REFUSED -> SmartCaRefused.badRequest("sig_user_rejected");
            case APPROVAL_EXPIRED -> SmartCaRefused.badRequest("sig_expired");
            case UNKNOWN_CREDENTIAL, UNKNOWN_HANDLE, INVALID_ACTIVATION, ACTIVATION_EXPIRED, DIGEST_NOT_AUTHORISED ->
                SmartCaRefused.badRequest("transaction_not_found");
        };
    }
}
