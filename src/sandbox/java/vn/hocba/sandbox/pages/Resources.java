package vn.hocba.sandbox.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The pages and styles packed beside the classes, below {@code sandbox/}. */
final class Resources {

    private Resources() {}

    static byte[] bytes(String name) {
        try (InputStream resource = Resources.class.getResourceAsStream("/sandbox/" + name)) {
            if (resource == null) {
                throw new IllegalStateException("Missing resource " + name);
            }
            return resource.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }
}
