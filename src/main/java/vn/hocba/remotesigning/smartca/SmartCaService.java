package vn.hocba.remotesigning.smartca;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.AuthorisationAnswer;
import vn.hocba.remotesigning.AuthorisationAnswer.Granted;
import vn.hocba.remotesigning.AuthorisationAnswer.Waiting;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.CertificateStatus;
import vn.hocba.remotesigning.ChallengeId;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.CredentialList;
import vn.hocba.remotesigning.CredentialReference;
import vn.hocba.remotesigning.Factor;
import vn.hocba.remotesigning.FixedCallbacks;
import vn.hocba.remotesigning.HolderCredential;
import vn.hocba.remotesigning.HttpAnswer;
import vn.hocba.remotesigning.HttpCall;
import vn.hocba.remotesigning.HttpCall.Connection;
import vn.hocba.remotesigning.KeyStatus;
import vn.hocba.remotesigning.ProviderHttp;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.ProviderSettings;
import vn.hocba.remotesigning.RemoteSigningFailure.AnswerLost;
import vn.hocba.remotesigning.RemoteSigningFailure.AuthorisationSpent;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure.NothingSent;
import vn.hocba.remotesigning.RemoteSigningFailure.Overloaded;
import vn.hocba.remotesigning.RemoteSigningFailure.Permanent;
import vn.hocba.remotesigning.RemoteSigningFailure.Refused;
import vn.hocba.remotesigning.RemoteSigningFailure.UnknownCredential;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.ResponseId;
import vn.hocba.remotesigning.Scal;
import vn.hocba.remotesigning.ServiceError;
import vn.hocba.remotesigning.SignAlgorithms;
import vn.hocba.remotesigning.SignatureActivationData;
import vn.hocba.remotesigning.SigningAnswer;
import vn.hocba.remotesigning.SigningOrder;
import vn.hocba.remotesigning.TransactionId;
import vn.hocba.remotesigning.VerificationCode;
import vn.hocba.remotesigning.WireCertificates;
import vn.hocba.remotesigning.WireJson;

/**
 * One SmartCA gateway. The wire asks for consent and signs in one go: {@link #authorise} starts the transaction, an approved one is
 * granted with its own id as activation data, and {@link #sign} fetches the signatures, as often as it takes.
 */
final class SmartCaService implements RemoteSigningService {

    static final String PASSWORD = "password";
    static final String OTP = "otp";

    /** It names a transaction by our own id. */
    private static final FixedCallbacks WEBHOOK =
            body -> WireJson.find(body, "transaction_id").flatMap(ApprovalHandle::find);

    private static final String CERTIFICATES = "v1/credentials/get_certificate";
    private static final String PUSH = "v1/signatures/sign";
    private static final String TYPED = "v2/signatures/sign";
    private static final String CONFIRM = "v2/signatures/confirm";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    /** How long the service is relied on to keep signatures. */
    private static final long KEPT_SECONDS = Duration.ofHours(1).toSeconds();

    private final ProviderId provider;
    private final ProviderHttp http;
    private final URI base;
    private final Wire.Caller caller;
    private final ConsentMode consent;
    private final int maxSignatures;
    private final Duration pollInterval;
    private final Clock clock;

    SmartCaService(ProviderId provider, ProviderSettings settings, ProviderHttp http, Clock clock) {
        this.provider = provider;
        this.http = http;
        this.base = settings.url();
        this.caller = new Wire.Caller(settings.clientId(), settings.clientSecret());
        this.consent = settings.typedConsent() ? typedIn() : new ConsentMode.OutOfBand();
        this.maxSignatures = Math.max(1, settings.maxSignatures());
        this.pollInterval = settings.pollInterval();
        this.clock = clock;
    }

    private static ConsentMode typedIn() {
        var password = Optional.of("Mật khẩu SmartCA");
        var otp = Optional.of("Mã OTP trong ứng dụng");
        return new ConsentMode.Explicit(
                List.of(
                        new Factor(PASSWORD, Factor.Kind.PIN, password, Factor.Format.ALPHANUMERIC, false),
                        new Factor(OTP, Factor.Kind.OTP, otp, Factor.Format.NUMERIC, false)),
                ConsentMode.Combination.ALL_OF);
    }

    @Override
    public Uni<List<Credential>> credentials(String holder) {
        return http.returning(certificates(holder, "")
                        .chain(found -> CredentialList.readable(
                                found,
                                Wire.UserCertificate::serial,
                                one -> Uni.createFrom().item(credential(holder, one)))))
                .onFailure(UnknownCredential.class)
                .recoverWithItem(List.of());
    }

    @Override
    public Uni<Credential> credential(CredentialId id) {
        return http.returning(Uni.createFrom().deferred(() -> {
            var named = HolderCredential.of(id);
            return certificates(named.holder(), named.id())
                    .map(found -> found.stream()
                            .filter(one -> named.id().equalsIgnoreCase(one.serial()))
                            .findFirst()
                            .map(one -> credential(named.holder(), one))
                            .orElseThrow(() -> new UnknownCredential("no certificate with this serial number", null)));
        }));
    }

    private Uni<List<Wire.UserCertificate>> certificates(String user, String serial) {
        var request = new Wire.CertificatesRequest(
                caller, user, serial, UUID.randomUUID().toString());
        return call(CERTIFICATES, Connection.KEPT, WireJson.write(request))
                .map(answer -> success(CERTIFICATES, answer, Wire.CertificatesAnswer.class))
                .map(answer -> answer.data() == null || answer.data().certificates() == null
                        ? List.of()
                        : answer.data().certificates());
    }

    private Credential credential(String user, Wire.UserCertificate described) {
        var chain = described.chain();
        var certificate = WireCertificates.read(
                CERTIFICATES,
                Stream.of(
                                described.certificate(),
                                chain == null ? null : chain.authority(),
                                chain == null ? null : chain.root())
                        .flatMap(Stream::ofNullable)
                        .filter(encoded -> !encoded.isBlank())
                        .toList());
        var serial = Objects.requireNonNullElse(described.serial(), "");
        if (serial.isBlank()) {
            throw new MalformedAnswer(CERTIFICATES + ": a certificate without serial number");
        }
        var key = keyStatus(described.status());
        return new Credential(
                new CredentialReference(provider, new HolderCredential(user, serial).credentialId()),
                certificate,
                key,
                key == KeyStatus.ENABLED ? CertificateStatus.VALID : CertificateStatus.UNKNOWN,
                SignAlgorithms.ofKey(certificate.certificate()),
                maxSignatures,
                Scal.SCAL2,
                consent,
                VerificationCode.Rule.SIX_DIGITS);
    }

    /** One text tells of key and certificate. */
    private static KeyStatus keyStatus(@Nullable String status) {
        return switch (Objects.requireNonNullElse(status, "").strip().toLowerCase(Locale.ROOT)) {
            case "đang hoạt động" -> KeyStatus.ENABLED;
            case "không hoạt động" -> KeyStatus.DISABLED;
            default -> KeyStatus.UNKNOWN;
        };
    }

    /** The signer's own device makes the password: the service sends none. */
    @Override
    public Uni<Optional<ChallengeId>> challenge(CredentialId id, String factorId) {
        return Uni.createFrom().failure(() -> new Permanent("the service sends no one-time passwords", null));
    }

    /** Password and OTP: two exchanges, since the service wants the password twice and we keep it nowhere in between. */
    @Override
    public Uni<AuthorisationAnswer> authorise(AuthorisationRequest request) {
        boolean typed = !request.factors().ids().isEmpty();
        return http.returning(Uni.createFrom()
                .deferred(() -> typed ? authoriseTyped(request) : authorisePush(request))
                .onFailure(Refused.class)
                .recoverWithItem(AuthorisationAnswer.Refused::of));
    }

    private byte[] body(AuthorisationRequest request) {
        var named = HolderCredential.of(request.credential());
        var wire = new Wire.SignRequest(
                caller,
                named.holder(),
                named.id(),
                request.transaction().value(),
                request.description() + " (mã " + VerificationCode.of(request.digests()) + ")",
                TIME.format(clock.instant()),
                Documents.of(request),
                typed(request, PASSWORD),
                typed(request, OTP));
        try {
            return WireJson.write(wire);
        } finally {
            wire.wipe();
        }
    }

    private static char @Nullable [] typed(AuthorisationRequest request, String factor) {
        return request.factors().ids().contains(factor) ? request.factors().reveal(factor) : null;
    }

    private Uni<AuthorisationAnswer> authorisePush(AuthorisationRequest request) {
        return call(PUSH, Connection.FRESH, body(request)).map(answer -> pushed(request, answer));
    }

    private AuthorisationAnswer pushed(AuthorisationRequest request, HttpAnswer answer) {
        if (SmartCaFailures.meansKnownBefore(said(answer))) {
            return new Waiting(own(request.transaction()), nextPoll());
        }
        var transaction = success(PUSH, answer, Wire.TransactionAnswer.class).data();
        return new Waiting(
                transaction == null || transaction.code() == null
                        ? own(request.transaction())
                        : ApprovalHandle.of(PUSH, transaction.code()),
                nextPoll());
    }

    private Uni<AuthorisationAnswer> authoriseTyped(AuthorisationRequest request) {
        return call(TYPED, Connection.FRESH, body(request))
                .map(this::sad)
                .onFailure(AnswerLost.class)
                .recoverWithItem(Optional.empty())
                .chain(sad -> sad.map(some -> confirmed(request, some)).orElseGet(SmartCaService::begunForNothing));
    }

    /** What a transaction is confirmed with; empty of one that an earlier sending began: its answer alone had it. */
    private Optional<String> sad(HttpAnswer answer) {
        if (SmartCaFailures.meansKnownBefore(said(answer))) {
            return Optional.empty();
        }
        var transaction = success(TYPED, answer, Wire.TransactionAnswer.class).data();
        if (transaction == null || transaction.sad() == null) {
            throw new MalformedAnswer(TYPED + ": neither authorised nor refused");
        }
        return Optional.of(transaction.sad());
    }

    /** Nobody can confirm the transaction any more, and the service takes no second one of its id: another consent has to. */
    private static Uni<AuthorisationAnswer> begunForNothing() {
        return Uni.createFrom().item(new AuthorisationAnswer.Expired());
    }

    private Uni<AuthorisationAnswer> confirmed(AuthorisationRequest request, String sad) {
        var password = request.factors().reveal(PASSWORD);
        var wire = new Wire.ConfirmRequest(
                caller,
                HolderCredential.of(request.credential()).holder(),
                request.transaction().value(),
                sad,
                password);
        byte[] body;
        try {
            body = WireJson.write(wire);
        } finally {
            Arrays.fill(password, '\0');
        }
        return call(CONFIRM, Connection.FRESH, body)
                .<AuthorisationAnswer>map(confirmation -> {
                    var _ = success(CONFIRM, confirmation, Wire.TransactionAnswer.class);
                    return granted(own(request.transaction()));
                })
                // said of the whole request, either would have it sent once more
                .onFailure(failure -> failure instanceof NothingSent || failure instanceof Overloaded)
                .recoverWithUni(SmartCaService::begunForNothing);
    }

    private static ApprovalHandle own(TransactionId transaction) {
        return new ApprovalHandle(transaction.value());
    }

    private Granted granted(ApprovalHandle handle) {
        return Granted.of(PUSH, handle.value(), KEPT_SECONDS, clock);
    }

    /** The service knows the transaction by our id too. */
    @Override
    public Optional<ApprovalHandle> recall(CredentialId id, TransactionId transaction) {
        return Optional.of(own(transaction));
    }

    @Override
    public Uni<AuthorisationAnswer> approval(CredentialId id, ApprovalHandle handle) {
        return http.returning(status(handle.value())
                .map(signatures -> signatures
                        .<AuthorisationAnswer>map(some -> granted(handle))
                        .orElseGet(() -> new Waiting(handle, nextPoll())))
                .onFailure(Refused.class)
                .recoverWithItem(AuthorisationAnswer.Refused::of)
                .onFailure(AuthorisationSpent.class)
                .recoverWithItem(AuthorisationAnswer.Expired::new));
    }

    /** The signatures of a transaction; empty while the person is deciding. */
    private Uni<Optional<List<Wire.Signed>>> status(String transaction) {
        var path = PUSH + "/" + URLEncoder.encode(transaction, StandardCharsets.UTF_8) + "/status";
        return call(path, Connection.KEPT, WireJson.write(caller)).map(answer -> {
            if (SmartCaFailures.meansWaiting(said(answer))) {
                return Optional.empty();
            }
            var data = success(PUSH + "/status", answer, Wire.TransactionAnswer.class)
                    .data();
            return Optional.of(data == null || data.signatures() == null ? List.<Wire.Signed>of() : data.signatures());
        });
    }

    @Override
    public Optional<ResponseId> recall(SignatureActivationData consent) {
        return Optional.of(new ResponseId(consent.reveal()));
    }

    @Override
    public Uni<SigningAnswer> sign(SigningOrder order) {
        return http.returning(signatures(order.sad(), order.digests().size()));
    }

    @Override
    public Uni<SigningAnswer> result(CredentialId id, ResponseId response, int expected) {
        return http.returning(signatures(new SignatureActivationData(response.value()), expected));
    }

    private Uni<SigningAnswer> signatures(SignatureActivationData transaction, int expected) {
        return status(transaction.reveal())
                .map(signed -> signed.<SigningAnswer>map(some ->
                                new SigningAnswer.Signatures(Documents.signatures(PUSH + "/status", some, expected)))
                        .orElseGet(() -> new SigningAnswer.Pending(new ResponseId(transaction.reveal()), nextPoll())));
    }

    private Uni<HttpAnswer> call(String path, Connection connection, byte[] body) {
        return http.post(new HttpCall(
                        URI.create(base + "/" + path),
                        Map.of("Content-Type", "application/json", "Accept", "application/json"),
                        body,
                        connection))
                // every request holds a password of ours, some one of the signer's
                .onItemOrFailure()
                .invoke((answer, failure) -> Arrays.fill(body, (byte) 0));
    }

    private <T> T success(String where, HttpAnswer answer, Class<T> type) {
        var said = said(answer);
        if (answer.status() == 200 && said.error().isEmpty()) {
            throw new MalformedAnswer(where + ": an answer without status_code");
        }
        if (answer.status() != 200 || (said.status() != 200 && said.status() != 0)) {
            throw SmartCaFailures.of(where, said, answer.notBefore(clock));
        }
        return WireJson.read(where, answer.body(), type);
    }

    /** The code in the body says more than the HTTP status; a body without one leaves that. */
    private static ServiceError said(HttpAnswer answer) {
        var status =
                WireJson.readRefusal(answer.body(), Wire.Status.class).orElseGet(() -> new Wire.Status(null, null));
        var message = Objects.requireNonNullElse(status.message(), "");
        return status.code() == null
                ? new ServiceError(answer.status(), "", message)
                : new ServiceError(status.code(), String.valueOf(status.code()), message);
    }

    @Override
    public Optional<FixedCallbacks> fixedCallbacks() {
        return Optional.of(WEBHOOK);
    }

    private Instant nextPoll() {
        return clock.instant().plus(pollInterval);
    }
}
