package vn.hocba.remotesigning.rssp;

import java.util.LinkedHashMap;
import java.util.Map;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.WireJson;

/** The display template: short texts, and two JSON objects whose pairs the phone shows as lines. */
final class Template {

    private static final int MOST_NAMES = 1000;

    private Template() {}

    static Wire.Display of(AuthorisationRequest request, String relyingParty) {
        var labels = request.labels();
        var who = new LinkedHashMap<String, String>();
        put(who, "ĐƠN VỊ", labels.school());
        put(who, "NGƯỜI YÊU CẦU", labels.requestedBy());
        var what = new LinkedHashMap<String, String>();
        put(what, "NỘI DUNG", request.description());
        put(what, "LỚP", labels.className());
        put(what, "SỐ HỌC BẠ", Integer.toString(request.digests().size()));
        put(what, "HỌC SINH", names(request));
        return new Wire.Display(
                relyingParty,
                WireJson.text(who),
                "Yêu cầu ký " + request.digests().size() + " học bạ",
                "KÝ HỌC BẠ SỐ",
                WireJson.text(what),
                true,
                true);
    }

    private static void put(Map<String, String> lines, String name, String value) {
        if (!value.isBlank()) {
            lines.put(name, value);
        }
    }

    /** As many whole names as a phone can be expected to show. */
    private static String names(AuthorisationRequest request) {
        var names = new StringBuilder();
        int shown = 0;
        for (var name : request.labels().labels()) {
            if (names.length() + name.length() > MOST_NAMES) {
                return names + " và " + (request.digests().size() - shown) + " học sinh khác";
            }
            names.append(shown == 0 ? "" : ", ").append(name);
            shown++;
        }
        return names.toString();
    }
}
