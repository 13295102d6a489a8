package vn.hocba.testing;

import java.util.regex.Pattern;

/** A signer's phone: the sandbox's consent page, as a logged-in person. */
public record Phone(ApiClient page) {

    private static final Pattern OPEN = Pattern.compile("/consent/approvals/([^\"]+)\"");

    public static Phone of(SandboxProcess sandbox, String account) {
        ApiClient forms = sandbox.client().with("Content-Type", "application/x-www-form-urlencoded");
        String cookie = forms.post("/consent/login", "account=" + account + "&password=" + SandboxProcess.PASSWORD)
                .expect(303)
                .header("Set-Cookie");
        return new Phone(forms.with("Cookie", cookie.substring(0, cookie.indexOf(';'))));
    }

    /** The token of the form in which a request is decided. */
    public String csrf(String handle) {
        return page.get("/consent/approvals/" + handle)
                .expect(200)
                .text()
                .replaceFirst("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
    }

    /** Approves what the person was asked last. */
    public void approve() {
        var open = OPEN.matcher(page.get("/consent/pending").expect(200).text());
        if (!open.find()) {
            throw new AssertionError("nothing to approve");
        }
        String handle = open.group(1);
        page.post("/consent/approvals/" + handle, "decision=approve&csrf=" + csrf(handle))
                .expect(303);
    }
}
