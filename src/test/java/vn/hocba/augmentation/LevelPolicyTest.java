package vn.hocba.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.hocba.augmentation.LevelsConfiguration.PastDeadline;
import vn.hocba.directory.Directory;
import vn.hocba.directory.School;
import vn.hocba.directory.SchoolId;
import vn.hocba.directory.SchoolLevel;
import vn.hocba.pki.client.TimestampSettings;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureLevel;

class LevelPolicyTest {

    private static final Instant NOW = Instant.parse("2026-05-25T02:00:00Z");
    private static final SchoolId SCHOOL = new SchoolId(new UUID(0, 1));

    /** The school's code is {@code 79760501}. */
    private static LevelPolicy policy(Map<String, Object> given) {
        var all = new HashMap<String, Object>(Map.of(
                "homeroomTeacher", SignatureLevel.BASELINE_T,
                "principal", SignatureLevel.BASELINE_LTA,
                "schoolSeal", SignatureLevel.BASELINE_LTA,
                "deadline", Duration.ofHours(24),
                "pastDeadline", PastDeadline.WAIT,
                "pastDeadlineOf", Map.of(),
                "authorities", Optional.of(List.of(URI.create("https://tsa.example.vn")))));
        all.putAll(given);
        return new LevelPolicy(
                settings(LevelsConfiguration.class, all), settings(TimestampSettings.class, all), new Directory() {
                    @Override
                    public Uni<Optional<School>> school(SchoolId id) {
                        return Uni.createFrom()
                                .item(Optional.of(new School(id, "79760501", "79", "", "", "", SchoolLevel.PRIMARY)));
                    }
                });
    }

    private static <T> T settings(Class<T> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> Objects.requireNonNull(values.get(method.getName()))));
    }

    private static Optional<Instant> deadline(LevelPolicy policy, Slot slot) {
        return policy.deadline(SCHOOL, slot, NOW).await().indefinitely();
    }

    @Test
    void aTeachersSignatureMayBeArchivedToo() {
        var policy = policy(Map.of("homeroomTeacher", SignatureLevel.BASELINE_LTA));

        assertThat(policy.wanted(Slot.HOMEROOM_TEACHER)).isEqualTo(SignatureLevel.BASELINE_LTA);
    }

    @Test
    void withoutTimestampsEverythingStaysAtB() {
        var policy = policy(Map.of("authorities", Optional.empty(), "homeroomTeacher", SignatureLevel.BASELINE_LTA));

        assertThat(policy.wanted(Slot.PRINCIPAL)).isEqualTo(SignatureLevel.BASELINE_B);
    }

    @Test
    void thePrincipalWaitsForAsLongAsItTakesUnlessSaidOtherwise() {
        assertThat(deadline(policy(Map.of()), Slot.HOMEROOM_TEACHER)).isEmpty();
        assertThat(deadline(
                        policy(Map.of("pastDeadline", PastDeadline.GO_ON_AT_B, "deadline", Duration.ofHours(2))),
                        Slot.HOMEROOM_TEACHER))
                .contains(NOW.plus(Duration.ofHours(2)));
    }

    @Test
    void aSchoolMayHaveARuleOfItsOwn() {
        assertThat(deadline(
                        policy(Map.of("pastDeadlineOf", Map.of("79760501", PastDeadline.GO_ON_AT_B))),
                        Slot.HOMEROOM_TEACHER))
                .contains(NOW.plus(Duration.ofHours(24)));
        assertThat(deadline(
                        policy(Map.of(
                                "pastDeadline",
                                PastDeadline.GO_ON_AT_B,
                                "pastDeadlineOf",
                                Map.of("79760501", PastDeadline.WAIT))),
                        Slot.HOMEROOM_TEACHER))
                .isEmpty();
        assertThat(deadline(
                        policy(Map.of("pastDeadlineOf", Map.of("79760502", PastDeadline.GO_ON_AT_B))),
                        Slot.HOMEROOM_TEACHER))
                .as("another school's")
                .isEmpty();
    }

    @Test
    void nobodyWaitsForTheLevelsOfPrincipalsAndSeals() {
        assertThat(deadline(policy(Map.of("pastDeadline", PastDeadline.GO_ON_AT_B)), Slot.PRINCIPAL))
                .isEmpty();
    }
}
