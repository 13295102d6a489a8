package vn.hocba.remotesigning.csc;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.AuthorisationAnswer;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.Beforehand;
import vn.hocba.remotesigning.ChallengeId;
import vn.hocba.remotesigning.CircuitBreaker;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.CredentialList;
import vn.hocba.remotesigning.HttpAnswer;
import vn.hocba.remotesigning.PageCode;
import vn.hocba.remotesigning.PageVisit;
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
import vn.hocba.remotesigning.SignAlgorithms;
import vn.hocba.remotesigning.SigningAnswer;
import vn.hocba.remotesigning.SigningOrder;
import vn.hocba.remotesigning.WireSignatures;

/** One service that speaks the CSC API, in the words of one of its versions. Each method is one exchange; the exceptions say so. */
final class CscService implements RemoteSigningService {

    private static final int MOST_CREDENTIALS = 50;

    private final ProviderHttp http;
    private final CscWords words;
    private final boolean oneSigner;
    private final CscEndpoint endpoint;
    private final Capabilities capabilities;
    private final ConsentPages pages;
    private final CredentialReader reader;
    private final SignAlgorithms signAlgorithms = new SignAlgorithms();
    private final Duration pollInterval;
    private final Clock clock;

    CscService(ProviderId id, CscWords words, ProviderSettings settings, ProviderHttp http, Clock clock) {
        this.http = http;
        this.words = words;
        this.oneSigner = settings.login() == ProviderSettings.Login.BASIC;
        this.endpoint = new CscEndpoint(http, settings, clock);
        this.capabilities = new Capabilities(endpoint);
        this.pages = new ConsentPages(http, words, capabilities, settings, clock);
        this.reader = new CredentialReader(id, words);
        this.pollInterval = settings.pollInterval();
        this.clock = clock;
    }

    /**
     * One exchange with services that answer with the credentials' content, else one more for each credential and page. A login of
     * one signer names the signer itself.
     */
    @Override
    public Uni<List<Credential>> credentials(String holder) {
        return http.returning(list(oneSigner ? Optional.empty() : Optional.of(holder), Optional.empty(), List.of())
                .onFailure(UnknownCredential.class)
                .recoverWithItem(List.of()));
    }

    private Uni<List<Credential>> list(Optional<String> holder, Optional<String> page, List<Credential> before) {
        return endpoint.call(CscMethod.LIST, words.list(holder, page))
                .map(answer -> endpoint.success(CscMethod.LIST, answer, Wire.CredentialIds.class))
                .chain(list -> listed(list).chain(credentials -> {
                    var all =
                            Stream.concat(before.stream(), credentials.stream()).toList();
                    requireFew(all.size());
                    var next = Objects.requireNonNullElse(list.nextPageToken(), "");
                    return next.isBlank() || credentials.isEmpty()
                            ? Uni.createFrom().item(all)
                            : list(holder, Optional.of(next), all);
                }));
    }

    private Uni<List<Credential>> listed(Wire.CredentialIds list) {
        var infos = Objects.requireNonNullElse(list.credentialInfos(), List.<Wire.CredentialInfo>of());
        var ids = Objects.requireNonNullElse(list.credentialIDs(), List.<String>of());
        requireFew(Math.max(ids.size(), infos.size()));
        return infos.isEmpty()
                ? CredentialList.readable(ids, id -> id, id -> credential(credentialId(id)))
                : CredentialList.readable(
                        infos,
                        Wire.CredentialInfo::credentialID,
                        info -> bounded(learn(credentialId(info.credentialID()), info)));
    }

    private static void requireFew(int credentials) {
        if (credentials > MOST_CREDENTIALS) {
            throw new MalformedAnswer("credentials/list: more than " + MOST_CREDENTIALS + " credentials of one holder");
        }
    }

    /** One exchange; before the first of a credential with consent on the page one more for the service's capabilities. */
    @Override
    public Uni<Credential> credential(CredentialId id) {
        return http.returning(info(id.value()).chain(info -> bounded(learn(id, info))));
    }

    private Uni<Credential> bounded(Credential credential) {
        return credential.consent() instanceof ConsentMode.OnPage
                ? pages.bounded(credential)
                : Uni.createFrom().item(credential);
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

    private static CredentialId credentialId(@Nullable String given) {
        return CredentialList.id(CscMethod.LIST.path(), given);
    }

    @Override
    public Uni<Optional<ChallengeId>> challenge(CredentialId id, String factorId) {
        var method = words.challengeMethod();
        return http.returning(endpoint.call(method, words.challenge(id, factorId))
                        .map(answer -> {
                            if (answer.status() != 200 && answer.status() != 204) {
                                throw endpoint.failure(method, answer);
                            }
                            return answer;
                        }))
                .replaceWith(Optional.empty());
    }

    @Override
    public Uni<AuthorisationAnswer> authorise(AuthorisationRequest request) {
        return http.returning(Uni.createFrom()
                .deferred(() ->
                        endpoint.call(CscMethod.AUTHORISE, words.whileDeciding(request), words.authorise(request)))
                .map(answer -> authorised(CscMethod.AUTHORISE, answer, Optional.empty()))
                .onFailure(Refused.class)
                .recoverWithItem(AuthorisationAnswer.Refused::of));
    }

    /** No exchange where the whole request stands in the address, else one. */
    @Override
    public Uni<URI> consentPage(AuthorisationRequest request, PageVisit visit) {
        return http.returning(pages.address(request, visit));
    }

    @Override
    public Uni<AuthorisationAnswer> redeem(CredentialId id, PageCode code, PageVisit visit) {
        return http.returning(
                pages.redeem(code, visit).onFailure(Refused.class).recoverWithItem(AuthorisationAnswer.Refused::of));
    }

    @Override
    public Uni<AuthorisationAnswer> approval(CredentialId id, ApprovalHandle handle) {
        return http.returning(endpoint.call(CscMethod.APPROVAL, new Wire.HandleRequest(handle.value()))
                .map(answer -> authorised(CscMethod.APPROVAL, answer, Optional.of(handle)))
                .onFailure(Refused.class)
                .recoverWithItem(AuthorisationAnswer.Refused::of)
                .onFailure(AuthorisationSpent.class)
                .recoverWithItem(AuthorisationAnswer.Expired::new));
    }

    private AuthorisationAnswer authorised(CscMethod method, HttpAnswer answer, Optional<ApprovalHandle> asked) {
        var said = endpoint.success(method, answer, Wire.Authorised.class);
        if (answer.status() == 202) {
            var handle = said.handle() == null && asked.isPresent()
                    ? asked.get()
                    : ApprovalHandle.of(method.path(), said.handle());
            return new AuthorisationAnswer.Waiting(handle, nextPoll(answer));
        }
        return granted(method, said);
    }

    private AuthorisationAnswer.Granted granted(CscMethod method, Wire.Authorised said) {
        return AuthorisationAnswer.Granted.of(method.path(), said.sad(), said.expiresIn(), clock);
    }

    /** With the service's capabilities and the credential's algorithms not yet learnt: one question for each before. */
    @Override
    public Uni<SigningAnswer> sign(SigningOrder order) {
        return http.returning(Uni.createFrom()
                .deferred(() -> signAlgorithm(order))
                .chain(oid -> asynchronous(order)
                        .chain(asynchronous -> signed(order, words.sign(order, oid, asynchronous)))
                        .map(answer ->
                                signed(CscMethod.SIGN, answer, order.digests().size()))));
    }

    /** A token of the signer's that is no longer taken is an authorisation that is spent. */
    private Uni<HttpAnswer> signed(SigningOrder order, Object body) {
        return BearerActivation.token(order.sad())
                .map(token -> endpoint.callAs(token, CscMethod.SIGN, body).invoke(answer -> {
                    if (answer.status() == 401) {
                        throw new AuthorisationSpent(
                                CscMethod.SIGN.path() + ": the signer's token is not taken (any more)",
                                CscEndpoint.error(answer));
                    }
                }))
                .orElseGet(() -> endpoint.call(CscMethod.SIGN, body));
    }

    private Uni<String> signAlgorithm(SigningOrder order) {
        var known = signAlgorithms.find(order.credential(), order.algorithm());
        return known.map(oid -> Uni.createFrom().item(oid))
                .orElseGet(() -> Beforehand.ask(credential(order.credential()))
                        .map(credential -> signAlgorithms
                                .find(order.credential(), order.algorithm())
                                .orElseThrow(() ->
                                        new Permanent("the credential cannot sign with " + order.algorithm(), null))));
    }

    private Uni<Boolean> asynchronous(SigningOrder order) {
        return switch (order.mode()) {
            case SYNCHRONOUS -> Uni.createFrom().item(false);
            case ASYNCHRONOUS -> Beforehand.ask(capabilities.learnt()).map(Capabilities.Learnt::asynchronous);
        };
    }

    private SigningAnswer signed(CscMethod method, HttpAnswer answer, int expected) {
        var said = endpoint.success(method, answer, Wire.Signed.class);
        if (said.signatures() == null && said.responseID() != null) {
            return new SigningAnswer.Pending(ResponseId.of(method.path(), said.responseID()), nextPoll(answer));
        }
        return new SigningAnswer.Signatures(WireSignatures.read(
                method.path(), Objects.requireNonNullElse(said.signatures(), List.<String>of()), expected));
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
        return http.returning(Beforehand.ask(capabilities.learnt())
                .invoke(service -> service.require(CscMethod.EXTEND))
                .chain(() -> endpoint.call(CscMethod.EXTEND, words.extend(next)))
                .map(answer ->
                        granted(CscMethod.EXTEND, endpoint.success(CscMethod.EXTEND, answer, Wire.Authorised.class))));
    }

    private Instant nextPoll(HttpAnswer answer) {
        var now = clock.instant();
        var latest = now.plus(CircuitBreaker.LONGEST_REST);
        return answer.retryAt()
                .map(named -> named.isBefore(latest) ? named : latest)
                .orElseGet(() -> now.plus(pollInterval));
    }
}
