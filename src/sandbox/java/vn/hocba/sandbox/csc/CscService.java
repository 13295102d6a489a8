package vn.hocba.sandbox.csc;

import java.util.Optional;
import vn.hocba.sandbox.faults.Faults;
import vn.hocba.sandbox.http.Refusal;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.people.Person;
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

    private CscService(CscVersion version, ServiceTokens tokens, SigningCore core, Counters counters, Faults faults) {
        this.version = version;
        this.tokens = tokens;
        this.core = core;
        this.counters = counters;
        this.faults = faults;
    }

    public static CscService v1(
            String baseUrl,
            ServiceTokens tokens,
            Credentials credentials,
            SigningCore core,
            Counters counters,
            Faults faults) {
        return new CscService(new CscV1(baseUrl, credentials, core, tokens), tokens, core, counters, faults);
    }

    public static CscService v2(
            String baseUrl,
            ServiceTokens tokens,
            Credentials credentials,
            SigningCore core,
            Counters counters,
            Faults faults) {
        return new CscService(new CscV2(baseUrl, credentials, core), tokens, core, counters, faults);
    }

    public void addTo(Routes routes) {
        routes.on("*", "/csc/" + version.path() + "/**", this::serve);
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
                || (operation.equals("auth/login") && version instanceof CscV1);
    }

    private Reply.Answer answer(String operation, Request request) {
        try {
            return switch (operation) {
                case "oauth2/token" -> tokens.issue(request);
                case "auth/login" -> tokens.login(request);
                case "info" -> Reply.json(200, version.info());
                default -> {
                    Optional<Person> caller = tokens.check(request, () -> version.noBearer(operation));
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
