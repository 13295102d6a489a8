package vn.hocba.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.hocba.verification.ValidationPolicy;

/** Every published trick is refused, and for its own reason; the honest file that it was made from is accepted. */
class AttackSuiteTest {

    private static final Map<String, String> EXPECTED = expected();
    private static final List<Attack> ALL = AttackFiles.ALL;
    private static final ValidationPolicy POLICY = Judgement.policy();

    /** A line of the table. */
    static Stream<Attack> attacks() {
        return ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void refusesForItsOwnReason(Attack attack) {
        Judgement judgement = Judgement.of(attack.file(), POLICY);
        assertThat(judgement.verdict() + " | " + judgement.of(attack.slot()))
                .as("%s: %s", attack.slot(), judgement.reason().orElse(""))
                .isEqualTo(EXPECTED.get(attack.name()));
    }

    @Test
    void acceptsTheHonestTwins() {
        assertThat(ALL.stream().map(Attack::honest).distinct())
                .allSatisfy(
                        twin -> assertThat(Judgement.of(twin, POLICY).verdict()).isEqualTo("VALID"));
    }

    @Test
    void expectsSomethingOfEveryAttackOnce() {
        assertThat(ALL).extracting(Attack::name).containsExactlyInAnyOrderElementsOf(EXPECTED.keySet());
    }

    private static Map<String, String> expected() {
        try (InputStream in = AttackSuiteTest.class.getResourceAsStream("expected.txt")) {
            if (in == null) {
                throw new IllegalStateException("no table of expected verdicts");
            }
            Map<String, String> expected = new LinkedHashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" *\\| *", -1))
                    .forEach(fields -> expected.put(fields[0].strip(), fields[1] + " | " + fields[2].strip()));
            return expected;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
