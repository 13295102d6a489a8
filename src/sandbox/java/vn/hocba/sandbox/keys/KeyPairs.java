package vn.hocba.sandbox.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * New keys, each given out once by a process. Looking for the primes of RSA keys is most of a sandbox's start, so with the system
 * property {@code hocba.sandbox.keys}, a directory, the first of each size are kept there, and the next sandbox gives out the same.
 * They protect nothing: what they sign is invented.
 */
public final class KeyPairs {

    private static final @Nullable String SHELF = System.getProperty("hocba.sandbox.keys");

    /** Of one size. */
    private static final int MOST_KEPT = 64;

    private static final Map<Integer, AtomicInteger> GIVEN = new ConcurrentHashMap<>();

    private KeyPairs() {}

    /** An RSA key that nobody else of this process has. */
    public static KeyPair rsa(int bits) {
        int number = GIVEN.computeIfAbsent(bits, size -> new AtomicInteger()).getAndIncrement();
        try {
            return SHELF == null || number >= MOST_KEPT
                    ? generate(bits)
                    : kept(bits, Path.of(SHELF, "rsa-%d-%d.p8".formatted(bits, number)));
        } catch (GeneralSecurityException missingAlgorithm) {
            throw new IllegalStateException(missingAlgorithm);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A key on the curve P-256. */
    public static KeyPair p256() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missingAlgorithm) {
            throw new IllegalStateException(missingAlgorithm);
        }
    }

    private static KeyPair generate(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static KeyPair kept(int bits, Path file) throws GeneralSecurityException, IOException {
        if (Files.exists(file)) {
            return read(Files.readAllBytes(file));
        }
        KeyPair made = generate(bits);
        Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
        Path unfinished = Files.createTempFile(directory, "rsa", ".part");
        Files.write(unfinished, made.getPrivate().getEncoded());
        // whole or not at all: others may start at the same time
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return made;
    }

    private static KeyPair read(byte[] encoded) throws GeneralSecurityException {
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(encoded));
        return new KeyPair(rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key);
    }
}
