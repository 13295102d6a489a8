package vn.hocba.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The packaged API's classes as one process loaded them, in the JDK's class data archive: a start with it takes less than
 * half of the processor's time. The JVM itself makes sure that the archive was made from the same jars, and starts
 * without it otherwise.
 */
final class StartCache {

    private static final Path FILE = Path.of("target", "start", "api.jsa").toAbsolutePath();
    private static final Path LOCK = FILE.resolveSibling("api.lock");

    private StartCache() {}

    /**
     * Makes it if there is none that is newer than the packaged API. Of several processes that ask, one makes it and the others
     * wait for it.
     *
     * @param begin starts an API that is not used afterwards
     */
    static void ensure(Supplier<ApiUnderTest> begin) {
        if (ApiProcess.EXECUTABLE.isPresent() || isMade()) {
            return;
        }
        try {
            Files.createDirectories(FILE.getParent());
            try (FileChannel turn = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock mine = turn.lock()) {
                if (mine.isValid() && !isMade()) {
                    makeOf(begin.get());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMade() {
        try {
            Path jar = Path.of(SandboxProcess.property("hocba.api.jar"));
            return Files.exists(FILE) && Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(jar)) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Options of a JVM that uses it, or can be asked for it. */
    static String option() {
        return isMade() ? "-XX:SharedArchiveFile=" + FILE : "-XX:+RecordDynamicDumpInfo";
    }

    /**
     * Asks a running API for it, once it has done what all will do, and stops that API: after this question, JDK 25 may crash
     * when it next makes a lambda. Without the archive everything works, but slower.
     */
    private static void makeOf(ApiUnderTest api) throws IOException {
        try {
            exercise(api);
            dump(api);
        } finally {
            api.stop();
        }
    }

    private static void dump(ApiUnderTest api) throws IOException {
        Path unfinished = FILE.resolveSibling("unfinished.jsa");
        Files.deleteIfExists(unfinished);
        Program.Run asked = Program.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(api.api().pid()),
                "VM.cds",
                "dynamic_dump",
                unfinished.toString()));
        if (asked.status() != 0) {
            throw new IllegalStateException("no archive of classes: " + asked.output() + asked.errors());
        }
        Files.move(unfinished, FILE, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a school does with its transcripts, once and on a small scale: loads the classes that the tests will need. */
    private static void exercise(ApiUnderTest api) {
        TestSchool school = api.createSchool();
        ApiClient teacher = school.as(school.teacher());
        teacher.post("/v1/classes/" + school.classId() + "/transcripts/import", Map.of("items", SampleClass.items(2)))
                .expect(200);
        teacher.post(
                        "/v1/transcripts/lock",
                        Map.of(
                                "classId",
                                school.classId(),
                                "leaderStaffId",
                                school.principal().staffId()))
                .expect(200);
        sign(teacher, school, "HOMEROOM_TEACHER", null);
        sign(school.as(school.principal()), school, "PRINCIPAL", null);
        sign(school.as(school.sealOfficer()), school, "SCHOOL_SEAL", TestSchool.PIN);
        String id = teacher.get("/v1/transcripts?classId=" + school.classId())
                .expect(200)
                .at("/items/0/id");
        byte[] file =
                teacher.get("/v1/transcripts/" + id + "/document").expect(200).bytes();
        teacher.with("Content-Type", "application/xml")
                .post("/v1/verifications", file)
                .expect(200);
        teacher.get("/v1/transcripts/" + id + "/view").expect(200);
    }

    private static void sign(ApiClient signer, TestSchool school, String slot, @Nullable String pin) {
        String request = "/v1/signing-requests/"
                + signer.post("/v1/signing-requests", Map.of("slot", slot, "classId", school.classId()))
                        .expect(202)
                        .at("/id");
        if (pin != null) {
            signer.post(request + "/consent", Map.of("pin", pin)).expect(200);
        }
        signer.get(request + "/events").expect(200);
    }
}
