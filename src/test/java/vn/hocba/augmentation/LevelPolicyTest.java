package vn.hocba.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.directory.Directory;
import vn.hocba.directory.School;
import vn.hocba.directory.SchoolId;
import vn.hocba.directory.SchoolLevel;
import vn.hocba.pki.client.TimestampClient;
import vn.hocba.pki.client.TimestampSettings;
import vn.hocba.testing.TestConfiguration;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureLevel;

class LevelPolicyTest {

    private static final Instant NOW = Instant.parse("2026-05-25T02:00:00Z");
    private static final SchoolId SCHOOL = new SchoolId(new UUID(0, 1));

    /** The school's code is {@code 79760501}; there is an authority, unless said otherwise. */
    private static LevelPolicy policy(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(Map.of("hocba.timestamps.authorities", "https://tsa.example.vn"));
        all.putAll(given);
        return new LevelPolicy(
                TestConfiguration.of(LevelsConfiguration.class, all),
                new TimestampClient(TestConfiguration.of(TimestampSettings.class, all), Clock.systemUTC()),
                new Directory() {
                    @Override
                    public Uni<Optional<School>> school(SchoolId id) {
                        return Uni.createFrom()
                                .item(Optional.of(new School(id, "79760501", "79", "", "", "", SchoolLevel.PRIMARY)));
                    }
                });
    }

    private static Optional<Instant> deadline(LevelPolicy policy, Slot slot) {
        return policy.deadline(SCHOOL, slot, NOW).await().indefinitely();
    }

    @Test
    void aTeachersSignatureMayBeArchivedToo() {
        assertThat(policy(Map.of()).wanted(Slot.HOMEROOM_TEACHER)).isEqualTo(SignatureLevel.BASELINE_T);
        assertThat(policy(Map.of("hocba.levels.homeroom-teacher", "baseline-lta"))
                        .wanted(Slot.HOMEROOM_TEACHER))
                .isEqualTo(SignatureLevel.BASELINE_LTA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ","})
    void withoutTimestampsEverythingStaysAtB(String authorities) {
        var policy = policy(
                Map.of("hocba.timestamps.authorities", authorities, "hocba.levels.homeroom-teacher", "baseline-lta"));

        assertThat(Slot.values()).extracting(policy::wanted).containsOnly(SignatureLevel.BASELINE_B);
    }

    @Test
    void thePrincipalWaitsForAsLongAsItTakesUnlessSaidOtherwise() {
        assertThat(deadline(policy(Map.of()), Slot.HOMEROOM_TEACHER)).isEmpty();
        assertThat(deadline(
                        policy(Map.of(
                                "hocba.levels.past-deadline", "go-on-at-b",
                                "hocba.levels.deadline", "PT2H")),
                        Slot.HOMEROOM_TEACHER))
                .contains(NOW.plus(Duration.ofHours(2)));
    }

    @Test
    void aSchoolMayHaveARuleOfItsOwn() {
        assertThat(deadline(
                        policy(Map.of("hocba.levels.past-deadline-of.79760501", "go-on-at-b")), Slot.HOMEROOM_TEACHER))
                .contains(NOW.plus(Duration.ofHours(24)));
        assertThat(deadline(
                        policy(Map.of(
                                "hocba.levels.past-deadline", "go-on-at-b",
                                "hocba.levels.past-deadline-of.79760501", "wait")),
                        Slot.HOMEROOM_TEACHER))
                .isEmpty();
        assertThat(deadline(
                        policy(Map.of("hocba.levels.past-deadline-of.79760502", "go-on-at-b")), Slot.HOMEROOM_TEACHER))
                .as("another school's")
                .isEmpty();
    }

    @Test
    void nobodyWaitsForTheLevelsOfPrincipalsAndSeals() {
        assertThat(deadline(policy(Map.of("hocba.levels.past-deadline", "go-on-at-b")), Slot.PRINCIPAL))
                .isEmpty();
    }
}
