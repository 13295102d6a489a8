package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.hocba.events.DomainEvent;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.CredentialReference;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.Scal;

class ReasonsTest {

    private static final Instant NOW = Instant.parse("2026-05-25T02:00:00Z");

    private static final StoredSession SESSION = new StoredSession(
            new RowKey(new UUID(1, 1), new UUID(1, 2)),
            new UUID(1, 3),
            1,
            new CredentialReference(new ProviderId("north"), new CredentialId("credential")),
            SignatureAlgorithm.ECDSA_SHA256,
            Scal.SCAL2,
            3,
            2000,
            0,
            new SigningSession.AwaitingFactors(),
            1);

    static Stream<SigningSession.Ended> ends() {
        return Stream.concat(
                Stream.of(
                        new SigningSession.Refused(NOW),
                        new SigningSession.Expired(NOW),
                        new SigningSession.Cancelled(NOW),
                        new SigningSession.AnswerUnknown("sign", NOW)),
                Arrays.stream(FailureReason.values())
                        .map(reason -> new SigningSession.Failed(reason, "", Optional.empty(), NOW)));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void webhooksSayWhyASessionStoppedInTheWordsOfTheRequest(SigningSession.Ended end) {
        assertThat(SessionMoves.stopped(SESSION, end))
                .hasValueSatisfying(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                DomainEvent.SessionStopped.class,
                                stopped -> assertThat(stopped.reason()).isEqualTo(code(end))));
    }

    @Test
    void nothingStoppedWhereAllIsSignedOrSomethingStillMoves() {
        assertThat(SessionMoves.stopped(SESSION, new SigningSession.Completed(NOW)))
                .isEmpty();
        assertThat(SessionMoves.stopped(SESSION, new SigningSession.AwaitingFactors()))
                .isEmpty();
    }

    @Test
    void theContractAndTheReadmeListThemAll() throws IOException, NoSuchFieldException {
        var all = all();

        assertThat(SigningRequestView.Reason.class
                        .getDeclaredField("code")
                        .getAnnotation(Schema.class)
                        .enumeration())
                .containsExactlyInAnyOrderElementsOf(all);
        var readme = Files.readString(Path.of("README.md"));
        assertThat(all).allSatisfy(code -> assertThat(readme).contains("`" + code + "`"));
    }

    private static Set<String> all() {
        return Stream.concat(ends().map(ReasonsTest::code), Stream.of(Reasons.STOPPED_BEFORE.code()))
                .collect(Collectors.toSet());
    }

    private static String code(SigningSession end) {
        return Objects.requireNonNull(Reasons.of(end)).code();
    }
}
