package vn.hocba.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.hocba.problem.ProblemException;

class PagingTest {

    private static final PageRequest TWO = PageRequest.of(null, 2);

    private static List<UUID> ids(int count) {
        return Stream.generate(TimeOrderedIds::next).limit(count).toList();
    }

    @Test
    void cursorLeadsBehindTheLastItem() {
        List<UUID> found = ids(3);
        Page<UUID> page = Page.of(TWO, found, Function.identity());
        assertThat(page.items()).isEqualTo(found.subList(0, 2));
        assertThat(PageRequest.of(page.next(), 2).after()).isEqualTo(found.get(1));
    }

    @Test
    void lastPageHasNoCursor() {
        assertThat(Page.of(TWO, ids(2), Function.identity()).next()).isNull();
        assertThat(Page.of(TWO, List.<UUID>of(), Function.identity()).next()).isNull();
    }

    @Test
    void refusesForeignCursorsAndBounds() {
        Stream.of("", "AAAA", "!", "A".repeat(1000))
                .forEach(cursor ->
                        assertThatThrownBy(() -> PageRequest.of(cursor, 2)).isInstanceOf(ProblemException.class));
        Stream.of(0, -1, 101)
                .forEach(limit ->
                        assertThatThrownBy(() -> PageRequest.of(null, limit)).isInstanceOf(ProblemException.class));
    }

    @Test
    void idsAreUuidVersion7InTheOrderOfTheirMaking() {
        UUID id = TimeOrderedIds.next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(Math.abs((id.getMostSignificantBits() >>> 16) - System.currentTimeMillis()))
                .isLessThan(60_000);
    }

    @Test
    void entityTagsNameVersions() {
        assertThat(EntityTags.expectedVersion(EntityTags.of(7))).isEqualTo(7);
        Stream.of("*", "7", "W/\"7\"", "\"x\"", "\"99999999999\"")
                .forEach(tag -> assertThat(EntityTags.expectedVersion(tag)).isNegative());
        assertThatThrownBy(() -> EntityTags.expectedVersion(null)).isInstanceOf(ProblemException.class);
    }
}
