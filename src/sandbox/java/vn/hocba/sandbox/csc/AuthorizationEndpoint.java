package vn.hocba.sandbox.csc;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import vn.hocba.sandbox.consent.ApprovalViews;
import vn.hocba.sandbox.csc.AuthorizationCodes.Grant;
import vn.hocba.sandbox.csc.AuthorizationRequest.Redirection;
import vn.hocba.sandbox.http.Handler;
import vn.hocba.sandbox.http.Refusal;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.pages.Pages;
import vn.hocba.sandbox.people.People;
import vn.hocba.sandbox.people.Person;
import vn.hocba.sandbox.signing.Credentials;
import vn.hocba.sandbox.signing.Outcome;
import vn.hocba.sandbox.signing.PhoneApproval;
import vn.hocba.sandbox.signing.PhoneApproval.Decision;
import vn.hocba.sandbox.signing.SigningCore;
import vn.hocba.sandbox.signing.SigningRefused;

/**
 * {@code oauth2/authorize}: the page in the person's browser. Logs in, shows who asks for what, takes the decision, and sends the
 * person back. A credential that is approved or refused by itself shows no page.
 */
final class AuthorizationEndpoint {

    private static final Duration LONGEST_VISIT = Duration.ofMinutes(15);
    private static final Pages.Bar BAR = new Pages.Bar("Ký số", "#", "");

    private final CscVersion version;
    private final AuthorizationCodes codes;
    private final People people;
    private final Credentials credentials;
    private final SigningCore core;
    private final ApprovalViews views = new ApprovalViews();
    private final Map<String, Visit> visits = new ConcurrentHashMap<>();

    AuthorizationEndpoint(
            CscVersion version, AuthorizationCodes codes, People people, Credentials credentials, SigningCore core) {
        this.version = version;
        this.codes = codes;
        this.people = people;
        this.credentials = credentials;
        this.core = core;
    }

    /**
     * Somebody's browser at the page.
     *
     * @param question what the person was shown; empty before the login
     */
    private record Visit(AuthorizationRequest request, Optional<PhoneApproval> question, Instant begun) {}

    private String address() {
        return "/csc/" + version.path() + "/oauth2/authorize";
    }

    void addTo(Routes routes, UnaryOperator<Handler> counted) {
        routes.on("GET", address(), counted.apply(this::open));
        routes.on("POST", address(), this::submit);
    }

    private Reply.Answer open(Request request) {
        try {
            Map<String, String> query = request.query();
            Map<String, String> parameters = query.containsKey("request_uri")
                    ? codes.pushed(query.getOrDefault("request_uri", ""), query.getOrDefault("client_id", ""))
                    : query;
            Redirection redirection = Redirection.of(parameters);
            return redirecting(
                    redirection, () -> begin(AuthorizationRequest.of(redirection, parameters, version, credentials)));
        } catch (CscError nobodyToTell) {
            return nobodyToTell.answer();
        }
    }

    /** {@code oauth2/pushed_authorize}: the same parameters, checked before anybody visits. */
    Reply.Answer push(Map<String, String> parameters) {
        if (parameters.containsKey("request_uri")) {
            throw CscError.invalid("request_uri");
        }
        AuthorizationRequest request =
                AuthorizationRequest.of(Redirection.of(parameters), parameters, version, credentials);
        request.use().ifPresent(use -> core.requirePossibleOnPage(use.credential(), use.ask()));
        return Reply.json(
                201,
                Map.of(
                        "request_uri",
                        codes.push(parameters),
                        "expires_in",
                        AuthorizationCodes.PUSHED_LIFE.toSeconds()));
    }

    private Reply.Answer redirecting(Redirection redirection, Supplier<Reply.Answer> work) {
        try {
            return work.get();
        } catch (CscError error) {
            return redirection.with(error);
        } catch (SigningRefused refused) {
            return redirection.with(version.worded(refused, "oauth2/authorize"));
        }
    }

    private Reply.Answer begin(AuthorizationRequest request) {
        if (request.use().isPresent()) {
            AuthorizationRequest.Use use = request.use().get();
            core.requirePossibleOnPage(use.credential(), use.ask());
            if (core.decidesAlone(use.credential())) {
                PhoneApproval question = core.askOnPage(use.credential(), use.ask());
                Outcome.Granted _ = core.awaitDecision(new Outcome.Waiting(question.handle()));
                return agreed(request, question);
            }
        }
        return login(remember(new Visit(request, Optional.empty(), Instant.now())), "", "");
    }

    private Reply.Answer agreed(AuthorizationRequest request, PhoneApproval question) {
        return request.redirection()
                .with(codes.issue(
                        new Grant.OfCredential(question.credential().id(), question.handle()),
                        request.redirection().uri(),
                        request.challenge()));
    }

    private String remember(Visit visit) {
        Instant longAgo = Instant.now().minus(LONGEST_VISIT);
        visits.values().removeIf(old -> old.begun().isBefore(longAgo));
        String id = codes.secret();
        visits.put(id, visit);
        return id;
    }

    private Reply.Answer login(String visit, String account, String message) {
        return Pages.page(
                message.isEmpty() ? 200 : 401,
                "Đăng nhập",
                BAR,
                Pages.login(
                        "Đăng nhập dịch vụ ký số",
                        address(),
                        Map.of("visit", visit),
                        account,
                        people.all().stream()
                                .filter(person -> person.holder().isPresent())
                                .toList(),
                        message));
    }

    private Reply submit(Request request) {
        Map<String, String> form = request.form();
        Visit visit = Optional.ofNullable(visits.get(form.getOrDefault("visit", "")))
                .filter(found -> found.begun().isAfter(Instant.now().minus(LONGEST_VISIT)))
                .orElseThrow(() -> new Refusal(Pages.page(
                        400,
                        "Hết phiên",
                        BAR,
                        Pages.message("Trang này đã hết hạn. Hãy quay lại màn hình học bạ và mở lại."))));
        return redirecting(
                visit.request().redirection(),
                () -> visit.question()
                        .map(question -> decide(visit, question, form))
                        .orElseGet(() -> logIn(visit, form)));
    }

    /** Whoever has not logged in knows no visit that takes a decision: logging in begins another. */
    private Reply.Answer logIn(Visit visit, Map<String, String> form) {
        String account = form.getOrDefault("account", "").strip();
        Optional<Person> person = people.authenticate(account, form.getOrDefault("password", ""));
        if (person.isEmpty()) {
            return login(form.getOrDefault("visit", ""), account, "Sai tài khoản hoặc mật khẩu.");
        }
        AuthorizationRequest request = visit.request();
        if (request.use().isEmpty()) {
            visits.remove(form.getOrDefault("visit", ""));
            return request.redirection()
                    .with(codes.issue(
                            new Grant.Service(account), request.redirection().uri(), request.challenge()));
        }
        AuthorizationRequest.Use use = request.use().get();
        if (!use.credential().holder().account().equals(account)) {
            return login(form.getOrDefault("visit", ""), account, "Chứng thư số này không phải của bạn.");
        }
        visits.remove(form.getOrDefault("visit", ""));
        PhoneApproval question = core.askOnPage(use.credential(), use.ask());
        String next = remember(new Visit(request, Optional.of(question), Instant.now()));
        return Pages.page(
                200, "Yêu cầu ký", BAR, views.open(question, new ApprovalViews.Form(address(), "visit", next, "", "")));
    }

    private Reply.Answer decide(Visit visit, PhoneApproval question, Map<String, String> form) {
        Decision decision = switch (form.getOrDefault("decision", "")) {
            case "approve" -> new Decision.Approved();
            case "refuse" ->
                new Decision.Refused(form.getOrDefault("reason", "").strip());
            default -> throw new Refusal(Reply.text(400, "decision is approve or refuse"));
        };
        visits.remove(form.getOrDefault("visit", ""));
        if (!core.decide(question, decision)) {
            throw new CscError(400, "access_denied", "The user did not answer the authorization request in time");
        }
        Outcome _ = core.check(question.handle());
        return agreed(visit.request(), question);
    }
}
