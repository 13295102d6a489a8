package vn.hocba.remotesigning.rssp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.ProviderSettings;

/**
 * The header of {@code auth/login}: {@code SSL2 base64(user:password:signature:timestamp:pkcs1)}, where {@code pkcs1} is our key's
 * signature over the first four without separators and the time stands in milliseconds. It never prints.
 */
final class RsspLogin {

    private final ProviderSettings settings;
    private final String fixedSignature;
    private final PrivateKey key;
    private final Clock clock;

    private RsspLogin(ProviderSettings settings, String fixedSignature, PrivateKey key, Clock clock) {
        this.settings = settings;
        this.fixedSignature = fixedSignature;
        this.key = key;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException naming the configuration key that is missing or of no use */
    static RsspLogin of(ProviderId id, ProviderSettings settings, Clock clock) {
        var keys = "hocba.providers." + id + ".";
        var file = settings.keyStore().orElseThrow(() -> new IllegalArgumentException(keys + "key-store is missing"));
        var password = settings.keyStorePassword()
                .orElseThrow(() -> new IllegalArgumentException(keys + "key-store-password is missing"));
        var signature = settings.loginSignature()
                .orElseThrow(() -> new IllegalArgumentException(keys + "login-signature is missing"));
        PrivateKey key;
        try {
            key = key(file, password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(keys + "key-store cannot be opened: " + e.getMessage(), e);
        }
        var login = new RsspLogin(settings, signature, key, clock);
        try {
            login.sign("");
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(keys + "login-algorithm does not fit the key: " + e.getMessage(), e);
        }
        return login;
    }

    private static PrivateKey key(Path file, char[] password) throws IOException, GeneralSecurityException {
        try (var stream = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(stream, password);
            for (var alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password) instanceof PrivateKey key) {
                    return key;
                }
            }
            throw new GeneralSecurityException("no private key in it");
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** The header for now. */
    String header() {
        var timestamp = Long.toString(clock.millis());
        String pkcs1;
        try {
            pkcs1 = sign(settings.clientId() + settings.clientSecret() + fixedSignature + timestamp);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key signed at start and does not now", e);
        }
        var parts = String.join(":", settings.clientId(), settings.clientSecret(), fixedSignature, timestamp, pkcs1);
        return "SSL2 " + Base64.getEncoder().encodeToString(parts.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(String text) throws GeneralSecurityException {
        var signature = Signature.getInstance(settings.loginAlgorithm());
        signature.initSign(key);
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signature.sign());
    }
}
