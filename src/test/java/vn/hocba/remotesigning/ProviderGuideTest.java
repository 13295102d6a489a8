package vn.hocba.remotesigning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ProviderGuideTest {

    @Test
    void theGuidesTableNamesEverySetting() throws IOException {
        var rows = Files.readAllLines(Path.of("docs/adding-a-signing-provider.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .toList();

        assertThat(Arrays.stream(ProviderSettings.class.getDeclaredMethods())
                        .map(Method::getName)
                        .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)))
                .allSatisfy(key ->
                        assertThat(rows).anySatisfy(row -> assertThat(row).contains("`" + key + "`")));
    }
}
