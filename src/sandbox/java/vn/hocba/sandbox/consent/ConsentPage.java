package vn.hocba.sandbox.consent;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import vn.hocba.sandbox.http.Refusal;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.pages.Html;
import vn.hocba.sandbox.pages.Pages;
import vn.hocba.sandbox.people.People;
import vn.hocba.sandbox.people.Person;
import vn.hocba.sandbox.signing.PhoneApproval;
import vn.hocba.sandbox.signing.PhoneApproval.Decision;
import vn.hocba.sandbox.signing.SigningCore;

/** {@code /consent}: log in, see what waits for approval, look at one request, agree or refuse. */
public final class ConsentPage {

    private static final int MAX_REASON = 200;

    private final People people;
    private final SigningCore core;
    private final Sessions sessions = new Sessions();
    private final ApprovalViews views = new ApprovalViews();

    public ConsentPage(People people, SigningCore core) {
        this.people = people;
        this.core = core;
    }

    /** Who looks, on which phone. */
    private record Visitor(Person person, Sessions.Session session) {

        Pages.Bar bar() {
            return new Pages.Bar(
                    "Ký số",
                    "/consent",
                    "<form method=\"post\" action=\"/consent/logout\"><input type=\"hidden\" name=\"csrf\" value=\""
                            + session.csrf() + "\"><button type=\"submit\">Thoát</button></form>");
        }
    }

    public void addTo(Routes routes) {
        routes.on("GET", "/consent", this::home);
        routes.on("POST", "/consent/login", this::logIn);
        routes.on("POST", "/consent/logout", request -> {
            Visitor visitor = visitor(request);
            checkForm(visitor, request.form());
            return sessions.end(request, Reply.redirect("/consent"));
        });
        routes.on("GET", "/consent/pending", request -> {
            Visitor visitor = visitor(request);
            return Reply.html(200, views.list(core.pending(visitor.person())));
        });
        routes.on(
                "GET",
                "/consent/approvals/**",
                request -> request.rest().endsWith("/state")
                        ? withApproval(
                                request,
                                request.rest().substring(0, request.rest().length() - "/state".length()),
                                (visitor, approval) -> Reply.text(200, ApprovalViews.state(approval)))
                        : withApproval(request, request.rest(), this::show));
        routes.on("POST", "/consent/approvals/**", this::decide);
    }

    private Reply home(Request request) {
        Optional<Visitor> visitor = find(request);
        if (visitor.isEmpty()) {
            return loginPage(request.query().getOrDefault("account", ""), "");
        }
        Person person = visitor.get().person();
        return Pages.page(
                200,
                "Chờ duyệt",
                visitor.get().bar(),
                "<h1>Chào " + Html.escape(person.name()) + "</h1>\n<p class=\"quiet\">"
                        + Html.escape(person.organisationName())
                        + "</p>\n<div id=\"pending\" data-refresh=\"/consent/pending\" aria-live=\"polite\">"
                        + views.list(core.pending(person)) + "</div>");
    }

    private Reply.Answer loginPage(String account, String message) {
        return Pages.page(
                message.isEmpty() ? 200 : 401,
                "Đăng nhập",
                new Pages.Bar("Ký số", "/consent", ""),
                Pages.login(
                        "Ký số trên điện thoại",
                        "/consent/login",
                        Map.of(),
                        account,
                        people.all().stream()
                                .filter(person -> person.holder().isPresent())
                                .toList(),
                        message));
    }

    private Reply logIn(Request request) {
        Map<String, String> form = request.form();
        String account = form.getOrDefault("account", "").strip();
        return people.authenticate(account, form.getOrDefault("password", ""))
                .map(person -> sessions.begin(person.account(), Reply.redirect("/consent")))
                .orElseGet(() -> loginPage(account, "Sai tài khoản hoặc mật khẩu."));
    }

    private Reply show(Visitor visitor, PhoneApproval approval) {
        return Pages.page(
                200,
                "Yêu cầu ký",
                visitor.bar(),
                views.detail(approval, visitor.session().csrf()));
    }

    private Reply decide(Request request) {
        return withApproval(request, request.rest(), (visitor, approval) -> {
            Map<String, String> form = request.form();
            checkForm(visitor, form);
            Decision decision = switch (form.getOrDefault("decision", "")) {
                case "approve" -> new Decision.Approved();
                case "refuse" -> new Decision.Refused(reason(form));
                default -> throw new Refusal(Reply.text(400, "decision is approve or refuse"));
            };
            boolean inTime = core.decide(approval, decision);
            Reply.Answer seeOther = Reply.redirect("/consent/approvals/" + approval.handle());
            return inTime ? seeOther : seeOther.with("X-Decision", "too-late");
        });
    }

    private static String reason(Map<String, String> form) {
        String reason = form.getOrDefault("reason", "").strip();
        return reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
    }

    /** Somebody else's request does not exist, as far as this person is concerned. */
    private Reply withApproval(Request request, String handle, BiFunction<Visitor, PhoneApproval, Reply> work) {
        Visitor visitor = visitor(request);
        return core.approval(handle)
                .filter(approval -> approval.credential()
                        .holder()
                        .account()
                        .equals(visitor.person().account()))
                .map(approval -> work.apply(visitor, approval))
                .orElseGet(
                        () -> Pages.page(404, "Không tìm thấy", visitor.bar(), "<p>Không tìm thấy yêu cầu này.</p>"));
    }

    private Optional<Visitor> find(Request request) {
        return sessions.of(request)
                .flatMap(session -> people.find(session.account()).map(person -> new Visitor(person, session)));
    }

    private Visitor visitor(Request request) {
        return find(request).orElseThrow(() -> new Refusal(loginPage("", "Hãy đăng nhập để xem yêu cầu ký.")));
    }

    private static void checkForm(Visitor visitor, Map<String, String> form) {
        if (!visitor.session().csrf().equals(form.get("csrf"))) {
            throw new Refusal(Reply.text(403, "The form is not from this page"));
        }
    }
}
