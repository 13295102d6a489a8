package vn.hocba.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import vn.hocba.secrets.SecretsKey;

/**
 * What makes two requests the same. HMAC-SHA-256 under a key derived from {@code hocba.secrets.key}: a body may hold a
 * PIN, and a plain hash of six digits is as good as the digits.
 */
@Singleton
final class Fingerprints {

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;
    private final ObjectMapper json;

    Fingerprints(@ConfigProperty(name = "hocba.secrets.key") String secret, ObjectMapper json) {
        byte[] master = SecretsKey.parse(secret);
        byte[] label = "hocba idempotency fingerprint".getBytes(StandardCharsets.UTF_8);
        this.key = new SecretKeySpec(mac(new SecretKeySpec(master, HMAC)).doFinal(label), HMAC);
        this.json = json;
    }

    String of(String method, String uri, @Nullable Object body) {
        Mac mac = mac(key);
        mac.update((method + ' ' + uri + '\n').getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(mac.doFinal(bytes(body)));
    }

    private byte[] bytes(@Nullable Object body) {
        if (body == null) {
            return new byte[0];
        }
        if (body instanceof byte[] raw) {
            return raw;
        }
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body that was read must be writable", e);
        }
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
