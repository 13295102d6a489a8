package vn.hocba.remotesigning.csc;

import java.util.ArrayList;
import java.util.Map;
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

/** The words of v1.0.4.0. It has no waiting: implicit consent holds the call open, and signatures come with the answer. */
final class CscV1Words implements CscWords {

    private static final String PIN = "PIN";
    private static final String OTP = "OTP";

    @Override
    public Object list(Optional<String> holder, Optional<String> page) {
        return new Wire.V1ListRequest(holder.orElse(null), page.orElse(null));
    }

    @Override
    public ConsentMode consent(Wire.CredentialInfo info) {
        var mode = Wire.word(info.authMode());
        return switch (mode) {
            case "implicit" -> new ConsentMode.OutOfBand();
            case "explicit" -> explicit(info);
            case "oauth2code" -> new ConsentMode.OnPage();
            default -> new ConsentMode.Unsupported(mode);
        };
    }

    /** An optional factor is not asked for. */
    private static ConsentMode explicit(Wire.CredentialInfo info) {
        var factors = new ArrayList<Factor>();
        factor(PIN, Factor.Kind.PIN, info.pin(), false).ifPresent(factors::add);
        boolean sent = info.otp() == null || !Wire.word(info.otp().type()).equals("offline");
        factor(OTP, Factor.Kind.OTP, info.otp(), sent).ifPresent(factors::add);
        return factors.isEmpty()
                ? new ConsentMode.Unsupported("explicit")
                : new ConsentMode.Explicit(factors, ConsentMode.Combination.ALL_OF);
    }

    private static Optional<Factor> factor(
            String id, Factor.Kind kind, Wire.@Nullable V1Factor factor, boolean needsChallenge) {
        if (factor == null || !Wire.word(factor.presence()).equals("true")) {
            return Optional.empty();
        }
        var format = "N".equals(factor.format()) ? Factor.Format.NUMERIC : Factor.Format.ALPHANUMERIC;
        return Optional.of(new Factor(id, kind, Optional.ofNullable(factor.label()), format, needsChallenge));
    }

    @Override
    public CscMethod challengeMethod() {
        return CscMethod.SEND_OTP;
    }

    @Override
    public Object challenge(CredentialId id, String factorId) {
        return new Wire.V1ChallengeRequest(id.value());
    }

    @Override
    public byte[] authorise(AuthorisationRequest request) {
        var wire = new Wire.V1AuthoriseRequest(
                request.credential().value(),
                request.digests().size(),
                WireDigests.base64(request.digests()),
                value(request.factors(), PIN),
                value(request.factors(), OTP),
                request.description(),
                Wire.clientData(request.labels()));
        try {
            return WireJson.write(wire);
        } finally {
            wire.wipe();
        }
    }

    private static char @Nullable [] value(ConsentFactors factors, String id) {
        return factors.ids().contains(id) ? factors.reveal(id) : null;
    }

    @Override
    public Connection whileDeciding(AuthorisationRequest request) {
        return request.factors().ids().isEmpty() ? Connection.HELD : CscMethod.AUTHORISE.connection();
    }

    @Override
    public Map<String, String> pageDigests(AuthorisationRequest request) {
        return Map.of("hash", ConsentPages.list(request.digests()));
    }

    /** Its token type says so: it is used as SAD. */
    @Override
    public String activation(String token) {
        return token;
    }

    @Override
    public Object sign(SigningOrder order, String signAlgorithm, boolean asynchronous) {
        return new Wire.V1SignRequest(
                order.credential().value(),
                order.sad().reveal(),
                WireDigests.base64(order.digests()),
                order.algorithm().digest().oid(),
                signAlgorithm,
                SignAlgorithms.parameters(order.algorithm()).orElse(null));
    }

    @Override
    public Object extend(SigningOrder next) {
        return new Wire.V1ExtendRequest(
                next.credential().value(), next.sad().reveal(), WireDigests.base64(next.digests()));
    }
}
