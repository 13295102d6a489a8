package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.signing.SigningSchool.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.AuthorizationForm;
import vn.hocba.testing.Browser;
import vn.hocba.testing.SampleClass;
import vn.hocba.testing.SandboxProcess;
import vn.hocba.testing.TestSchool;
import vn.hocba.testing.TestSchool.Person;

/** Consent on the signing service's page, as a signer's browser goes there and comes back. */
class PageConsentIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();
    private static final Path DIRECTORY =
            Path.of("target", "it-logs", "page-consent").toAbsolutePath();

    static TestSchool school;
    private static int classes;

    @BeforeAll
    static void createSchool() {
        school = API.createSchool();
    }

    /** A teacher with an open request over a class of one. */
    private record Signing(Person teacher, ApiClient client, String id) {

        static Signing open(String approve) {
            var teacher = school.hire(
                    "Đỗ Minh Thu",
                    "Giáo viên",
                    "homeroom_teacher",
                    Map.of("algorithm", "P-256", "consent", "PAGE", "approve", approve));
            var classId = school.newClass(4, "4P" + ++classes, teacher);
            var client = school.as(teacher);
            client.post("/v1/classes/" + classId + "/transcripts/import", Map.of("items", SampleClass.items(1)))
                    .expect(200);
            client.post("/v1/transcripts/lock", Map.of("classId", classId)).expect(200);
            var opened = client.post("/v1/signing-requests", Map.of("slot", "HOMEROOM_TEACHER", "classId", classId))
                    .expect(202);
            return new Signing(teacher, client, opened.at("/id"));
        }

        String path() {
            return "/v1/signing-requests/" + id;
        }

        JsonNode read() {
            return client.get(path()).expect(200).json();
        }

        String address() {
            var consent = read().path("consent");
            assertThat(consent.path("mode").asText()).isEqualTo("PAGE");
            assertThat(consent.at("/page/expires").asText()).isNotEmpty();
            return consent.at("/page/address").asText();
        }

        /** Where the service's page sends a browser that follows our address, with a credential that decides by itself. */
        String sentBackTo() {
            var page = browser(address()).expect(303).header("Location");
            return browser(page).expect(302).header("Location");
        }

        Answer consent(Map<String, ?> body) {
            return client.post(path() + "/consent", body);
        }

        void approve(String decision) {
            API.sandbox()
                    .client()
                    .post("/control/credentials/" + teacher.credentialId(), Map.of("approve", decision))
                    .expect(200);
        }

        int consents() {
            return API.sandbox()
                    .client()
                    .get("/control/counters?credentialID=" + teacher.credentialId())
                    .expect(200)
                    .json()
                    .path("consents")
                    .size();
        }
    }

    /** A browser has no token. */
    private static Answer browser(String address) {
        return API.anonymous().get(address);
    }

    private static Answer form(String address, Map<String, String> fields) {
        return API.anonymous()
                .with("Content-Type", "application/x-www-form-urlencoded")
                .post(address, new AuthorizationForm(fields).encoded());
    }

    private static String visit(Answer page) {
        return page.text().replaceFirst("(?s).*name=\"visit\" value=\"([^\"]+)\".*", "$1");
    }

    @Test
    void aSignerGoesToThePageAndComesBackAndAllIsSigned() {
        var signing = Signing.open("manual");
        assertThat(signing.read().path("turn").asText()).isEqualTo("SIGNER");
        var address = signing.address();
        assertThat(address).startsWith(API.api().baseUrl() + "/v1/consent-pages/");
        assertThat(browser(address.replaceFirst("pages/.", "pages/_"))
                        .expect(404)
                        .text())
                .contains("<!DOCTYPE html>");

        var way = browser(address).expect(303);
        assertThat(way.header("Cache-Control")).isEqualTo("no-store");
        assertThat(way.header("Referrer-Policy")).isEqualTo("no-referrer");
        var page = browser(way.header("Location")).expect(200);
        var endpoint = way.header("Location").replaceFirst("\\?.*", "");
        var asked = form(
                        endpoint,
                        Map.of(
                                "visit", visit(page),
                                "account", signing.teacher().account(),
                                "password", SandboxProcess.PASSWORD))
                .expect(200);
        assertThat(asked.text())
                .contains(signing.read().path("verificationCode").asText(), school.name(), "Đỗ Minh Thu");
        var back = form(endpoint, Map.of("visit", visit(asked), "decision", "approve"))
                .expect(302)
                .header("Location");

        assertThat(API.anonymous().send("HEAD", back, null).status()).isEqualTo(204);
        var told = browser(back).expect(200);
        assertThat(told.header("Content-Type")).startsWith("text/html");
        assertThat(told.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(told.text()).contains("Đã xác nhận ký", "You have consented");
        assertThat(browser(back).expect(409).text()).as("replayed").contains("<!DOCTYPE html>");
        assertThat(browser(address).status()).as("nothing waits there").isEqualTo(409);
        assertThat(settled(signing.client(), signing.id()).path("status").asText())
                .isEqualTo("COMPLETED");
        assertThat(signing.consents()).isEqualTo(1);
    }

    @Test
    void refusalStopsTheRequestAndAFrontEndWithItsOwnAddressHandsOverWhatCameBack() {
        var signing = Signing.open("refuse");
        var before = signing.address();
        assertThat(browser(signing.sentBackTo()).expect(409).text()).contains("từ chối");
        var stopped = signing.read();
        assertThat(stopped.path("status").asText()).isEqualTo("STOPPED");
        assertThat(stopped.at("/stopped/code").asText()).isEqualTo("consent-refused");

        signing.approve("auto");
        signing.client().post(signing.path() + "/resume", null).expect(202);
        assertThat(signing.address()).isNotEqualTo(before);
        assertThat(browser(before).status()).isEqualTo(409);
        var back = AuthorizationForm.in(signing.sentBackTo());
        var other = Signing.open("auto");
        var foreign = AuthorizationForm.in(other.sentBackTo());
        signing.consent(Map.of("pin", "246810")).expectProblem(422, "validation-failed");
        signing.consent(Map.of("page", Map.of("state", "guessed", "code", back.get("code"))))
                .expectProblem(422, "validation-failed");
        signing.consent(Map.of("page", foreign)).expectProblem(422, "validation-failed");
        signing.consent(Map.of("page", Map.of("state", back.get("state")))).expectProblem(422, "validation-failed");
        // another's code is bound to another's challenge
        signing.consent(Map.of("page", Map.of("state", back.get("state"), "code", foreign.get("code"))))
                .expectProblem(422, "consent-rejected");
        signing.consent(Map.of("page", Map.of("state", back.get("state"), "error", "server_error")))
                .expectProblem(503, "signing-service-unavailable");
        assertThat(signing.read().path("status").asText()).isEqualTo("AWAITING_CONSENT");

        signing.consent(Map.of("page", back)).expect(200);
        signing.consent(Map.of("page", back)).expectProblem(409, "wrong-state");
        assertThat(settled(signing.client(), signing.id()).path("status").asText())
                .isEqualTo("COMPLETED");
    }

    @Test
    void aLostExchangeIsNotRepeatedAndASecondConsentIsTheSigners() {
        var signing = Signing.open("auto");
        var back = signing.sentBackTo();
        API.sandbox()
                .client()
                .post("/control/faults", Map.of("operation", "oauth2/token", "kind", "drop-after", "times", 1))
                .expect(204);

        assertThat(browser(back).status()).isEqualTo(504);
        assertThat(browser(back).status()).isEqualTo(409);
        var stopped = signing.read();
        assertThat(stopped.at("/stopped/code").asText()).isEqualTo("answer-unknown");
        assertThat(stopped.at("/resume/needsConsent").asBoolean()).isTrue();

        signing.client().post(signing.path() + "/resume", null).expect(202);
        browser(signing.sentBackTo()).expect(200);
        assertThat(settled(signing.client(), signing.id()).path("status").asText())
                .isEqualTo("COMPLETED");
    }

    @Test
    void consentsInABrowserOfAPhonesSize() {
        var signing = Signing.open("manual");
        try (var phone = Browser.phone(DIRECTORY)) {
            phone.open(signing.address());
            phone.type("#account", signing.teacher().account());
            phone.type("#password", SandboxProcess.PASSWORD);
            phone.click("button.primary");
            assertThat(phone.text("#verification-code"))
                    .isEqualTo(signing.read().path("verificationCode").asText());
            assertThat(phone.run("return document.documentElement.scrollWidth").asInt())
                    .as("nothing to scroll sideways")
                    .isLessThanOrEqualTo(390);
            phone.screenshot(DIRECTORY.resolve("page.png"));
            phone.click("#approve");

            assertThat(phone.text("#message")).startsWith("Đã xác nhận ký");
            assertThat(phone.run("return document.documentElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(390);
            phone.screenshot(DIRECTORY.resolve("back.png"));
        }
        assertThat(settled(signing.client(), signing.id()).path("status").asText())
                .isEqualTo("COMPLETED");
    }
}
