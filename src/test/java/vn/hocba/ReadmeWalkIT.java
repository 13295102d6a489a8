package vn.hocba;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.SampleClass;
import vn.hocba.testing.TestSchool;

/** The walk with curl that the README shows is run as it stands; only the addresses and the teacher are this test's. */
class ReadmeWalkIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();

    @Test
    void theWalkWithCurlEndsWithAVerdict() throws IOException, InterruptedException {
        TestSchool school = API.createSchool();
        school.as(school.teacher())
                .post("/v1/classes/" + school.classId() + "/transcripts/import", Map.of("items", SampleClass.items(1)))
                .expect(200);

        String printed = run(walk().replace(
                        "http://127.0.0.1:8080", API.api().baseUrl().toString())
                .replace("http://127.0.0.1:9090", API.sandbox().baseUrl().toString())
                .replace("gvcn.lan", school.teacher().account()));

        String last = printed.substring(printed.lastIndexOf("{\"verdict\""));
        assertThat(last).as(printed).contains("\"indication\":\"TOTAL_PASSED\"", "HOMEROOM_TEACHER");
    }

    private static String walk() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String section = readme.substring(readme.indexOf("## A walk with curl"));
        int start = section.indexOf("```sh\n") + "```sh\n".length();
        return section.substring(start, section.indexOf("\n```", start));
    }

    private static String run(String script) throws IOException, InterruptedException {
        Path output = Files.createTempFile("walk", ".txt");
        Process bash = new ProcessBuilder(List.of("bash", "-eu", "-c", script))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!bash.waitFor(60, TimeUnit.SECONDS)) {
            bash.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(bash.waitFor()).as(printed).isZero();
        return printed;
    }
}
