package vn.hocba.bench;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Loads EU DSS apart from everything of ours: only the JDK is shared. */
final class DssLoader {

    private DssLoader() {}

    @SuppressWarnings("unchecked") // declared so by DssSubject, which this class loader does not see
    static UnaryOperator<byte[]> signing(Fixture fixture, byte[] document) {
        UnaryOperator<byte[]> key = fixture::sign;
        return (UnaryOperator<byte[]>) call("signing", fixture.chain(), fixture.signingTime(), document, key);
    }

    @SuppressWarnings("unchecked")
    static ToIntFunction<byte[]> validation(List<X509Certificate> anchors, List<byte[]> lists) {
        return (ToIntFunction<byte[]>) call("validation", anchors, lists);
    }

    private static Object call(String name, Object... arguments) {
        try (Stream<Path> jars = Files.list(Path.of("target/oracles/dss"))) {
            URL[] urls = Stream.concat(Stream.of(Path.of("target/bench/dss")), jars)
                    .map(DssLoader::url)
                    .toArray(URL[]::new);
            @SuppressWarnings("resource") // lives as long as the measuring process
            ClassLoader loader = new URLClassLoader("dss", urls, ClassLoader.getPlatformClassLoader());
            // DSS looks its services up in the thread's class loader; a measuring process does nothing else
            Thread.currentThread().setContextClassLoader(loader);
            for (Method method : loader.loadClass("DssSubject").getMethods()) {
                if (method.getName().equals(name)) {
                    return method.invoke(null, arguments);
                }
            }
            throw new IllegalStateException("DssSubject has no " + name);
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
