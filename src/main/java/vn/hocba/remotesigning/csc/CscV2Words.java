package vn.hocba.remotesigning.csc;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.ConsentFactors;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.Factor;
import vn.hocba.remotesigning.HttpCall.Connection;
import vn.hocba.remotesigning.SignAlgorithms;
import vn.hocba.remotesigning.SigningOrder;
import vn.hocba.remotesigning.WireDigests;
import vn.hocba.remotesigning.WireJson;

/** The words of v2.0.0.2. */
final class CscV2Words implements CscWords {

    @Override
    public Object list(Optional<String> holder, Optional<String> page) {
        return Wire.ListRequest.of(holder.orElse(null));
    }

    @Override
    public ConsentMode consent(Wire.CredentialInfo info) {
        var auth = info.auth();
        var mode = Wire.word(auth == null ? null : auth.mode());
        if (mode.equals("oauth2code")) {
            return new ConsentMode.OnPage();
        }
        if (auth == null || !mode.equals("explicit")) {
            return new ConsentMode.Unsupported(mode);
        }
        var objects = auth.objects() == null ? List.<Wire.AuthObject>of() : auth.objects();
        var typedIn = objects.stream().filter(object -> !outOfBand(object)).toList();
        if (typedIn.isEmpty()) {
            return new ConsentMode.OutOfBand();
        }
        var factors = typedIn.stream().map(CscV2Words::factor).toList();
        var combination = combination(auth.expression());
        if (factors.stream().anyMatch(Optional::isEmpty) || combination.isEmpty()) {
            return new ConsentMode.Unsupported("explicit: " + Objects.requireNonNullElse(auth.expression(), ""));
        }
        return new ConsentMode.Explicit(
                factors.stream().map(Optional::orElseThrow).toList(), combination.get());
    }

    private static boolean outOfBand(Wire.AuthObject object) {
        return Wire.word(object.type()).endsWith("oob");
    }

    private static Optional<Factor> factor(Wire.AuthObject object) {
        if (object.id() == null || !object.id().matches("[\\x21-\\x7e]{1,255}")) {
            return Optional.empty();
        }
        var label = Optional.ofNullable(object.label());
        var format = "N".equals(object.format()) ? Factor.Format.NUMERIC : Factor.Format.ALPHANUMERIC;
        return switch (Wire.word(object.type())) {
            case "password" -> Optional.of(new Factor(object.id(), kindOfPassword(object), label, format, false));
            case "challengeresponse" ->
                Optional.of(new Factor(
                        object.id(), Factor.Kind.OTP, label, format, !madeByTheSignersDevice(object.generator())));
            default -> Optional.empty();
        };
    }

    /** A password that a generator makes is a one-time password. */
    private static Factor.Kind kindOfPassword(Wire.AuthObject object) {
        return madeByTheSignersDevice(object.generator()) ? Factor.Kind.OTP : Factor.Kind.PIN;
    }

    private static boolean madeByTheSignersDevice(@Nullable String generator) {
        var name = Wire.word(generator);
        return name.equals("totp") || name.equals("hotp");
    }

    /** "PIN AND OTP": all; "PIN OR OTP": one of them. Mixed expressions cannot be told to a signer simply. */
    private static Optional<ConsentMode.Combination> combination(@Nullable String expression) {
        var words = List.of(Wire.word(expression).split("[\\s()]+"));
        boolean and = words.contains("and");
        boolean or = words.contains("or") || words.contains("xor");
        if (and && or) {
            return Optional.empty();
        }
        return Optional.of(or ? ConsentMode.Combination.ONE_OF : ConsentMode.Combination.ALL_OF);
    }

    @Override
    public CscMethod challengeMethod() {
        return CscMethod.CHALLENGE;
    }

    @Override
    public Object challenge(CredentialId id, String factorId) {
        return new Wire.ChallengeRequest(id.value(), factorId);
    }

    @Override
    public byte[] authorise(AuthorisationRequest request) {
        var factors = authData(request.factors());
        try {
            return WireJson.write(new Wire.AuthoriseRequest(
                    request.credential().value(),
                    request.digests().size(),
                    WireDigests.base64(request.digests()),
                    request.digestAlgorithm().oid(),
                    factors,
                    request.description(),
                    Wire.clientData(request.labels())));
        } finally {
            factors.forEach(Wire.AuthDatum::wipe);
        }
    }

    private static List<Wire.AuthDatum> authData(ConsentFactors factors) {
        return factors.ids().stream()
                .map(id -> new Wire.AuthDatum(id, factors.reveal(id)))
                .toList();
    }

    /** It answers at once, with a handle to ask again. */
    @Override
    public Connection whileDeciding(AuthorisationRequest request) {
        return CscMethod.AUTHORISE.connection();
    }

    @Override
    public Map<String, String> pageDigests(AuthorisationRequest request) {
        return Map.of(
                "hashes", ConsentPages.list(request.digests()),
                "hashAlgorithmOID", request.digestAlgorithm().oid());
    }

    @Override
    public String activation(String token) {
        return BearerActivation.of(token);
    }

    @Override
    public Object sign(SigningOrder order, String signAlgorithm, boolean asynchronous) {
        return new Wire.SignRequest(
                order.credential().value(),
                BearerActivation.token(order.sad()).isPresent()
                        ? null
                        : order.sad().reveal(),
                WireDigests.base64(order.digests()),
                order.algorithm().digest().oid(),
                signAlgorithm,
                SignAlgorithms.parameters(order.algorithm()).orElse(null),
                asynchronous ? "A" : "S",
                asynchronous ? order.callback().map(URI::toString).orElse(null) : null);
    }

    @Override
    public Object extend(SigningOrder next) {
        return new Wire.ExtendRequest(
                next.credential().value(),
                BearerActivation.token(next.sad()).orElseGet(next.sad()::reveal),
                WireDigests.base64(next.digests()),
                next.algorithm().digest().oid());
    }
}
