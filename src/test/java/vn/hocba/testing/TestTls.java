package vn.hocba.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates for servers of this machine. */
public final class TestTls {

    /** The authority that APIs under test trust, of this JVM. */
    public static final TestCa AUTHORITY = new TestCa();

    private TestTls() {}

    /** File with the certificate of {@link #AUTHORITY}'s root. */
    static Path trusted() {
        Path directory = Path.of(
                        "target", "it-logs", "tls-" + ProcessHandle.current().pid())
                .toAbsolutePath();
        AUTHORITY.publish(directory);
        return directory.resolve("trust-anchors.pem");
    }

    /** A server of this name, with a fresh key. */
    static SSLContext server(TestCa authority, String host) {
        try {
            TestCa.Signer server = authority.server(TestCa.p256(), host);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("server", server.keys().getPrivate(), new char[0], new Certificate[] {
                server.certificate().certificate(), authority.issuing()
            });
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, new SecureRandom());
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
