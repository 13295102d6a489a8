package vn.hocba.sandbox.csc;

import java.util.Optional;
import vn.hocba.sandbox.faults.Faults;
import vn.hocba.sandbox.http.Handler;
import vn.hocba.sandbox.http.Refusal;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.people.People;
import vn.hocba.sandbox.signing.Callbacks;
import vn.hocba.sandbox.signing.Counters;
import vn.hocba.sandbox.signing.Credentials;
import vn.hocba.sandbox.signing.SigningCore;
import vn.hocba.sandbox.signing.SigningRefused;

/** The entrance of one version of the CSC API: methods, access tokens, faults. */
public final class CscService {

    private final CscVersion version;
    private final ServiceTokens tokens;
    private final Counters counters;
    private final Faults faults;
    private final SigningCore core;
    private final AuthorizationEndpoint page;
    private final TokenEndpoint tokenEndpoint;

    private CscService(
            CscVersion version,
            ServiceTokens tokens,
            People people,
            Credentials credentials,
            SigningCore core,
            Counters counters,
            Faults faults) {
        this.version = version;
        this.tokens = tokens;
        this.core = core;
        this.counters = counters;
        this.faults = faults;
        AuthorizationCodes codes = new AuthorizationCodes(tokens);
        this.page = new AuthorizationEndpoint(version, codes, people, credentials, core);
        this.tokenEndpoint = new TokenEndpoint(version, tokens, codes, core);
    }

    public static CscService v1(
            String baseUrl,
            ServiceTokens tokens,
            People people,
            Credentials credentials,
            SigningCore core,
            Counters counters,
            Faults faults) {
        CscVersion version = new CscV1(baseUrl, credentials, core, tokens);
        return new CscService(version, tokens, people, credentials, core, counters, faults);
    }

    public static CscService v2(
            String baseUrl,
            ServiceTokens tokens,
            People people,
            Credentials credentials,
            SigningCore core,
            Counters counters,
            Faults faults,
            Callbacks callbacks) {
        CscVersion version = new CscV2(baseUrl, credentials, core, callbacks);
        return new CscService(version, tokens, people, credentials, core, counters, faults);
    }

    public void addTo(Routes routes) {
        page.addTo(routes, this::counted);
        routes.on("*", "/csc/" + version.path() + "/**", this::serve);
    }

    private Handler counted(Handler opening) {
        String operation = version.operations() + "oauth2/authorize";
        return request -> {
            Optional<String> credentialId = Optional.ofNullable(request.query().get("credentialID"));
            counters.call(operation, credentialId.orElse(null));
            return faults.around(operation, credentialId, () -> (Reply.Answer) opening.handle(request));
        };
    }

    private Reply serve(Request request) {
        String operation = request.rest();
        boolean open = isOpen(operation);
        if (!open && !version.methods().containsKey(operation)) {
            return error(501, "unknown_method", "This service does not have the method " + operation);
        }
        if (!request.method().equals("POST")) {
            return error(405, "method_not_allowed", "Only POST is allowed").with("Allow", "POST");
        }
        Optional<String> credentialId = open ? Optional.empty() : credentialId(request);
        String counted = version.operations() + operation;
        counters.call(counted, credentialId.orElse(null));
        return faults.around(counted, credentialId, () -> answer(operation, request));
    }

    private boolean isOpen(String operation) {
        return operation.equals("info")
                || operation.equals("oauth2/token")
                || operation.equals("oauth2/revoke")
                || (operation.equals("oauth2/pushed_authorize") && version.takesPushed())
                || (operation.equals("auth/login") && version instanceof CscV1);
    }

    private Reply.Answer answer(String operation, Request request) {
        try {
            return switch (operation) {
                case "oauth2/token" -> tokenEndpoint.issue(request);
                case "oauth2/revoke" -> tokenEndpoint.revoke(request);
                case "oauth2/pushed_authorize" -> {
                    tokens.requireClient(request.form());
                    yield page.push(request.form());
                }
                case "auth/login" -> tokens.login(request);
                case "info" -> Reply.json(200, version.info());
                default -> {
                    Caller caller = tokens.check(request, () -> version.noBearer(operation));
                    CscVersion.Method method = version.methods().get(operation);
                    if (method == null) {
                        throw new IllegalStateException(operation);
                    }
                    yield method.call(Parameters.of(request, version.hashNames()), caller);
                }
            };
        } catch (CscError error) {
            return error.answer();
        } catch (SigningRefused refused) {
            return version.worded(refused, operation).answer();
        } catch (Refusal refusal) {
            return error(400, "invalid_request", CscError.MALFORMED);
        }
    }

    /** Whose call it is, for counters and faults; later calls of a transaction name only its handle. */
    private Optional<String> credentialId(Request request) {
        try {
            Parameters parameters = Parameters.of(request, version.hashNames());
            return parameters
                    .optional("credentialID")
                    .or(() -> parameters
                            .optional("handle")
                            .flatMap(core::approval)
                            .map(approval -> approval.credential().id()))
                    .or(() -> parameters
                            .optional("requestID")
                            .flatMap(core::result)
                            .map(job -> job.credential().id()));
        } catch (CscError malformed) {
            return Optional.empty();
        }
    }

    private static Reply.Answer error(int status, String error, String description) {
        return new CscError(status, error, description).answer();
    }
}
