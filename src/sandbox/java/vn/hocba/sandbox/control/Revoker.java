package vn.hocba.sandbox.control;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hocba.sandbox.ca.Revocation;
import vn.hocba.sandbox.ca.RevocationReason;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.http.Refusal;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.signing.Credential;
import vn.hocba.sandbox.signing.Credentials;

/** {@code POST /control/certificates/<credential>/revoke}. */
public final class Revoker {

    private static final String ACTION = "/revoke";

    private final Registrar registrar;
    private final Credentials credentials;

    public Revoker(Registrar registrar, Credentials credentials) {
        this.registrar = registrar;
        this.credentials = credentials;
    }

    /**
     * What to say of the certificate.
     *
     * @param reason a name of RFC 5280; {@code unspecified} when absent
     * @param at ISO 8601 instant, not in the future; now when absent
     */
    private record NewRevocation(
            @Nullable String reason, @Nullable String at) {

        Revocation revocation() {
            Instant now = Instant.now();
            Instant since = Moment.optional("at", at).orElse(now);
            if (since.isAfter(now)) {
                throw new Refusal(Reply.text(400, "at is in the future"));
            }
            String named = reason == null ? RevocationReason.UNSPECIFIED.wireName() : reason;
            return new Revocation(
                    since,
                    RevocationReason.named(named)
                            .orElseThrow(() -> new Refusal(Reply.text(400, "Unknown reason: " + named))));
        }
    }

    /** Answers with the revocation that holds, which is the first one. */
    Reply revoke(Request request) {
        if (!request.rest().endsWith(ACTION)) {
            throw new Refusal(Reply.text(404, "Nothing is served at " + request.path()));
        }
        Credential credential =
                registrar.credential(request.rest().substring(0, request.rest().length() - ACTION.length()));
        NewRevocation asked = request.body().length == 0
                ? new NewRevocation(null, null)
                : Json.bind(request.body(), NewRevocation.class);
        Revocation revocation = credentials.revoke(credential, asked.revocation());
        return Reply.json(
                200,
                Map.of(
                        "serialNumber",
                        credential.chain().getFirst().getSerialNumber().toString(16),
                        "reason",
                        revocation.reason().wireName(),
                        "at",
                        revocation.at().toString()));
    }
}
