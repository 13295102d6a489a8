package vn.hocba.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A class of 40 becomes 40 issued transcripts: import, lock, three signers, files on disk, verification of the files.
 * Speaks to the API as any client would; ends with status 0 only if every transcript is issued and verifies.
 */
public final class Demo {

    private static final Path FILES = Path.of("target", "demo");
    private static final Path RUN = Path.of("target", "demo-run");
    private static final Path SANDBOX_JAR = Path.of("target", "sandbox", "hocba-sandbox.jar");
    private static final Duration AUTOMATIC = Duration.ofMinutes(5);
    private static final Duration HUMAN = Duration.ofMinutes(60);

    private final DemoOptions options;
    private final Terminal terminal;
    private final DemoProcesses processes;

    private Demo(DemoOptions options, Terminal terminal, DemoProcesses processes) {
        this.options = options;
        this.terminal = terminal;
        this.processes = processes;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int status = 1;
        try {
            DemoOptions options = DemoOptions.parse(List.of(arguments));
            DemoProcesses processes = new DemoProcesses(RUN, SANDBOX_JAR, options.api());
            Thread stop = new Thread(processes::stop, "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            Terminal terminal = new Terminal(
                    System.out,
                    Optional.ofNullable(System.console())
                            .map(Console::isTerminal)
                            .orElse(false));
            status = new Demo(options, terminal, processes).run() ? 0 : 1;
            if (options.keep()) {
                Runtime.getRuntime().removeShutdownHook(stop);
            }
        } catch (DemoFailure failure) {
            System.err.println(failure.getMessage());
        }
        System.exit(status);
    }

    private boolean run() throws DemoFailure, IOException, InterruptedException {
        terminal.line("starting database, login and signing service (log: " + RUN.resolve("sandbox.log") + ")");
        JsonNode sandbox = processes.startSandbox(options);
        terminal.line("starting the API (log: " + RUN.resolve("api.log") + ")");
        URI api = processes.startApi(options, sandbox);
        URI consentPage = URI.create(sandbox.path("consentPage").asText());

        PublicApi operator = PublicApi.as("platform.operator", api, sandbox);
        JsonNode people = PublicApi.open(URI.create(sandbox.path("baseUrl").asText() + "/control/people"));
        String classId = DemoSchool.create(operator, people);
        terminal.line("created Trường Tiểu học Hoa Sen, its staff, class 4A and who holds which credential");

        PublicApi teacher = PublicApi.as(DemoSchool.HOMEROOM_TEACHER, api, sandbox);
        JsonNode imported = teacher.post("/v1/classes/" + classId + "/transcripts/import", DemoSchool.classList());
        JsonNode locked = teacher.post("/v1/transcripts/lock", Map.of("classId", classId));
        terminal.line("imported %d transcripts, locked %d"
                .formatted(imported.path("done").asInt(), locked.path("done").asInt()));
        refused(imported);
        refused(locked);

        if (options.manual()) {
            terminal.line("approve at " + consentPage + " as gvcn.lan, password sandbox");
        }
        sign(teacher, DemoSchool.HOMEROOM_TEACHER, "HOMEROOM_TEACHER", classId);
        DemoLevels levels = new DemoLevels(teacher, classId, terminal);
        levels.await("HOMEROOM_TEACHER");
        PublicApi principal = PublicApi.as(DemoSchool.PRINCIPAL, api, sandbox);
        sign(principal, DemoSchool.PRINCIPAL, "PRINCIPAL", classId);
        PublicApi sealOfficer = PublicApi.as(DemoSchool.SEAL_OFFICER, api, sandbox);
        sign(sealOfficer, DemoSchool.SEAL_OFFICER, "SCHOOL_SEAL", classId);
        levels.await("PRINCIPAL", "SCHOOL_SEAL");

        DemoFiles.Tally tally =
                files(sealOfficer, classId, imported.path("items").size());
        terminal.line("wrote the files to " + FILES + ", with trust-anchors.pem and crl/");
        terminal.line("");
        terminal.line(tally.levels());
        terminal.line(tally.summary());
        terminal.line("Swagger UI    " + api.resolve("/q/swagger-ui/"));
        terminal.line("Consent page  " + consentPage);
        if (options.keep()) {
            terminal.line("Still running; stop with  " + processes.stopCommand());
        }
        return tally.complete();
    }

    private void refused(JsonNode result) throws DemoFailure {
        for (JsonNode item : result.path("items")) {
            if (!item.path("done").asBoolean()) {
                throw new DemoFailure(item.path("pupilName").asText("item " + item.path("index")) + " was refused: "
                        + item.path("problem"));
            }
        }
    }

    private void sign(PublicApi api, String account, String slot, String classId)
            throws DemoFailure, InterruptedException {
        new DemoSigner(api, account, terminal, options.manual() ? HUMAN : AUTOMATIC).sign(slot, classId);
    }

    private DemoFiles.Tally files(PublicApi api, String classId, int expected) throws DemoFailure, IOException {
        DemoFiles files = DemoFiles.prepare(FILES, RUN);
        int issued = 0;
        for (JsonNode transcript : DemoLevels.transcripts(api, classId)) {
            files.save(api, transcript);
            issued += transcript.path("state").asText().equals("ISSUED") ? 1 : 0;
        }
        return files.verify(api, expected, issued);
    }
}
