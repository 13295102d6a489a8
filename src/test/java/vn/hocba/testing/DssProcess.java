package vn.hocba.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * EU DSS in a process of its own, one for all tests of this JVM: it takes longer to start than to judge. Started with the
 * first question; it ends when its input does, so with this JVM.
 */
final class DssProcess {

    private static final Path JARS = Path.of("target", "oracles", "dss");
    private static final Path MAIN = Path.of("src", "oracles", "DssOracle.java");
    private static final Path LOG =
            Path.of("target", "it-logs", "dss-" + ProcessHandle.current().pid() + ".log");
    private static final int PATIENCE_MINUTES = 10;

    private static final class Started {
        static final DssProcess INSTANCE = new DssProcess();
    }

    private final Writer questions;
    private final BufferedReader answers;

    private DssProcess() {
        try {
            Files.createDirectories(LOG.getParent());
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            // the second compiler costs more than it gains
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            JARS + File.separator + "*",
                            MAIN.toString())
                    .redirectError(LOG.toFile())
                    .start();
            questions = process.outputWriter(StandardCharsets.UTF_8);
            answers = process.inputReader(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of the answer, without the empty one that ends it. */
    static List<String> ask(String question) {
        DssProcess dss = Started.INSTANCE;
        return CompletableFuture.supplyAsync(() -> dss.answer(question))
                .orTimeout(PATIENCE_MINUTES, TimeUnit.MINUTES)
                .join();
    }

    private synchronized List<String> answer(String question) {
        try {
            questions.write(question + "\n");
            questions.flush();
            List<String> lines = new ArrayList<>();
            for (String line = answers.readLine(); !"".equals(line); line = answers.readLine()) {
                if (line == null) {
                    throw new IllegalStateException("EU DSS could not be asked; see " + LOG);
                }
                lines.add(line);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("EU DSS could not be asked; see " + LOG, e);
        }
    }
}
