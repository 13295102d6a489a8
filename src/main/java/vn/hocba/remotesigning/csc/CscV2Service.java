package vn.hocba.remotesigning.csc;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import vn.hocba.pki.DataToBeSignedRepresentation;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.AuthorisationAnswer;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.ConsentFactors;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.HttpAnswer;
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
import vn.hocba.remotesigning.SignatureActivationData;
import vn.hocba.remotesigning.SigningAnswer;
import vn.hocba.remotesigning.SigningOrder;

/** One service that speaks CSC API v2. Each method is one exchange; the exceptions say so. */
final class CscV2Service implements RemoteSigningService {

    private static final Logger LOG = Logger.getLogger(CscV2Service.class);
    private static final Duration USUAL_LIFE = Duration.ofHours(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(365);
    private static final int MOST_CREDENTIALS = 50;

    private final ProviderHttp http;
    private final CscEndpoint endpoint;
    private final Capabilities capabilities;
    private final CredentialReader reader;
    private final SignAlgorithms signAlgorithms = new SignAlgorithms();
    private final Duration pollInterval;
    private final Clock clock;

    CscV2Service(ProviderId id, ProviderSettings settings, ProviderHttp http, Clock clock) {
        this.http = http;
        this.endpoint = new CscEndpoint(http, settings, clock);
        this.capabilities = new Capabilities(endpoint);
        this.reader = new CredentialReader(id);
        this.pollInterval = settings.pollInterval();
        this.clock = clock;
    }

    /** One exchange with services that answer with the credentials' content, else one more for each credential. */
    @Override
    public Uni<List<Credential>> credentials(String holder) {
        return http.returning(endpoint.call(CscMethod.LIST, Wire.ListRequest.of(holder))
                .chain(this::listed)
                .onFailure(UnknownCredential.class)
                .recoverWithItem(List.of()));
    }

    private Uni<List<Credential>> listed(HttpAnswer answer) {
        var list = endpoint.success(CscMethod.LIST, answer, Wire.CredentialIds.class);
        var infos = Objects.requireNonNullElse(list.credentialInfos(), List.<Wire.CredentialInfo>of());
        var ids = Objects.requireNonNullElse(list.credentialIDs(), List.<String>of());
        if (ids.size() > MOST_CREDENTIALS || infos.size() > MOST_CREDENTIALS) {
            throw new MalformedAnswer("credentials/list: more than " + MOST_CREDENTIALS + " credentials of one holder");
        }
        if (infos.isEmpty() && !ids.isEmpty()) {
            return Uni.join()
                    .all(ids.stream().map(this::info).toList())
                    .andFailFast()
                    .map(this::readable);
        }
        return Uni.createFrom().item(readable(infos));
    }

    /** One credential that cannot be read must not hide its holder's others. */
    private List<Credential> readable(List<Wire.CredentialInfo> infos) {
        var credentials = new ArrayList<Credential>();
        for (var info : infos) {
            try {
                credentials.add(learn(credentialId(info.credentialID()), info));
            } catch (MalformedAnswer e) {
                LOG.warnf("left out credential %s: %s", info.credentialID(), e.getMessage());
            }
        }
        return List.copyOf(credentials);
    }

    @Override
    public Uni<Credential> credential(CredentialId id) {
        return http.returning(info(id.value()).map(info -> learn(id, info)));
    }

    private Uni<Wire.CredentialInfo> info(String id) {
        return endpoint.call(CscMethod.CREDENTIAL, Wire.CredentialRequest.of(id))
                .map(answer -> endpoint.success(CscMethod.CREDENTIAL, answer, Wire.CredentialInfo.class))
                .map(info -> info.withId(id));
    }

    private Credential learn(CredentialId id, Wire.CredentialInfo info) {
        var credential = reader.read(id, info);
        signAlgorithms.learn(id, CredentialReader.algorithms(info.key()));
        return credential;
    }

    private static CredentialId credentialId(@Nullable String id) {
        try {
            return new CredentialId(Objects.requireNonNullElse(id, ""));
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswer("credentials/list: a credential without usable id", e);
        }
    }

    @Override
    public Uni<Void> challenge(CredentialId id, String factorId) {
        var request = new Wire.ChallengeRequest(id.value(), factorId);
        return http.returning(endpoint.call(CscMethod.CHALLENGE, request).map(answer -> {
                    if (answer.status() != 200 && answer.status() != 204) {
                        throw endpoint.failure(CscMethod.CHALLENGE, answer);
                    }
                    return answer;
                }))
                .replaceWithVoid();
    }

    @Override
    public Uni<AuthorisationAnswer> authorise(AuthorisationRequest request) {
        return http.returning(Uni.createFrom()
                .deferred(() -> endpoint.call(CscMethod.AUTHORISE, body(request)))
                .map(answer -> authorised(CscMethod.AUTHORISE, answer, Optional.empty()))
                .onFailure(Refused.class)
                .recoverWithItem(CscV2Service::refused));
    }

    private static byte[] body(AuthorisationRequest request) {
        var wire = wire(request);
        try {
            return Json.write(wire);
        } finally {
            wire.authData().forEach(Wire.AuthDatum::wipe);
        }
    }

    private static Wire.AuthoriseRequest wire(AuthorisationRequest request) {
        var labels = request.labels();
        var clientData = new Wire.ClientData(
                labels.requestedBy(),
                labels.school(),
                labels.className(),
                labels.labels().size(),
                labels.labels());
        return new Wire.AuthoriseRequest(
                request.credential().value(),
                request.digests().size(),
                base64(request.digests()),
                request.digestAlgorithm().oid(),
                authData(request.factors()),
                request.description(),
                Json.text(clientData));
    }

    private static List<Wire.AuthDatum> authData(ConsentFactors factors) {
        return factors.ids().stream()
                .map(id -> new Wire.AuthDatum(id, factors.reveal(id)))
                .toList();
    }

    @Override
    public Uni<AuthorisationAnswer> approval(CredentialId id, ApprovalHandle handle) {
        return http.returning(endpoint.call(CscMethod.APPROVAL, new Wire.HandleRequest(handle.value()))
                .map(answer -> authorised(CscMethod.APPROVAL, answer, Optional.of(handle)))
                .onFailure(Refused.class)
                .recoverWithItem(CscV2Service::refused)
                .onFailure(AuthorisationSpent.class)
                .recoverWithItem(AuthorisationAnswer.Expired::new));
    }

    private AuthorisationAnswer authorised(CscMethod method, HttpAnswer answer, Optional<ApprovalHandle> asked) {
        var said = endpoint.success(method, answer, Wire.Authorised.class);
        if (answer.status() == 202) {
            return new AuthorisationAnswer.Waiting(handle(method, said.handle(), asked), nextPoll(answer));
        }
        return granted(method, said);
    }

    private AuthorisationAnswer.Granted granted(CscMethod method, Wire.Authorised said) {
        try {
            var sad = new SignatureActivationData(Objects.requireNonNullElse(said.sad(), ""));
            var life = said.expiresIn() == null ? USUAL_LIFE : Duration.ofSeconds(Math.max(0, said.expiresIn()));
            var bounded = life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life;
            return new AuthorisationAnswer.Granted(sad, clock.instant().plus(bounded));
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswer(method.path() + ": neither authorised nor waiting");
        }
    }

    private static ApprovalHandle handle(CscMethod method, @Nullable String given, Optional<ApprovalHandle> asked) {
        if (given == null && asked.isPresent()) {
            return asked.get();
        }
        try {
            return new ApprovalHandle(Objects.requireNonNullElse(given, ""));
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswer(method.path() + ": waiting without a usable handle", e);
        }
    }

    private static AuthorisationAnswer refused(Throwable failure) {
        return failure instanceof Refused refused
                ? new AuthorisationAnswer.Refused(
                        refused.serviceError().map(said -> said.description()).orElse(""))
                : new AuthorisationAnswer.Refused("");
    }

    /** With the service's capabilities and the credential's algorithms not yet learnt: one question for each before. */
    @Override
    public Uni<SigningAnswer> sign(SigningOrder order) {
        return http.returning(Uni.createFrom()
                .deferred(() -> signAlgorithm(order))
                .chain(oid -> operationMode(order)
                        .chain(mode -> endpoint.call(
                                CscMethod.SIGN,
                                new Wire.SignRequest(
                                        order.credential().value(),
                                        order.sad().reveal(),
                                        base64(order.digests()),
                                        order.algorithm().digest().oid(),
                                        oid,
                                        SignAlgorithms.parameters(order.algorithm())
                                                .orElse(null),
                                        mode)))
                        .map(answer ->
                                signed(CscMethod.SIGN, answer, order.digests().size()))));
    }

    private Uni<String> signAlgorithm(SigningOrder order) {
        var known = signAlgorithms.find(order.credential(), order.algorithm());
        return known.map(oid -> Uni.createFrom().item(oid))
                .orElseGet(() -> CscEndpoint.beforehand(credential(order.credential()))
                        .map(credential -> signAlgorithms
                                .find(order.credential(), order.algorithm())
                                .orElseThrow(() ->
                                        new Permanent("the credential cannot sign with " + order.algorithm(), null))));
    }

    private Uni<String> operationMode(SigningOrder order) {
        return switch (order.mode()) {
            case SYNCHRONOUS -> Uni.createFrom().item("S");
            case ASYNCHRONOUS ->
                CscEndpoint.beforehand(capabilities.learnt()).map(service -> service.asynchronous() ? "A" : "S");
        };
    }

    private SigningAnswer signed(CscMethod method, HttpAnswer answer, int expected) {
        var said = endpoint.success(method, answer, Wire.Signed.class);
        if (said.signatures() == null && said.responseID() != null) {
            return new SigningAnswer.Pending(responseId(said.responseID()), nextPoll(answer));
        }
        return new SigningAnswer.Signatures(SignatureReader.read(
                method, Objects.requireNonNullElse(said.signatures(), List.<String>of()), expected));
    }

    private static ResponseId responseId(String given) {
        try {
            return new ResponseId(given);
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswer("signatures/signHash: an unusable responseID", e);
        }
    }

    @Override
    public Uni<SigningAnswer> result(CredentialId id, ResponseId response, int expected) {
        return http.returning(endpoint.call(CscMethod.RESULT, new Wire.ResultRequest(response.value()))
                .map(answer -> CscFailures.meansPending(CscEndpoint.error(answer))
                        ? new SigningAnswer.Pending(response, nextPoll(answer))
                        : signed(CscMethod.RESULT, answer, expected)));
    }

    @Override
    public Uni<AuthorisationAnswer.Granted> extend(SigningOrder next) {
        return http.returning(CscEndpoint.beforehand(capabilities.learnt())
                .invoke(service -> service.require(CscMethod.EXTEND))
                .chain(() -> endpoint.call(
                        CscMethod.EXTEND,
                        new Wire.ExtendRequest(
                                next.credential().value(),
                                next.sad().reveal(),
                                base64(next.digests()),
                                next.algorithm().digest().oid())))
                .map(answer ->
                        granted(CscMethod.EXTEND, endpoint.success(CscMethod.EXTEND, answer, Wire.Authorised.class))));
    }

    private Instant nextPoll(HttpAnswer answer) {
        return answer.retryAt().orElseGet(() -> clock.instant().plus(pollInterval));
    }

    private static List<String> base64(List<DataToBeSignedRepresentation> digests) {
        return digests.stream()
                .map(digest -> Base64.getEncoder().encodeToString(digest.digest()))
                .toList();
    }
}
