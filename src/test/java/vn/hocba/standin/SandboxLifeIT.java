package vn.hocba.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hocba.testing.SandboxProcess;

/** The sandbox as a process: what it starts it takes away again. */
class SandboxLifeIT {

    @TempDir
    Path directory;

    @Test
    void bringsADatabaseAndTakesItAway() throws SQLException {
        SandboxProcess sandbox = SandboxProcess.start(directory, "--postgres");
        try (Connection connection = sandbox.database();
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("SHOW server_version_num")) {
            assertThat(version.next()).isTrue();
            assertThat(version.getInt(1)).isGreaterThanOrEqualTo(180_000);
        }

        sandbox.stop();

        assertThatThrownBy(sandbox::database).isInstanceOf(SQLException.class);
        assertThat(directory.resolve("postgres")).doesNotExist();
        assertThat(directory.resolve("sandbox.json")).doesNotExist();
    }

    @Test
    void endsWithItsParent() throws IOException, InterruptedException {
        Process parent = new ProcessBuilder(java(), "-version").start();
        assertThat(parent.waitFor(60, TimeUnit.SECONDS)).isTrue();

        Process orphan = sandbox("--directory", directory.toString(), "--parent-pid", Long.toString(parent.pid()));

        assertThat(orphan.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(orphan.exitValue()).isZero();
        assertThat(directory.resolve("sandbox.json")).doesNotExist();
    }

    @Test
    void explainsOptionsThatItDoesNotKnow() throws IOException, InterruptedException {
        Process confused = sandbox("--approve", "perhaps");

        assertThat(confused.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(confused.exitValue()).isEqualTo(2);
        assertThat(new String(confused.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("--approve is auto or manual", "usage:");
    }

    private static Process sandbox(String... arguments) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(java(), SandboxProcess.keys(), "-jar", System.getProperty("hocba.sandbox.jar", ""));
        builder.command().addAll(List.of(arguments));
        return builder.start();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
