package vn.hocba.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The signed files on disk, with what a stranger needs to check them, and the verdict on exactly those files. */
final class DemoFiles {

    private static final List<String> SLOT_NAMES = List.of("HOMEROOM_TEACHER", "PRINCIPAL", "SCHOOL_SEAL");
    private static final List<String> LEVELS = List.of("BASELINE_T", "BASELINE_LTA", "BASELINE_LTA");
    private static final int SLOTS = 3;

    private final Path folder;
    private final List<Path> files = new ArrayList<>();

    private DemoFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * What was found in the files.
     *
     * @param issued transcripts that the API calls issued
     * @param signatures signatures in the files that passed
     * @param verified files whose every slot holds a signature that passed
     * @param raised signatures of each slot that passed with the slot's level
     */
    record Tally(int expected, int issued, int signatures, int verified, List<Integer> raised) {

        boolean complete() {
            return expected > 0
                    && issued == expected
                    && verified == expected
                    && signatures == expected * SLOTS
                    && raised.stream().allMatch(count -> count == expected);
        }

        String levels() {
            return "levels: homeroom teacher T %d/%d, principal LTA %d/%d, seal LTA %d/%d"
                    .formatted(raised.get(0), expected, raised.get(1), expected, raised.get(2), expected);
        }

        String summary() {
            return "issued %d/%d, signatures %d/%d, verified %d/%d"
                    .formatted(issued, expected, signatures, expected * SLOTS, verified, expected);
        }
    }

    /** An empty folder, but for the sandbox's trust anchors and revocation lists. */
    static DemoFiles prepare(Path folder, Path sandboxDirectory) throws IOException {
        Path lists = Files.createDirectories(folder.resolve("crl"));
        for (Path old : List.of(folder, lists)) {
            try (Stream<Path> left = Files.list(old)) {
                for (Path file : left.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
        }
        copy(sandboxDirectory.resolve("trust-anchors.pem"), folder);
        try (Stream<Path> published = Files.list(sandboxDirectory.resolve("crl"))) {
            for (Path list :
                    published.filter(file -> file.toString().endsWith(".crl")).toList()) {
                copy(list, lists);
            }
        }
        return new DemoFiles(folder);
    }

    private static void copy(Path file, Path folder) throws IOException {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes the XML of one transcript, named after the pupil's code. */
    void save(PublicApi api, JsonNode transcript) throws DemoFailure, IOException {
        Path file = folder.resolve(transcript.path("pupilCode").asText() + ".xml");
        byte[] xml = api.bytes("/v1/transcripts/" + transcript.path("id").asText() + "/document");
        files.add(Files.write(file, xml));
    }

    /** Uploads each file as it lies on disk and counts from the verdicts. */
    Tally verify(PublicApi api, int expected, int issued) throws DemoFailure, IOException {
        int signatures = 0;
        int verified = 0;
        List<Integer> raised = new ArrayList<>(List.of(0, 0, 0));
        for (Path file : files) {
            JsonNode verdict = api.post("/v1/verifications", "application/xml", Files.readAllBytes(file));
            int passed = 0;
            for (JsonNode signature : verdict.path("signatures")) {
                passed += passed(signature) ? 1 : 0;
                int slot = SLOT_NAMES.indexOf(signature.path("slot").asText());
                if (passed(signature)
                        && LEVELS.get(slot).equals(signature.path("level").asText())) {
                    raised.set(slot, raised.get(slot) + 1);
                }
            }
            signatures += passed;
            verified += passed == SLOTS && passed(verdict) ? 1 : 0;
        }
        return new Tally(expected, issued, signatures, verified, List.copyOf(raised));
    }

    private static boolean passed(JsonNode verdict) {
        return verdict.path("indication").asText().equals("TOTAL_PASSED");
    }
}
