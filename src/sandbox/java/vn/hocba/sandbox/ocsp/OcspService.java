package vn.hocba.sandbox.ocsp;

import java.util.Base64;
import java.util.Optional;
import vn.hocba.sandbox.ca.Authority;
import vn.hocba.sandbox.ca.SandboxCa;
import vn.hocba.sandbox.faults.Faults;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.signing.Counters;

/**
 * {@code POST /pki/ocsp/<authority>} and {@code GET /pki/ocsp/<authority>/<base64>}, by RFC 6960 appendix A. The
 * operation is {@code ocsp/<authority>} to faults and counters; the credential is that of the first certificate, and
 * {@code tsa/rsa}, {@code tsa/ec} or {@code issuing} for the services' own.
 */
public final class OcspService {

    private static final String QUERY = "application/ocsp-request";
    private static final String REPLY = "application/ocsp-response";

    private final SandboxCa ca;
    private final Faults faults;
    private final Counters counters;

    public OcspService(SandboxCa ca, Faults faults, Counters counters) {
        this.ca = ca;
        this.faults = faults;
        this.counters = counters;
    }

    public void addTo(Routes routes) {
        for (Authority authority : ca.authorities()) {
            String operation = "ocsp/" + authority.name();
            OcspResponder responder = new OcspResponder(
                    authority, ca.responderKeys(authority, operation, "Học bạ số Sandbox OCSP " + authority.name()));
            routes.on("POST", "/pki/" + operation, request -> post(request, operation, responder));
            routes.on("GET", "/pki/" + operation + "/**", request -> get(request, operation, responder));
        }
    }

    private Reply post(Request request, String operation, OcspResponder responder) {
        if (!request.header("Content-Type").orElse("").equals(QUERY)) {
            return Reply.text(415, "Only " + QUERY + " is understood");
        }
        return answer(Question.read(request.body()), operation, responder);
    }

    private Reply get(Request request, String operation, OcspResponder responder) {
        Optional<Question> question;
        try {
            question = Question.read(Base64.getDecoder().decode(request.rest()));
        } catch (IllegalArgumentException notBase64) {
            question = Optional.empty();
        }
        return answer(question, operation, responder);
    }

    private Reply answer(Optional<Question> question, String operation, OcspResponder responder) {
        Optional<String> holder = question.flatMap(responder::holder);
        counters.call(operation, holder.orElse(null));
        return faults.around(
                operation,
                holder,
                fault -> Reply.bytes(
                        REPLY,
                        question.map(asked -> responder.answer(asked, fault)).orElseGet(OcspResponder::malformed)));
    }
}
