package vn.hocba.remotesigning.csc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.remotesigning.CertificateStatus;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.ConsentMode.Combination;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.Factor;
import vn.hocba.remotesigning.KeyStatus;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.Scal;
import vn.hocba.remotesigning.WireJson;

class CredentialReaderTest {

    @Test
    void readsACompleteDescriptionAndSkipsWhatItDoesNotKnow() throws IOException {
        var credential = read("valid/pin-and-otp.json");

        assertThat(credential.certificate().issuers()).hasSize(1);
        assertThat(credential.keyStatus()).isEqualTo(KeyStatus.ENABLED);
        assertThat(credential.algorithms()).containsExactly(SignatureAlgorithm.ECDSA_SHA256);
        assertThat(credential.scal()).isEqualTo(Scal.SCAL2);
        assertThat(credential.maxSignatures()).isEqualTo(200);
        assertThat(credential.consent()).isInstanceOfSatisfying(ConsentMode.Explicit.class, explicit -> {
            assertThat(explicit.combination()).isEqualTo(Combination.ALL_OF);
            assertThat(explicit.factors()).extracting(Factor::format).containsOnly(Factor.Format.NUMERIC);
            assertThat(explicit.factors()).extracting(Factor::needsChallenge).containsExactly(false, true);
        });
    }

    @Test
    void certificateAloneIsEnoughToDescribeButNotToSign() throws IOException {
        var credential = read("valid/only-a-certificate.json");

        assertThat(credential.certificate().issuers()).isEmpty();
        assertThat(credential.keyStatus()).isEqualTo(KeyStatus.UNKNOWN);
        assertThat(credential.algorithms()).isEmpty();
        assertThat(credential.maxSignatures()).isEqualTo(1);
        assertThat(credential.consent()).isInstanceOf(ConsentMode.Unsupported.class);
    }

    @Test
    void plainRsaKeySignsAnyDigestButNotPss() throws IOException {
        assertThat(read("valid/totp-or-pin.json").algorithms())
                .containsExactly(
                        SignatureAlgorithm.RSA_PKCS1_SHA256,
                        SignatureAlgorithm.RSA_PKCS1_SHA384,
                        SignatureAlgorithm.RSA_PKCS1_SHA512);
    }

    @Test
    void passwordOfTheSignersOwnDeviceNeedsNoChallenge() throws IOException {
        assertThat(read("valid/totp-or-pin.json").consent())
                .isInstanceOfSatisfying(ConsentMode.Explicit.class, explicit -> {
                    assertThat(explicit.combination()).isEqualTo(Combination.ONE_OF);
                    assertThat(explicit.factors())
                            .extracting(Factor::needsChallenge)
                            .containsExactly(false, false);
                });
    }

    @Test
    void unknownWordsStayUnknown() throws IOException {
        var credential = read("valid/unknown-words.json");

        assertThat(credential.keyStatus()).isEqualTo(KeyStatus.UNKNOWN);
        assertThat(credential.certificateStatus()).isEqualTo(CertificateStatus.UNKNOWN);
        assertThat(credential.algorithms()).isEmpty();
        assertThat(credential.consent()).isEqualTo(new ConsentMode.Unsupported("telepathy"));
    }

    @Test
    void consentTooComplicatedToTellASignerIsUnsupported() throws IOException {
        assertThat(read("valid/mixed-expression.json").consent()).isInstanceOf(ConsentMode.Unsupported.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-certificate",
                "certificate-not-der",
                "certificate-null",
                "status-twice",
                "an-array",
                "cut-short"
            })
    void rejectsWhatNobodyCouldTrust(String fault) {
        assertThatExceptionOfType(MalformedAnswer.class).isThrownBy(() -> read("invalid/" + fault + ".json"));
    }

    private static Credential read(String fixture) throws IOException {
        var resource = "/vn/hocba/remotesigning/csc/" + fixture;
        try (var stream = CredentialReaderTest.class.getResourceAsStream(resource)) {
            var body = Objects.requireNonNull(stream, resource).readAllBytes();
            var info = WireJson.read("credentials/info", body, Wire.CredentialInfo.class);
            return new CredentialReader(new ProviderId("test"), new CscV2Words()).read(new CredentialId("c-1"), info);
        }
    }
}
