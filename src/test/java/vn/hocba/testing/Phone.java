package vn.hocba.testing;

import java.util.Optional;
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

    /** Waits until the person is asked something. */
    public void awaitQuestion() {
        Eventually.eventually(this::asked, Optional::isPresent);
    }

    /** Approves what the person was asked last. */
    public void approve() {
        decide("approve");
    }

    /** Refuses what the person was asked last. */
    public void refuse() {
        decide("refuse");
    }

    private void decide(String decision) {
        String handle = asked().orElseThrow(() -> new AssertionError("nothing to " + decision));
        page.post("/consent/approvals/" + handle, "decision=" + decision + "&csrf=" + csrf(handle))
                .expect(303);
    }

    private Optional<String> asked() {
        return OPEN.matcher(page.get("/consent/pending").expect(200).text())
                .results()
                .map(found -> found.group(1))
                .findFirst();
    }
}
