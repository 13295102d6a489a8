package vn.hocba.standin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.Browser;
import vn.hocba.testing.Phone;
import vn.hocba.testing.SandboxProcess;

/** The page on the signer's phone, in a browser of a phone's size, and what it refuses without one. */
class ConsentPageIT {

    private static final Path DIRECTORY =
            Path.of("target", "it-logs", "browser").toAbsolutePath();
    private static final List<String> PUPILS =
            IntStream.rangeClosed(1, 40).mapToObj(i -> "Nguyễn Thị Bé " + i).toList();

    private final CscCaller caller = CscCaller.with("P-256", "PHONE");
    private final List<String> hashes = caller.hashes(40);

    private String ask() {
        Map<String, Object> body = caller.authorization(hashes);
        body.put("description", "Học bạ năm học 2025-2026 <b>lớp 4A</b>");
        body.put(
                "clientData",
                "{\"requestedBy\":\"Học bạ số\",\"school\":\"Trường Tiểu học Hoa Sen\",\"className\":\"4A\",\"count\":40,"
                        + "\"labels\":[\"" + String.join("\",\"", PUPILS) + "\"]}");
        return caller.call("credentials/authorize", body).expect(202).at("/handle");
    }

    private void logIn(Browser browser) {
        browser.open(caller.sandbox.described("/consentPage") + "?account=" + caller.account);
        browser.type("#password", SandboxProcess.PASSWORD);
        browser.click("button.primary");
    }

    private Answer check(String handle) {
        return caller.call("credentials/authorizeCheck", Map.of("handle", handle));
    }

    /** The published rule, written once more. */
    private static String code(List<String> hashes) throws GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        hashes.forEach(hash -> sha256.update(Base64.getDecoder().decode(hash)));
        byte[] digest = sha256.digest();
        long last = new BigInteger(1, digest).longValue() & 0xFFFF_FFFFL;
        String digits = String.format("%06d", last % 1_000_000);
        return digits.substring(0, 3) + " " + digits.substring(3);
    }

    @Test
    void approvesAWholeClassOnAPhone() throws Exception {
        try (Browser browser = Browser.phone(DIRECTORY)) {
            logIn(browser);
            browser.awaitElement(".empty");
            String handle = ask();
            // the list renews itself: nobody reloads a phone's page
            browser.click("a.item");

            assertThat(browser.text("h1")).isEqualTo("Ký 40 học bạ, lớp 4A");
            assertThat(browser.text("#verification-code")).isEqualTo(code(hashes));
            assertThat(browser.text("dl")).contains("Học bạ số", "Trường Tiểu học Hoa Sen", "40", "<b>lớp 4A</b>");
            assertThat(browser.text(".labels")).contains("Học sinh (40)", PUPILS.getFirst(), PUPILS.getLast());
            assertThat(browser.run("return document.documentElement.scrollWidth")
                            .asInt())
                    .as("nothing to scroll sideways")
                    .isLessThanOrEqualTo(390);
            assertThat(browser.run("return document.querySelector('#approve').getBoundingClientRect().height")
                            .asInt())
                    .as("large enough for a thumb")
                    .isGreaterThanOrEqualTo(48);
            browser.screenshot(DIRECTORY.resolve("consent.png"));
            browser.click("#approve");

            assertThat(browser.text("#result")).isEqualTo("Đã đồng ý ký");
            String sad = check(handle).expect(200).at("/SAD");
            assertThat(caller.verify(CscCaller.signatures(caller.sign(sad, hashes, CscCaller.ECDSA))))
                    .isTrue();
            JsonNode consents = caller.counters().path("consents");
            assertThat(consents).hasSize(1);
        }
    }

    @Test
    void refusesWithAReason() {
        try (Browser browser = Browser.phone(DIRECTORY)) {
            String handle = ask();
            logIn(browser);
            browser.click("a.item");
            browser.click("#refuse");
            browser.type("#reason", "Thiếu điểm môn Toán");
            browser.screenshot(DIRECTORY.resolve("refuse.png"));
            browser.click("#refuse-confirm");

            assertThat(browser.text("#result")).isEqualTo("Đã từ chối");
            Answer refused = check(handle).expect(400);
            assertThat(refused.at("/error")).isEqualTo("access_denied");
            assertThat(refused.at("/error_description")).contains("Thiếu điểm môn Toán");
            assertThat(caller.counters().path("consents")).isEmpty();
        }
    }

    @Test
    void takesNoDecisionWithoutTheFormsToken() {
        String handle = ask();

        Answer forged = phone(caller.account).page().post("/consent/approvals/" + handle, "decision=approve");

        assertThat(forged.status()).isEqualTo(403);
        assertThat(check(handle).status()).isEqualTo(202);
    }

    @Test
    void showsNobodyTheRequestsOfOthers() {
        String handle = ask();

        assertThat(phone("gvcn.minh").page().get("/consent/approvals/" + handle).status())
                .isEqualTo(404);
        assertThat(caller.sandbox.client().get("/consent/approvals/" + handle).status())
                .isEqualTo(401);
        assertThat(phone("gvcn.minh").page().get("/consent/pending").text()).doesNotContain(handle);
    }

    @Test
    void takesOnlyTheFirstDecision() {
        String handle = ask();
        Phone phone = phone(caller.account);
        ApiClient page = phone.page();
        String csrf = phone.csrf(handle);

        assertThat(page.post("/consent/approvals/" + handle, "decision=refuse&csrf=" + csrf)
                        .status())
                .isEqualTo(303);
        assertThat(page.post("/consent/approvals/" + handle, "decision=approve&csrf=" + csrf)
                        .header("X-Decision"))
                .isEqualTo("too-late");
        assertThat(check(handle).status()).isEqualTo(400);
    }

    private Phone phone(String account) {
        return Phone.of(caller.sandbox, account);
    }
}
