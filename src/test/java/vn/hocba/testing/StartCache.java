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
 * The packaged API's classes as one process loaded and linked them, in the JDK's ahead-of-time cache (JEP 483, 514): a start with
 * it takes a third of the processor's time. The JVM itself makes sure that the cache was made from the same jars, and starts
 * without it otherwise.
 */
final class StartCache {

    private static final Path FILE = Path.of("target", "start", "api.aot").toAbsolutePath();
    private static final Path UNFINISHED = FILE.resolveSibling("unfinished.aot");
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

    /** Options of a JVM that uses it, or makes it when it ends: whole only with this collector. */
    static List<String> options() {
        return isMade()
                ? List.of("-XX:AOTCache=" + FILE)
                : List.of("-XX:-UseSerialGC", "-XX:+UseG1GC", "-XX:AOTCacheOutput=" + UNFINISHED);
    }

    /** An API does once what all will do, and writes the cache when it is stopped. */
    private static void makeOf(ApiUnderTest api) throws IOException {
        try {
            exercise(api);
        } finally {
            api.stop();
        }
        Files.move(UNFINISHED, FILE, StandardCopyOption.ATOMIC_MOVE);
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
