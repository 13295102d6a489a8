package vn.hocba.sandbox.consent;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import vn.hocba.sandbox.pages.Html;
import vn.hocba.sandbox.pages.Pages;
import vn.hocba.sandbox.signing.Ask;
import vn.hocba.sandbox.signing.PhoneApproval;
import vn.hocba.sandbox.signing.PhoneApproval.Decision;
import vn.hocba.sandbox.signing.Shown;

/** What a person sees of a request for signatures. The number of signatures comes from the request, not from its text. */
public final class ApprovalViews {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm 'ngày' dd/MM/yyyy").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    private final String detail = Pages.template("consent-detail.html");

    /**
     * Where the decision goes, and what surrounds it.
     *
     * @param field name of the hidden field that proves that the form came from this page
     * @param token its value
     * @param back a link out of the page, as HTML; may be empty
     * @param watch an attribute by which the page notices a decision made elsewhere, as HTML; may be empty
     */
    public record Form(String action, String field, String token, String back, String watch) {

        static Form onThePhone(PhoneApproval approval, String csrf) {
            String address = "/consent/approvals/" + approval.handle();
            return new Form(
                    address,
                    "csrf",
                    csrf,
                    "<a class=\"back\" href=\"/consent\">‹ Danh sách chờ duyệt</a>",
                    " data-watch=\"" + address + "/state\"");
        }
    }

    /** The open requests as cards. */
    String list(List<PhoneApproval> pending) {
        if (pending.isEmpty()) {
            return "<div class=\"card empty\"><b>Không có yêu cầu nào đang chờ</b>"
                    + "Trang này tự cập nhật khi có yêu cầu mới.</div>";
        }
        return pending.stream()
                .map(approval -> "<a class=\"card item\" href=\"/consent/approvals/" + approval.handle() + "\"><strong>"
                        + Html.escape(heading(approval.ask())) + "</strong>" + meta(approval) + "</a>")
                .collect(Collectors.joining("\n"));
    }

    private static String meta(PhoneApproval approval) {
        Shown shown = approval.ask().shown();
        String from = List.of(shown.requestedBy(), shown.school()).stream()
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" · "));
        return (from.isEmpty() ? "" : "<span class=\"meta\">" + Html.escape(from) + "</span>")
                + "<span class=\"meta\">Gửi lúc " + CLOCK.format(approval.asked()) + "</span>";
    }

    private static String heading(Ask ask) {
        String what = "Ký " + ask.numSignatures() + (ask.shown().labels().isEmpty() ? " tài liệu" : " học bạ");
        return ask.shown().className().isEmpty()
                ? what
                : what + ", lớp " + ask.shown().className();
    }

    /** One word for scripts: waiting, approved, refused, expired. */
    static String state(PhoneApproval approval) {
        Optional<Decision> decision = approval.decision();
        if (decision.isEmpty()) {
            return approval.isExpired() ? "expired" : "waiting";
        }
        return switch (decision.get()) {
            case Decision.Approved() -> "approved";
            case Decision.Refused(String _) -> "refused";
        };
    }

    /** The request with its two buttons, or what became of it. */
    String detail(PhoneApproval approval, String csrf) {
        Optional<Decision> decision = approval.decision();
        if (decision.isEmpty()) {
            return approval.isExpired()
                    ? result("bad", "…", "Yêu cầu đã hết hạn", "Bạn chưa ký gì. Người yêu cầu có thể gửi lại.")
                    : open(approval, Form.onThePhone(approval, csrf));
        }
        return switch (decision.get()) {
            case Decision.Approved() ->
                result("good", "✓", "Đã đồng ý ký", heading(approval.ask()) + ". Bạn có thể quay lại màn hình học bạ.");
            case Decision.Refused(String reason) ->
                result(
                        "bad",
                        "✕",
                        "Đã từ chối",
                        "Không có tài liệu nào được ký." + (reason.isEmpty() ? "" : " Lý do: " + reason));
        };
    }

    private static String result(String kind, String mark, String heading, String text) {
        return "<section class=\"card result\" role=\"status\"><span class=\"mark " + kind + "\" aria-hidden=\"true\">"
                + mark + "</span><h1 id=\"result\">" + Html.escape(heading) + "</h1><p>" + Html.escape(text)
                + "</p></section><a class=\"button\" href=\"/consent\">Về danh sách</a>";
    }

    /** The request with its two buttons. */
    public String open(PhoneApproval approval, Form form) {
        Ask ask = approval.ask();
        Shown shown = ask.shown();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Người yêu cầu", shown.requestedBy());
        facts.put("Trường", shown.school());
        facts.put("Lớp", shown.className());
        facts.put("Số chữ ký", String.valueOf(ask.numSignatures()));
        facts.put("Nội dung", ask.description());
        facts.put("Chứng thư", approval.credential().id());
        facts.put("Hết hạn lúc", CLOCK.format(approval.expires()));
        boolean mismatch = !shown.labels().isEmpty()
                && shown.labels().size() != ask.digests().size();
        return Html.fill(
                detail,
                Map.of(
                        "back",
                        form.back(),
                        "watch",
                        form.watch(),
                        "action",
                        form.action(),
                        "field",
                        form.field(),
                        "token",
                        form.token(),
                        "heading",
                        Html.escape(heading(ask)),
                        "code",
                        ask.code().of(ask.digests()),
                        "facts",
                        facts.entrySet().stream()
                                .filter(fact -> !fact.getValue().isEmpty())
                                .map(fact ->
                                        "<dt>" + fact.getKey() + "</dt><dd>" + Html.escape(fact.getValue()) + "</dd>")
                                .collect(Collectors.joining("\n")),
                        "warning",
                        Pages.message(
                                mismatch
                                        ? "Danh sách có " + shown.labels().size() + " tên nhưng yêu cầu ký "
                                                + ask.digests().size() + " tài liệu. Hãy kiểm tra trước khi đồng ý."
                                        : ""),
                        "labels",
                        labels(shown)));
    }

    private static String labels(Shown shown) {
        if (shown.labels().isEmpty()) {
            return "";
        }
        return "<details class=\"card labels\" open><summary>Học sinh ("
                + shown.labels().size() + ")</summary><ol>"
                + shown.labels().stream()
                        .map(label -> "<li>" + Html.escape(label) + "</li>")
                        .collect(Collectors.joining())
                + "</ol></details>";
    }
}
