package vn.hocba.sandbox.pages;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.people.Person;
import vn.hocba.sandbox.people.SamplePeople;

/** Complete pages from content that is HTML already. */
public final class Pages {

    private static final String LAYOUT = Resources.text("page.html");
    private static final String LOGIN = Resources.text("login.html");

    private Pages() {}

    /** What stands in the bar at the top. */
    public record Bar(String brand, String home, String who) {}

    public static void addAssetsTo(Routes routes) {
        asset(routes, "style.css", "text/css; charset=utf-8");
        asset(routes, "page.js", "text/javascript; charset=utf-8");
        asset(routes, "logo.svg", "image/svg+xml");
    }

    private static void asset(Routes routes, String name, String contentType) {
        byte[] content = Resources.bytes(name);
        routes.on(
                "GET",
                "/assets/" + name,
                request -> Reply.bytes(contentType, content).with("X-Content-Type-Options", "nosniff"));
    }

    /** A template packed with the sandbox. */
    public static String template(String name) {
        return Resources.text(name);
    }

    public static Reply.Answer page(int status, String title, Bar bar, String content) {
        return Reply.html(
                status,
                Html.fill(
                        LAYOUT,
                        Map.of(
                                "title", Html.escape(title),
                                "brand", Html.escape(bar.brand()),
                                "home", Html.escape(bar.home()),
                                "who", bar.who(),
                                "content", content)));
    }

    /**
     * A login form.
     *
     * @param fields what the form sends beside account and password
     * @param message what went wrong, empty at first
     */
    public static String login(
            String heading,
            String action,
            Map<String, String> fields,
            String account,
            List<Person> people,
            String message) {
        return Html.fill(
                LOGIN,
                Map.of(
                        "heading", Html.escape(heading),
                        "action", Html.escape(action),
                        "account", Html.escape(account),
                        "message", message(message),
                        "hidden",
                                fields.entrySet().stream()
                                        .map(field -> "<input type=\"hidden\" name=\"" + Html.escape(field.getKey())
                                                + "\" value=\"" + Html.escape(field.getValue()) + "\">")
                                        .collect(Collectors.joining("\n")),
                        "people",
                                people.stream()
                                        .filter(SamplePeople::isSample)
                                        .map(Pages::choice)
                                        .collect(Collectors.joining("\n"))));
    }

    /** A notice that screen readers announce; nothing for an empty text. */
    public static String message(String text) {
        return text.isEmpty() ? "" : "<p class=\"message\" role=\"alert\">" + Html.escape(text) + "</p>";
    }

    private static String choice(Person person) {
        return "<li><button type=\"button\" data-account=\"" + Html.escape(person.account()) + "\"><b>"
                + Html.escape(person.name()) + "</b> <code>" + Html.escape(person.account()) + "</code><span>"
                + person.roles().stream().map(Pages::role).collect(Collectors.joining(", ")) + " · "
                + Html.escape(person.organisationName()) + "</span></button></li>";
    }

    private static String role(String role) {
        return switch (role) {
            case "homeroom_teacher" -> "Giáo viên chủ nhiệm";
            case "principal" -> "Cán bộ quản lý";
            case "seal_officer" -> "Văn thư, con dấu";
            case "school_administrator" -> "Quản trị trường";
            case "platform_operator" -> "Vận hành nền tảng";
            default -> Html.escape(role);
        };
    }
}
