package vn.hocba.sandbox.csc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.hocba.sandbox.csc.AuthorizationCodes.Grant;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.signing.Outcome;
import vn.hocba.sandbox.signing.SigningCore;
import vn.hocba.sandbox.signing.SigningRefused;

/** {@code oauth2/token} and {@code oauth2/revoke}. */
final class TokenEndpoint {

    /** RFC 7009 section 2.2.1; an authorization code is ended by redeeming it. */
    private static final String NOT_REVOKED =
            "The authorization server does not support the revocation of the presented token"
                    + " type. That is, the client tried to revoke an access token on a server not supporting this feature.";

    private final CscVersion version;
    private final ServiceTokens tokens;
    private final AuthorizationCodes codes;
    private final SigningCore core;

    TokenEndpoint(CscVersion version, ServiceTokens tokens, AuthorizationCodes codes, SigningCore core) {
        this.version = version;
        this.tokens = tokens;
        this.codes = codes;
        this.core = core;
    }

    Reply.Answer issue(Request request) {
        Map<String, String> form = request.form();
        String grantType = ServiceTokens.parameter(form, "grant_type");
        return switch (grantType) {
            case "client_credentials" -> {
                tokens.requireClient(form);
                yield tokens.ofRelyingParty();
            }
            case "authorization_code" -> {
                tokens.requireClient(form);
                yield ofCode(form);
            }
            case "refresh_token" -> {
                tokens.requireClient(form);
                yield tokens.renewed(form);
            }
            default -> throw CscError.invalid("grant_type");
        };
    }

    private Reply.Answer ofCode(Map<String, String> form) {
        return switch (codes.redeem(form, this::end)) {
            case Grant.Service(String account) -> tokens.of(account);
            case Grant.OfCredential(String credentialId, String handle) -> activation(credentialId, handle);
        };
    }

    private Reply.Answer activation(String credentialId, String handle) {
        Outcome.Granted granted = granted(handle);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", granted.sad());
        body.put("token_type", version.activationTokenType());
        body.put("expires_in", granted.expiresIn());
        if (version.activationTokenType().equals("Bearer")) {
            tokens.alsoBearer(granted.sad(), Duration.ofSeconds(granted.expiresIn()));
            body.put("credentialID", credentialId);
        }
        return Reply.json(200, body);
    }

    private Outcome.Granted granted(String handle) {
        try {
            return core.awaitDecision(core.check(handle));
        } catch (SigningRefused spent) {
            throw AuthorizationCodes.invalidGrant("Authorization code is invalid or expired");
        }
    }

    /** A code that comes twice may have been stolen: what it gave the first time is worth nothing from now on. */
    private void end(Grant grant) {
        if (grant instanceof Grant.OfCredential(String _, String handle)) {
            try {
                boolean _ = core.check(handle) instanceof Outcome.Granted granted && core.revoke(granted.sad());
            } catch (SigningRefused gone) {
                // nothing is left to be ended
                return;
            }
        }
    }

    Reply.Answer revoke(Request request) {
        Map<String, String> form = request.form();
        String token = ServiceTokens.parameter(form, "token");
        String hint = form.getOrDefault("token_type_hint", "access_token");
        if (!hint.equals("access_token") && !hint.equals("refresh_token")) {
            throw CscError.invalid("token_type_hint");
        }
        tokens.requireClient(form);
        if (codes.knows(token)) {
            throw new CscError(400, "unsupported_token_type", NOT_REVOKED);
        }
        boolean bearer = tokens.revoke(token);
        boolean activation = core.revoke(token);
        if (!bearer && !activation) {
            throw CscError.invalidRequest("Invalid string parameter token");
        }
        return Reply.empty(204);
    }
}
