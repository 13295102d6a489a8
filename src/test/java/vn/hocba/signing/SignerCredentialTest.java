package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.hocba.access.Actor;
import vn.hocba.access.Role;
import vn.hocba.directory.School;
import vn.hocba.directory.SchoolId;
import vn.hocba.directory.SchoolLevel;
import vn.hocba.directory.StaffId;
import vn.hocba.directory.StaffMember;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.remotesigning.CertificateStatus;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.CredentialReference;
import vn.hocba.remotesigning.KeyStatus;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.Scal;
import vn.hocba.remotesigning.VerificationCode;
import vn.hocba.testing.TestCa;
import vn.hocba.transcript.Slot;

class SignerCredentialTest {

    private static final String NUMBER = "079190000001";
    private static final Duration WINDOW = Duration.ofHours(2);

    static Stream<Arguments> accepted() {
        return Stream.of(
                key("RSA 2048", () -> TestCa.rsa(2048), SignatureAlgorithm.RSA_PKCS1_SHA256),
                key("P-256", TestCa::p256, SignatureAlgorithm.ECDSA_SHA256));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                key("RSA 1024", () -> TestCa.rsa(1024), SignatureAlgorithm.RSA_PKCS1_SHA256),
                key("P-521", () -> TestCa.ec("secp521r1"), SignatureAlgorithm.ECDSA_SHA256));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void acceptsAKeyThatOurVerifierBelieves(String name, Supplier<KeyPair> key, SignatureAlgorithm algorithm) {
        assertThatCode(() -> require(key.get(), algorithm)).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void asksNobodyToSignWithAKeyThatOurVerifierWouldRefuse(
            String name, Supplier<KeyPair> key, SignatureAlgorithm algorithm) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> require(key.get(), algorithm))
                .matches(refused -> refused.type() == ProblemType.CERTIFICATE_NOT_USABLE);
    }

    private static Arguments key(String name, Supplier<KeyPair> key, SignatureAlgorithm algorithm) {
        return Arguments.of(name, key, algorithm);
    }

    @Test
    void whatEndsBeforeSigningIsSureToBeDoneIsNotBegunAndWhatEndsSoonIsSaid() {
        assertThat(codes(Duration.ofMinutes(119), CertificateStatus.VALID))
                .containsExactly("certificate-ends-too-soon");
        assertThat(codes(Duration.ofDays(29), CertificateStatus.VALID)).containsExactly("certificate-ends-soon");
        assertThat(codes(Duration.ofDays(31), CertificateStatus.VALID)).isEmpty();
    }

    @Test
    void everythingThatStandsAgainstACredentialIsSaidAtOnce() {
        assertThat(codes(Duration.ofDays(-1), CertificateStatus.SUSPENDED))
                .containsExactly("certificate-suspended", "certificate-expired");
    }

    /** PKCS #1 v1.5 is believed until 2029, longer keys and PSS have no end. */
    @Test
    void signsByTheFirstAlgorithmOfTheCredentialThatVerifiersBelieve() {
        var ca = new TestCa();
        var both = new Credential(
                new CredentialReference(new ProviderId("north"), new CredentialId("c")),
                ca.person(TestCa.rsa(3072), "Trần Thị Lan", NUMBER).certificate(),
                KeyStatus.ENABLED,
                CertificateStatus.VALID,
                List.of(
                        SignatureAlgorithm.ECDSA_SHA256,
                        SignatureAlgorithm.RSA_PKCS1_SHA256,
                        SignatureAlgorithm.RSA_PSS_SHA256),
                100,
                Scal.SCAL2,
                new ConsentMode.OutOfBand(),
                VerificationCode.Rule.SIX_DIGITS);

        assertThat(SignerCredential.algorithm(both, Instant.parse("2028-12-31T23:59:59Z")))
                .contains(SignatureAlgorithm.RSA_PKCS1_SHA256);
        assertThat(SignerCredential.algorithm(both, Instant.parse("2029-01-01T00:00:00Z")))
                .contains(SignatureAlgorithm.RSA_PSS_SHA256);
    }

    @Test
    void keyOfWhichTheServiceSaysNothingThatWeKnowStopsNobodyAndADisabledOneDoes() {
        var ca = new TestCa();
        var signer = ca.person(TestCa.p256(), "Trần Thị Lan", NUMBER);
        var rules = new SignerCredential.Rules(ca.anchors(), ca.revocations(), Instant.now(), WINDOW);

        assertThat(SignerCredential.obstacles(credential(signer, KeyStatus.UNKNOWN), teacher(), rules))
                .singleElement()
                .matches(obstacle -> !obstacle.stops())
                .matches(obstacle -> obstacle.code().equals("key-status-unknown"));
        assertThat(SignerCredential.obstacles(credential(signer, KeyStatus.DISABLED), teacher(), rules))
                .singleElement()
                .matches(Obstacle::stops)
                .matches(obstacle -> obstacle.code().equals("key-disabled"));
    }

    @Test
    void thatNobodySaysWhetherACertificateWasRevokedStopsNobody() {
        var ca = new TestCa();
        var credential = credential(
                ca.person(TestCa.p256(), "Trần Thị Lan", NUMBER),
                SignatureAlgorithm.ECDSA_SHA256,
                CertificateStatus.VALID);
        var rules = new SignerCredential.Rules(ca.anchors(), RevocationLists.none(), Instant.now(), WINDOW);

        assertThat(SignerCredential.obstacles(credential, teacher(), rules))
                .singleElement()
                .matches(obstacle -> !obstacle.stops())
                .matches(obstacle -> obstacle.code().equals("revocation-unknown"));
        assertThatCode(() -> SignerCredential.require(credential, teacher(), rules))
                .doesNotThrowAnyException();
    }

    private static List<String> codes(Duration lasts, CertificateStatus status) {
        var ca = new TestCa();
        var signer = ca.signer(
                TestCa.p256(),
                "Trần Thị Lan",
                "CCCD:" + NUMBER,
                KeyUsage.nonRepudiation,
                Instant.now().plus(lasts));
        return SignerCredential.obstacles(
                        credential(signer, SignatureAlgorithm.ECDSA_SHA256, status),
                        teacher(),
                        new SignerCredential.Rules(ca.anchors(), ca.revocations(), Instant.now(), WINDOW))
                .stream()
                .map(Obstacle::code)
                .toList();
    }

    private static void require(KeyPair keys, SignatureAlgorithm algorithm) {
        var ca = new TestCa();
        SignerCredential.require(
                credential(ca.person(keys, "Trần Thị Lan", NUMBER), algorithm, CertificateStatus.VALID),
                teacher(),
                new SignerCredential.Rules(ca.anchors(), ca.revocations(), Instant.now(), WINDOW));
    }

    private static Credential credential(TestCa.Signer signer, SignatureAlgorithm algorithm, CertificateStatus status) {
        return credential(signer, KeyStatus.ENABLED, algorithm, status);
    }

    private static Credential credential(TestCa.Signer signer, KeyStatus key) {
        return credential(signer, key, SignatureAlgorithm.ECDSA_SHA256, CertificateStatus.VALID);
    }

    private static Credential credential(
            TestCa.Signer signer, KeyStatus key, SignatureAlgorithm algorithm, CertificateStatus status) {
        return new Credential(
                new CredentialReference(new ProviderId("north"), new CredentialId("c")),
                signer.certificate(),
                key,
                status,
                List.of(algorithm),
                100,
                Scal.SCAL2,
                new ConsentMode.OutOfBand(),
                VerificationCode.Rule.SIX_DIGITS);
    }

    private static Signatory teacher() {
        var school = new School(
                new SchoolId(UUID.randomUUID()),
                "79760501",
                "79",
                "Hoa Sen",
                "Sài Gòn",
                "0101234567",
                SchoolLevel.PRIMARY);
        var staff = new StaffMember(
                new StaffId(UUID.randomUUID()),
                school.id(),
                "gvcn.lan",
                "Trần Thị Lan",
                NUMBER,
                "Giáo viên",
                Set.of(Role.HOMEROOM_TEACHER));
        return new Signatory(
                new Actor("gvcn.lan", school.code(), staff.roles(), staff.fullName()),
                school,
                staff,
                Slot.HOMEROOM_TEACHER);
    }
}
