package vn.hocba.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditChainTest {

    private static final UUID SCHOOL = new UUID(1, 2);
    private static final AuditSubject SUBJECT = new AuditSubject(SCHOOL, "transcript", new UUID(3, 4));
    private static final Instant AT = Instant.parse("2026-05-25T08:00:00Z");

    private static AuditEntry entry(String action, String actor, String name, @Nullable String reason) {
        return new AuditEntry(1, new AuditEvent(SUBJECT, action, actor, name, reason), AT);
    }

    private static String hash(AuditEntry entry) {
        return AuditChain.hash(AuditChain.start(), entry);
    }

    @Test
    void staysTheSameForEver() {
        assertThat(hash(entry("locked", "gvcn.lan", "Nguyễn Thị Lan", "đủ điểm")))
                .isEqualTo("44887f7e95f20bef40b1d79676fd812876be2f15e96ccd6bef35ea9f9fdedc4b");
    }

    @Test
    void dependsOnEveryField() {
        AuditEntry honest = entry("locked", "gvcn.lan", "Lan", "vì");
        AuditEvent event = honest.event();
        assertThat(Stream.of(
                                honest,
                                entry("unlocked", "gvcn.lan", "Lan", "vì"),
                                entry("locked", "gvcn.minh", "Lan", "vì"),
                                entry("locked", "gvcn.lan", "Minh", "vì"),
                                entry("locked", "gvcn.lan", "Lan", "khác"),
                                entry("locked", "gvcn.lan", "Lan", ""),
                                entry("locked", "gvcn.lan", "Lan", null),
                                new AuditEntry(2, event, AT),
                                new AuditEntry(1, event, AT.plusNanos(1000)),
                                new AuditEntry(
                                        1,
                                        new AuditEvent(
                                                new AuditSubject(SCHOOL, "transcript", new UUID(3, 5)),
                                                "locked",
                                                "gvcn.lan",
                                                "Lan",
                                                "vì"),
                                        AT))
                        .map(AuditChainTest::hash))
                .doesNotHaveDuplicates();
    }

    @Test
    void dependsOnThePreviousEntry() {
        AuditEntry entry = entry("locked", "gvcn.lan", "Lan", null);
        assertThat(AuditChain.hash(hash(entry), entry)).isNotEqualTo(hash(entry));
    }

    @Test
    void textCannotMoveFromOneFieldToTheNext() {
        assertThat(hash(entry("ab", "c", "d", null))).isNotEqualTo(hash(entry("a", "bc", "d", null)));
    }
}
