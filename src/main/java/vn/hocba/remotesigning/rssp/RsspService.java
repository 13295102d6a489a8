package vn.hocba.remotesigning.rssp;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.AuthorisationAnswer;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.Beforehand;
import vn.hocba.remotesigning.ChallengeId;
import vn.hocba.remotesigning.ConsentFactors;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.CredentialList;
import vn.hocba.remotesigning.HttpCall.Connection;
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
import vn.hocba.remotesigning.WireJson;
import vn.hocba.remotesigning.WireSignatures;

/**
 * One service of the RSSP kind. Consent on the phone is asked for in mode A, so that no call waits for a person; a service that
 * holds the call open all the same is waited for. Each method is one exchange; the exceptions say so.
 */
final class RsspService implements RemoteSigningService {

    private static final int MOST_CREDENTIALS = 50;

    private final ProviderHttp http;
    private final RsspEndpoint endpoint;
    private final CredentialReader reader;
    private final SignAlgorithms signAlgorithms = new SignAlgorithms();
    private final String relyingParty;
    private final Duration pollInterval;
    private final Clock clock;

    RsspService(ProviderId id, ProviderSettings settings, ProviderHttp http, RsspEndpoint endpoint, Clock clock) {
        this.http = http;
        this.endpoint = endpoint;
        this.reader = new CredentialReader(id);
        this.relyingParty = settings.relyingParty().orElseGet(settings::clientId);
        this.pollInterval = settings.pollInterval();
        this.clock = clock;
    }

    /** One exchange, and one more for each credential. */
    @Override
    public Uni<List<Credential>> credentials(String holder) {
        return http.returning(
                endpoint.call(RsspMethod.LIST, new Wire.ListRequest(endpoint.caller(), holder), Wire.Credentials.class)
                        .chain(this::listed)
                        .onFailure(UnknownCredential.class)
                        .recoverWithItem(List.of()));
    }

    private Uni<List<Credential>> listed(Wire.Credentials list) {
        var certs = Objects.requireNonNullElse(list.certs(), List.<Wire.Listed>of());
        if (certs.size() > MOST_CREDENTIALS) {
            throw new MalformedAnswer("credentials/list: more than " + MOST_CREDENTIALS + " credentials of one holder");
        }
        return CredentialList.readable(
                certs,
                Wire.Listed::credentialID,
                one -> described(CredentialList.id(RsspMethod.LIST.path(), one.credentialID())));
    }

    @Override
    public Uni<Credential> credential(CredentialId id) {
        return http.returning(described(id));
    }

    private Uni<Credential> described(CredentialId id) {
        var request = new Wire.CredentialRequest(endpoint.caller(), id.value(), "chain", true, true);
        return endpoint.call(RsspMethod.CREDENTIAL, request, Wire.CredentialInfo.class)
                .map(info -> {
                    var credential = reader.read(id, info);
                    signAlgorithms.learn(id, CredentialReader.algorithms(info.key()));
                    return credential;
                });
    }

    @Override
    public Uni<Optional<ChallengeId>> challenge(CredentialId id, String factorId) {
        var request = new Wire.ChallengeRequest(endpoint.caller(), id.value());
        return http.returning(endpoint.call(RsspMethod.CHALLENGE, request, Wire.Challenged.class))
                .map(sent -> Optional.ofNullable(sent.responseID()).map(RsspService::challengeId));
    }

    private static ChallengeId challengeId(String given) {
        try {
            return new ChallengeId(given);
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswer(RsspMethod.CHALLENGE.path() + ": an unusable response id", e);
        }
    }

    /** With the credential's algorithms not yet learnt: one question before. */
    @Override
    public Uni<AuthorisationAnswer> authorise(AuthorisationRequest request) {
        var connection = request.factors().ids().isEmpty() ? Connection.HELD : RsspMethod.AUTHORISE.connection();
        return http.returning(signAlgorithm(request.credential(), request.algorithm())
                .chain(oid ->
                        endpoint.call(RsspMethod.AUTHORISE, connection, body(request, oid), Wire.Authorised.class))
                .map(said -> authorised(RsspMethod.AUTHORISE, said))
                .onFailure(Refused.class)
                .recoverWithItem(AuthorisationAnswer.Refused::of));
    }

    private byte[] body(AuthorisationRequest request, String signAlgorithm) {
        var factors = request.factors();
        var wire = new Wire.AuthoriseRequest(
                endpoint.caller(),
                Template.of(request, relyingParty),
                request.transaction().value(),
                request.challenge().map(ChallengeId::value).orElse(null),
                request.credential().value(),
                request.digests().size(),
                Wire.Digests.of(request.digests()),
                signAlgorithm,
                code(factors),
                factors.ids().isEmpty() ? "A" : "S");
        try {
            return WireJson.write(wire);
        } finally {
            wire.wipe();
        }
    }

    private static char @Nullable [] code(ConsentFactors factors) {
        return factors.ids().stream().findFirst().map(factors::reveal).orElse(null);
    }

    private AuthorisationAnswer authorised(RsspMethod method, Wire.Authorised said) {
        return said.sad() == null && said.responseID() != null
                ? new AuthorisationAnswer.Waiting(ApprovalHandle.of(method.path(), said.responseID()), nextPoll())
                : AuthorisationAnswer.Granted.of(method.path(), said.sad(), said.expiresIn(), clock);
    }

    @Override
    public Uni<AuthorisationAnswer> approval(CredentialId id, ApprovalHandle handle) {
        var request = new Wire.PollRequest(endpoint.caller(), handle.value());
        return http.returning(endpoint.call(RsspMethod.APPROVAL, request, Wire.Authorised.class)
                .map(said -> said.sad() == null
                        ? new AuthorisationAnswer.Waiting(handle, nextPoll())
                        : authorised(RsspMethod.APPROVAL, said))
                .onFailure(Refused.class)
                .recoverWithItem(AuthorisationAnswer.Refused::of)
                .onFailure(AuthorisationSpent.class)
                .recoverWithItem(AuthorisationAnswer.Expired::new));
    }

    /** With the credential's algorithms not yet learnt: one question before. */
    @Override
    public Uni<SigningAnswer> sign(SigningOrder order) {
        return http.returning(signAlgorithm(order.credential(), order.algorithm())
                .chain(oid -> endpoint.call(
                        RsspMethod.SIGN,
                        new Wire.SignRequest(
                                endpoint.caller(),
                                order.credential().value(),
                                order.sad().reveal(),
                                Wire.Digests.of(order.digests()),
                                oid,
                                SignAlgorithms.parameters(order.algorithm()).orElse(null),
                                order.mode() == SigningOrder.Mode.ASYNCHRONOUS ? "A" : "S",
                                order.callback().map(URI::toString).orElse(null)),
                        Wire.Signed.class))
                .map(said -> said.signatures() == null && said.responseID() != null
                        ? new SigningAnswer.Pending(
                                ResponseId.of(RsspMethod.SIGN.path(), said.responseID()), nextPoll())
                        : signatures(RsspMethod.SIGN, said, order.digests().size())));
    }

    private Uni<String> signAlgorithm(CredentialId id, SignatureAlgorithm algorithm) {
        return Uni.createFrom()
                .deferred(() -> signAlgorithms
                        .find(id, algorithm)
                        .map(oid -> Uni.createFrom().item(oid))
                        .orElseGet(() -> Beforehand.ask(described(id))
                                .map(credential -> signAlgorithms
                                        .find(id, algorithm)
                                        .orElseThrow(() ->
                                                new Permanent("the credential cannot sign with " + algorithm, null)))));
    }

    private static SigningAnswer signatures(RsspMethod method, Wire.Signed said, int expected) {
        return new SigningAnswer.Signatures(WireSignatures.read(
                method.path(), Objects.requireNonNullElse(said.signatures(), List.<String>of()), expected));
    }

    @Override
    public Uni<SigningAnswer> result(CredentialId id, ResponseId response, int expected) {
        var request = new Wire.PollRequest(endpoint.caller(), response.value());
        return http.returning(endpoint.call(RsspMethod.RESULT, request, Wire.Signed.class)
                .map(said -> said.signatures() == null
                        ? new SigningAnswer.Pending(response, nextPoll())
                        : signatures(RsspMethod.RESULT, said, expected)));
    }

    @Override
    public Uni<AuthorisationAnswer.Granted> extend(SigningOrder next) {
        var request = new Wire.SignRequest(
                endpoint.caller(),
                next.credential().value(),
                next.sad().reveal(),
                Wire.Digests.of(next.digests()),
                null,
                null,
                null,
                null);
        return http.returning(endpoint.call(RsspMethod.EXTEND, request, Wire.Authorised.class)
                .map(said ->
                        AuthorisationAnswer.Granted.of(RsspMethod.EXTEND.path(), said.sad(), said.expiresIn(), clock)));
    }

    private Instant nextPoll() {
        return clock.instant().plus(pollInterval);
    }
}
