package vn.hocba.sandbox.ca;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that others read while they are being replaced: they see the old or the new content, never a part. */
public final class PublishedFile {

    private PublishedFile() {}

    public static void write(Path file, byte[] content) throws IOException {
        Path unfinished = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".part");
        Files.write(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
