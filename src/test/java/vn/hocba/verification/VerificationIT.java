package vn.hocba.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestSigning;
import vn.hocba.testing.TestSigning.School;

class VerificationIT {

    private static final String PATH = "/v1/verifications";
    private static final byte[] SIGNED_BY_STRANGERS = TestSigning.signAll(
                    SampleDocuments.small(), School.of(new TestCa(), SignatureAlgorithm.ECDSA_SHA256))
            .bytes();

    private final ApiUnderTest api = ApiUnderTest.shared();

    @Test
    void anyTokenMayAskAndStrangersAreNotBelieved() {
        Answer answer = xml("gvcn.khac").post(PATH, SIGNED_BY_STRANGERS).expect(200);
        assertThat(answer.at("/verdict")).isEqualTo("UNDETERMINED");
        assertThat(answer.at("/indication")).isEqualTo("INDETERMINATE");
        assertThat(answer.json().at("/signatures")).hasSize(3).allSatisfy(signature -> {
            assertThat(signature.at("/subIndication").asText()).isEqualTo("NO_CERTIFICATE_CHAIN_FOUND");
            assertThat(signature.at("/messages/vi").asText()).isNotBlank();
        });
    }

    @Test
    void saysThatATamperedFileIsInvalid() {
        String tampered = new String(SIGNED_BY_STRANGERS, StandardCharsets.UTF_8).replace("Văn An", "Văn Ân");
        Answer answer = xml("gvcn.lan").post(PATH, tampered).expect(200);
        assertThat(answer.at("/verdict")).isEqualTo("INVALID");
        assertThat(answer.at("/subIndication")).isEqualTo("HASH_FAILURE");
    }

    @Test
    void tellsMoreWhenAsked() {
        Answer full = xml("gvcn.lan")
                .post(PATH + "?report=full&at=2026-06-01T07:00:00%2B07:00", SIGNED_BY_STRANGERS)
                .expect(200);
        assertThat(full.at("/validationTime")).isEqualTo("2026-06-01T00:00:00Z");
        assertThat(full.json().at("/policy/anchors")).isNotEmpty();
        assertThat(full.json().at("/signatures/0/evidence/references")).hasSize(2);
        Answer brief = xml("gvcn.lan").post(PATH, SIGNED_BY_STRANGERS).expect(200);
        assertThat(brief.json().at("/policy").isMissingNode()).isTrue();
        assertThat(brief.json().at("/signatures/0/evidence").isMissingNode()).isTrue();
    }

    @Test
    void refusesParametersThatItDoesNotKnow() {
        for (String wrong : new String[] {"?report=long", "?at=yesterday"}) {
            xml("gvcn.lan").post(PATH + wrong, SIGNED_BY_STRANGERS).expectProblem(400, "invalid-parameter");
        }
    }

    @Test
    void saysThatAnUnsignedFileIsIncomplete() {
        Answer answer =
                xml("gvcn.lan").post(PATH, SampleDocuments.small().bytes()).expect(200);
        assertThat(answer.at("/verdict")).isEqualTo("INCOMPLETE");
    }

    @Test
    void saysThatAnotherDocumentIsUnsupported() {
        Answer answer = xml("gvcn.lan").post(PATH, "<hoadon></hoadon>").expect(200);
        assertThat(answer.at("/verdict")).isEqualTo("UNSUPPORTED");
        assertThat(answer.json().has("indication")).isFalse();
    }

    @Test
    void refusesXmlThatMayNotBeRead() {
        xml("gvcn.lan").post(PATH, "<!DOCTYPE a><a></a>").expectProblem(422, "unsafe-xml");
        xml("gvcn.lan").post(PATH, "<HOC_BA>").expectProblem(422, "unsupported-document");
        xml("gvcn.lan")
                .post(PATH, "<a>" + " ".repeat(TranscriptDocument.MAX_BYTES) + "</a>")
                .expectProblem(413, "body-too-large");
    }

    @Test
    void refusesRequestsWithoutTokenOrOfAnotherMediaType() {
        api.anonymous()
                .with("Content-Type", "application/xml")
                .post(PATH, SIGNED_BY_STRANGERS)
                .expectProblem(401, "authentication-required");
        api.as("gvcn.lan").post(PATH, "{}").expectProblem(415, "unsupported-media-type");
    }

    private ApiClient xml(String account) {
        return api.as(account).with("Content-Type", "application/xml");
    }
}
