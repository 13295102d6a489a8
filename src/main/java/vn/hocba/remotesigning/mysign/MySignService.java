package vn.hocba.remotesigning.mysign;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.AuthorisationAnswer;
import vn.hocba.remotesigning.AuthorisationAnswer.Granted;
import vn.hocba.remotesigning.AuthorisationAnswer.Waiting;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.Beforehand;
import vn.hocba.remotesigning.CertificateStatus;
import vn.hocba.remotesigning.ChallengeId;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.CredentialList;
import vn.hocba.remotesigning.CredentialReference;
import vn.hocba.remotesigning.FixedCallbacks;
import vn.hocba.remotesigning.HolderCredential;
import vn.hocba.remotesigning.HttpCall.Connection;
import vn.hocba.remotesigning.KeyStatus;
import vn.hocba.remotesigning.ProviderHttp;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.ProviderSettings;
import vn.hocba.remotesigning.RemoteSigningFailure.AuthorisationSpent;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure.Permanent;
import vn.hocba.remotesigning.RemoteSigningFailure.Refused;
import vn.hocba.remotesigning.RemoteSigningFailure.UnknownCredential;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.ResponseId;
import vn.hocba.remotesigning.Scal;
import vn.hocba.remotesigning.SignAlgorithms;
import vn.hocba.remotesigning.SignatureActivationData;
import vn.hocba.remotesigning.SigningAnswer;
import vn.hocba.remotesigning.SigningOrder;
import vn.hocba.remotesigning.StandardFailures.Stage;
import vn.hocba.remotesigning.VerificationCode;
import vn.hocba.remotesigning.WireCertificates;
import vn.hocba.remotesigning.WireDigests;
import vn.hocba.remotesigning.WireSignatures;
import vn.hocba.remotesigning.mysign.MySignEndpoint.Answer;

/**
 * One MySign service. The wire asks for consent and signs in one go: {@link #authorise} pushes the hashes, a transaction that the
 * person has confirmed is granted with its id as activation data, and {@link #sign} fetches the signatures, as often as it takes. The
 * push cannot be asked about without that id, so that its lost answer stays lost.
 */
final class MySignService implements RemoteSigningService {

    private static final String CERTIFICATES = "certificates/info";
    private static final String PUSH = "signHash";
    private static final String STATUS = "requests/status";
    /** How long the service is relied on to keep signatures. */
    private static final long KEPT_SECONDS = Duration.ofHours(1).toSeconds();

    private final ProviderId provider;
    private final ProviderHttp http;
    private final MySignEndpoint endpoint;
    private final SignAlgorithms signAlgorithms = new SignAlgorithms();
    private final int async;
    private final Duration pollInterval;
    private final Clock clock;
    private final ResultCalls resultCalls;

    MySignService(
            ProviderId provider, ProviderSettings settings, ProviderHttp http, MySignEndpoint endpoint, Clock clock) {
        this.provider = provider;
        this.http = http;
        this.endpoint = endpoint;
        this.async = settings.async();
        this.pollInterval = settings.pollInterval();
        this.clock = clock;
        this.resultCalls = new ResultCalls(clock);
    }

    /** @param holder a person's number or an organisation's tax code, which are prefixed by what they are */
    @Override
    public Uni<List<Credential>> credentials(String holder) {
        var user = holder.matches("\\d{10}(-\\d{3})?") ? "MST_" + holder : "CMT_" + holder;
        return http.returning(described(user)
                .chain(all -> CredentialList.readable(
                        all, Wire.Credential::id, one -> Uni.createFrom().item(credential(user, one))))
                .onFailure(UnknownCredential.class)
                .recoverWithItem(List.of()));
    }

    @Override
    public Uni<Credential> credential(CredentialId id) {
        return http.returning(find(id));
    }

    private Uni<Credential> find(CredentialId id) {
        return Uni.createFrom().deferred(() -> {
            var named = HolderCredential.of(id);
            return described(named.holder())
                    .map(all -> all.stream()
                            .filter(one -> named.id().equals(one.id()))
                            .findFirst()
                            .map(one -> credential(named.holder(), one))
                            .orElseThrow(() -> new UnknownCredential("not among the signer's credentials", null)));
        });
    }

    /** As the service says it: of those that nobody asks for, one that cannot be read is no matter. */
    private Uni<List<Wire.Credential>> described(String user) {
        var request = new Wire.CertificatesRequest(endpoint.caller(), endpoint.profile(), user, "chain", true, true);
        return endpoint.call(
                user,
                CERTIFICATES,
                Stage.BEFORE_CONSENT,
                Connection.KEPT,
                request,
                Answer.ofMany(Wire.Credential.class));
    }

    private Credential credential(String user, Wire.Credential described) {
        var cert = described.cert();
        if (described.id() == null || described.id().isBlank()) {
            throw new MalformedAnswer(CERTIFICATES + ": a credential without id");
        }
        var id = new HolderCredential(user, described.id()).credentialId();
        var algorithms = SignAlgorithms.named(
                described.key() == null || described.key().algo() == null
                        ? List.of()
                        : described.key().algo());
        signAlgorithms.learn(id, algorithms);
        return new Credential(
                new CredentialReference(provider, id),
                WireCertificates.read(
                        CERTIFICATES, cert == null || cert.certificates() == null ? List.of() : cert.certificates()),
                keyStatus(described.key()),
                certificateStatus(cert),
                List.copyOf(algorithms.keySet()),
                Math.max(1, Objects.requireNonNullElse(described.multisign(), 1)),
                "2".equals(described.scal()) ? Scal.SCAL2 : Scal.SCAL1,
                "implicit".equals(word(described.authMode()))
                        ? new ConsentMode.OutOfBand()
                        : new ConsentMode.Unsupported(word(described.authMode())),
                VerificationCode.Rule.SIX_DIGITS);
    }

    private static KeyStatus keyStatus(Wire.@Nullable Key key) {
        return switch (word(key == null ? null : key.status())) {
            case "enabled" -> KeyStatus.ENABLED;
            case "disabled" -> KeyStatus.DISABLED;
            default -> KeyStatus.UNKNOWN;
        };
    }

    private static CertificateStatus certificateStatus(Wire.@Nullable Cert cert) {
        return Arrays.stream(CertificateStatus.values())
                .filter(status -> word(status.name()).equals(word(cert == null ? null : cert.status())))
                .findFirst()
                .orElse(CertificateStatus.UNKNOWN);
    }

    private static String word(@Nullable String value) {
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public Uni<Optional<ChallengeId>> challenge(CredentialId id, String factorId) {
        return Uni.createFrom().failure(() -> new Permanent("the service sends no one-time passwords", null));
    }

    /** With the credential's algorithms not yet learnt: one question before. */
    @Override
    public Uni<AuthorisationAnswer> authorise(AuthorisationRequest request) {
        return http.returning(Uni.createFrom()
                .deferred(() -> signAlgorithm(request))
                .chain(oid -> {
                    var named = HolderCredential.of(request.credential());
                    return endpoint.call(
                            named.holder(),
                            PUSH,
                            Stage.BEFORE_CONSENT,
                            Connection.FRESH,
                            new Wire.SignRequest(
                                    endpoint.caller(),
                                    named.id(),
                                    request.digests().size(),
                                    Labels.description(request),
                                    Labels.documents(request),
                                    WireDigests.base64(request.digests()),
                                    request.digestAlgorithm().oid(),
                                    oid,
                                    async),
                            Answer.of(Wire.Started.class));
                })
                .<AuthorisationAnswer>map(
                        started -> new Waiting(ApprovalHandle.of(PUSH, started.transactionId()), nextPoll()))
                .onFailure(Refused.class)
                .recoverWithItem(AuthorisationAnswer.Refused::of));
    }

    private Uni<String> signAlgorithm(AuthorisationRequest request) {
        var id = request.credential();
        return signAlgorithms
                .find(id, request.algorithm())
                .map(oid -> Uni.createFrom().item(oid))
                .orElseGet(() -> Beforehand.ask(find(id))
                        .map(credential -> signAlgorithms
                                .find(id, request.algorithm())
                                .orElseThrow(() -> new Permanent(
                                        "the credential cannot sign with " + request.algorithm(), null))));
    }

    @Override
    public Uni<AuthorisationAnswer> approval(CredentialId id, ApprovalHandle handle) {
        return http.returning(status(id, handle.value())
                .<AuthorisationAnswer>map(status -> number(status) == MySignFailures.WAITING
                        ? new Waiting(handle, nextPoll())
                        : Granted.of(STATUS, handle.value(), KEPT_SECONDS, clock))
                .onFailure(Refused.class)
                .recoverWithItem(AuthorisationAnswer.Refused::of)
                .onFailure(AuthorisationSpent.class)
                .recoverWithItem(AuthorisationAnswer.Expired::new));
    }

    /** A transaction that waits for the person, is being signed, or is done; any other end fails. */
    private Uni<Wire.Status> status(CredentialId id, String transaction) {
        return Uni.createFrom()
                .deferred(() -> endpoint.call(
                        HolderCredential.of(id).holder(),
                        STATUS,
                        Stage.UNDER_CONSENT,
                        Connection.KEPT,
                        new Wire.StatusRequest(transaction),
                        Answer.of(Wire.Status.class)))
                .invoke(status -> {
                    int number = number(status);
                    if (number == 0) {
                        throw new MalformedAnswer(STATUS + ": no status");
                    }
                    if (number != MySignFailures.DONE
                            && number != MySignFailures.WAITING
                            && number != MySignFailures.SIGNING) {
                        throw MySignFailures.ended(STATUS, number);
                    }
                });
    }

    private static int number(Wire.Status status) {
        return Objects.requireNonNullElse(status.status(), 0);
    }

    @Override
    public Optional<ResponseId> recall(SignatureActivationData consent) {
        return Optional.of(new ResponseId(consent.reveal()));
    }

    @Override
    public Uni<SigningAnswer> sign(SigningOrder order) {
        return http.returning(signatures(
                order.credential(), order.sad().reveal(), order.digests().size()));
    }

    @Override
    public Uni<SigningAnswer> result(CredentialId id, ResponseId response, int expected) {
        return http.returning(signatures(id, response.value(), expected));
    }

    private Uni<SigningAnswer> signatures(CredentialId id, String transaction, int expected) {
        return status(id, transaction)
                .map(status -> number(status) == MySignFailures.DONE
                        ? new SigningAnswer.Signatures(WireSignatures.read(
                                STATUS, Objects.requireNonNullElse(status.signatures(), List.<String>of()), expected))
                        : new SigningAnswer.Pending(new ResponseId(transaction), nextPoll()));
    }

    @Override
    public Optional<FixedCallbacks> fixedCallbacks() {
        return Optional.of(resultCalls);
    }

    private Instant nextPoll() {
        return clock.instant().plus(pollInterval);
    }
}
