package vn.hocba.sandbox.consent;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;

/** Who is logged in on which phone, and the token that its forms must carry. */
final class Sessions {

    private static final String COOKIE = "consent_session";

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> open = new ConcurrentHashMap<>();

    /** One phone. */
    record Session(String account, String csrf) {

        @Override
        public String toString() {
            return "Session[" + account + "]";
        }
    }

    Reply.Answer begin(String account, Reply.Answer answer) {
        String id = secret();
        open.put(id, new Session(account, secret()));
        return answer.with("Set-Cookie", COOKIE + "=" + id + "; Path=/consent; HttpOnly; SameSite=Strict");
    }

    Optional<Session> of(Request request) {
        return request.cookie(COOKIE).flatMap(id -> Optional.ofNullable(open.get(id)));
    }

    Reply.Answer end(Request request, Reply.Answer answer) {
        request.cookie(COOKIE).ifPresent(open::remove);
        return answer.with("Set-Cookie", COOKIE + "=; Path=/consent; Max-Age=0; HttpOnly; SameSite=Strict");
    }

    private String secret() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
