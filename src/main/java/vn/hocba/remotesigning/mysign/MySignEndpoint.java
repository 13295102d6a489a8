package vn.hocba.remotesigning.mysign;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.hocba.remotesigning.HttpAnswer;
import vn.hocba.remotesigning.HttpCall;
import vn.hocba.remotesigning.HttpCall.Connection;
import vn.hocba.remotesigning.ProviderHttp;
import vn.hocba.remotesigning.ProviderSettings;
import vn.hocba.remotesigning.SharedLogin;
import vn.hocba.remotesigning.StandardFailures.Stage;
import vn.hocba.remotesigning.WireJson;

/** Calls of the service's methods, with the login of the signer whom they concern. */
final class MySignEndpoint {

    private static final String LOGIN = "ras/v1/login";
    private static final int MOST_LOGINS = 10_000;

    private final ProviderHttp http;
    private final URI base;
    private final Wire.Caller caller;
    private final String profile;
    private final Clock clock;
    private final Map<String, SharedLogin> logins = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SharedLogin> eldest) {
            return size() > MOST_LOGINS;
        }
    };

    MySignEndpoint(ProviderHttp http, ProviderSettings settings, Clock clock) {
        this.http = http;
        this.base = settings.url();
        this.caller = new Wire.Caller(settings.clientId(), settings.clientSecret());
        this.profile = settings.profile().orElse("");
        this.clock = clock;
    }

    /** How the JSON of a success is read. */
    @FunctionalInterface
    interface Answer<T> {
        T read(String where, byte[] body);

        static <T> Answer<T> of(Class<T> type) {
            return (where, body) -> WireJson.read(where, body, type);
        }

        static <T> Answer<List<T>> ofMany(Class<T> type) {
            return (where, body) -> WireJson.readList(where, body, type);
        }
    }

    Wire.Caller caller() {
        return caller;
    }

    String profile() {
        return profile;
    }

    private SharedLogin login(String user) {
        synchronized (logins) {
            return logins.computeIfAbsent(user, signer -> new SharedLogin(() -> logIn(signer), clock));
        }
    }

    private Uni<SharedLogin.Token> logIn(String user) {
        var body = WireJson.write(new Wire.LoginRequest(caller, profile, user));
        return http.post(request(LOGIN, Connection.FRESH, body, Map.of())).map(answer -> {
            var login = success(LOGIN, Stage.LOGIN, answer, Answer.of(Wire.Login.class));
            return SharedLogin.Token.of(LOGIN, login.accessToken(), login.expiresIn(), clock);
        });
    }

    <T> Uni<T> call(String user, String path, Stage stage, Connection connection, Object body, Answer<T> reader) {
        return Uni.createFrom().deferred(() -> {
            var bytes = WireJson.write(body);
            return login(user)
                    .call(
                            token -> http.post(request(
                                    path, connection, bytes, Map.of("Authorization", "Bearer " + token.value()))),
                            answer -> answer.status() == 401)
                    .map(answer -> success(path, stage, answer, reader));
        });
    }

    private HttpCall request(String path, Connection connection, byte[] body, Map<String, String> login) {
        var headers = new LinkedHashMap<>(login);
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        return new HttpCall(URI.create(base + "/" + path), headers, body, connection);
    }

    private <T> T success(String path, Stage stage, HttpAnswer answer, Answer<T> reader) {
        if (answer.status() != 200) {
            throw MySignFailures.of(path, stage, answer, clock);
        }
        return reader.read(path, answer.body());
    }
}
