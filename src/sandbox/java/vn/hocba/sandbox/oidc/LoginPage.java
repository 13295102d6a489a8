package vn.hocba.sandbox.oidc;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hocba.sandbox.http.Refusal;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.pages.Pages;
import vn.hocba.sandbox.people.People;

/** The authorization endpoint: checks the request, lets a person log in, redirects with a code. */
final class LoginPage {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final People people;
    private final Grants grants;

    LoginPage(People people, Grants grants) {
        this.people = people;
        this.grants = grants;
    }

    void addTo(Routes routes) {
        routes.on("GET", "/oidc/authorize", request -> show(request.query(), ""));
        routes.on("POST", "/oidc/authorize", this::logIn);
    }

    /** The parameters that survive the login form. The redirection is known to go to loopback. */
    private record Asked(
            String clientId,
            String redirectUri,
            String scope,
            @Nullable String state,
            @Nullable String nonce,
            String codeChallenge) {

        static Asked of(Map<String, String> parameters) {
            String redirectUri = parameters.getOrDefault("redirect_uri", "");
            if (!isLoopback(redirectUri)
                    || parameters.getOrDefault("client_id", "").isEmpty()) {
                throw new Refusal(Reply.text(400, "client_id is required, redirect_uri must be on loopback"));
            }
            Asked asked = new Asked(
                    parameters.getOrDefault("client_id", ""),
                    redirectUri,
                    parameters.getOrDefault("scope", ""),
                    parameters.get("state"),
                    parameters.get("nonce"),
                    parameters.getOrDefault("code_challenge", ""));
            if (!parameters.getOrDefault("response_type", "").equals("code")) {
                throw new Refusal(asked.redirect(Map.of("error", "unsupported_response_type")));
            }
            if (asked.codeChallenge().isEmpty()
                    || !parameters.getOrDefault("code_challenge_method", "").equals("S256")) {
                throw new Refusal(asked.redirect(
                        Map.of("error", "invalid_request", "error_description", "PKCE with S256 is required")));
            }
            return asked;
        }

        Reply.Answer redirect(Map<String, String> parameters) {
            Map<String, String> all = new LinkedHashMap<>(parameters);
            if (state != null) {
                all.put("state", state);
            }
            String query = all.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return Reply.redirect(redirectUri + (redirectUri.contains("?") ? "&" : "?") + query);
        }

        Map<String, String> fields() {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("response_type", "code");
            fields.put("client_id", clientId);
            fields.put("redirect_uri", redirectUri);
            fields.put("scope", scope);
            fields.put("code_challenge", codeChallenge);
            fields.put("code_challenge_method", "S256");
            if (state != null) {
                fields.put("state", state);
            }
            if (nonce != null) {
                fields.put("nonce", nonce);
            }
            return fields;
        }

        private static boolean isLoopback(String uri) {
            try {
                URI parsed = URI.create(uri);
                return "http".equals(parsed.getScheme())
                        && LOOPBACK.contains(parsed.getHost())
                        && parsed.getRawFragment() == null
                        && parsed.getRawUserInfo() == null;
            } catch (IllegalArgumentException | NullPointerException notAUri) {
                return false;
            }
        }
    }

    private Reply show(Map<String, String> parameters, String message) {
        Map<String, String> fields = Asked.of(parameters).fields();
        return Pages.page(
                message.isEmpty() ? 200 : 401,
                "Đăng nhập",
                new Pages.Bar("Học bạ số", "#", ""),
                Pages.login(
                        "Đăng nhập",
                        "/oidc/authorize",
                        fields,
                        parameters.getOrDefault("account", parameters.getOrDefault("login_hint", "")),
                        people.all(),
                        message));
    }

    private Reply logIn(Request request) {
        Map<String, String> form = request.form();
        Asked asked = Asked.of(form);
        return people.authenticate(form.getOrDefault("account", ""), form.getOrDefault("password", ""))
                .<Reply>map(person -> asked.redirect(Map.of(
                        "code",
                        grants.code(
                                person.account(),
                                asked.clientId(),
                                asked.redirectUri(),
                                asked.codeChallenge(),
                                asked.nonce()))))
                .orElseGet(() -> show(form, "Sai tài khoản hoặc mật khẩu."));
    }
}
