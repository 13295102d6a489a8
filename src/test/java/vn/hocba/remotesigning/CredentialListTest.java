package vn.hocba.remotesigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure.Overloaded;
import vn.hocba.remotesigning.RemoteSigningFailure.UnknownCredential;
import vn.hocba.testing.TestCa;

class CredentialListTest {

    private static final String BAD = "079012345678\nWARN forged";

    @Test
    void credentialThatCannotBeReadOrIsGoneHidesNoOther() {
        assertThat(list(one -> switch (one) {
                    case BAD -> throw new MalformedAnswer("certificates: none");
                    case "gone" -> Uni.createFrom().failure(new UnknownCredential("gone", null));
                    default -> Uni.createFrom().item(credential(one));
                }))
                .extracting(credential -> credential.reference().credential().value())
                .containsExactly("first", "last");
    }

    @Test
    void otherFailuresAreTheWholeLists() {
        assertThatExceptionOfType(Overloaded.class)
                .isThrownBy(() -> list(one -> Uni.createFrom().failure(new Overloaded("busy", Instant.now(), null))));
    }

    @Test
    void logNamesWhatWasLeftOutWithoutPersonalNumbersAndInOneLine() {
        var written = new ArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                written.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var log = Logger.getLogger(CredentialList.class.getName());
        log.addHandler(handler);
        try {
            assertThat(list(one -> Uni.createFrom().failure(new MalformedAnswer("certificates: none"))))
                    .isEmpty();
        } finally {
            log.removeHandler(handler);
        }

        assertThat(written)
                .hasSize(4)
                .element(1)
                .asString()
                .contains("*** WARN forged", "certificates: none")
                .doesNotContain("079012345678", "\n");
    }

    @Test
    void idThatNothingCanBeCalledByIsNoId() {
        assertThatExceptionOfType(MalformedAnswer.class).isThrownBy(() -> CredentialList.id("list", BAD));
        assertThatExceptionOfType(MalformedAnswer.class).isThrownBy(() -> CredentialList.id("list", null));
        assertThatExceptionOfType(MalformedAnswer.class)
                .isThrownBy(() -> new HolderCredential("079", BAD).credentialId());
    }

    private static List<Credential> list(Function<String, Uni<Credential>> reader) {
        return CredentialList.readable(List.of("first", BAD, "gone", "last"), id -> id, reader)
                .await()
                .atMost(Duration.ofSeconds(30));
    }

    private static Credential credential(String id) {
        return new Credential(
                new CredentialReference(new ProviderId("north"), new CredentialId(id)),
                new TestCa()
                        .person(TestCa.p256(), "Trần Thị Lan", "079190000001")
                        .certificate(),
                KeyStatus.ENABLED,
                CertificateStatus.VALID,
                List.of(SignatureAlgorithm.ECDSA_SHA256),
                100,
                Scal.SCAL2,
                new ConsentMode.OutOfBand(),
                VerificationCode.Rule.SIX_DIGITS);
    }
}
