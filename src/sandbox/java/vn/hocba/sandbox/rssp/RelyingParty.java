package vn.hocba.sandbox.rssp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import vn.hocba.sandbox.ca.SandboxCa;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.keys.KeyPairs;
import vn.hocba.sandbox.people.Person;

/**
 * The one relying party of the service: its key store, its login header ({@code SSL2 base64(user:password:signature:timestamp:pkcs1)},
 * where {@code pkcs1} signs the first four without separators) and its tokens.
 */
public final class RelyingParty {

    static final String NAME = "HOCBA";
    private static final String USER = "hocba";
    private static final String PASSWORD = "sandbox-secret";
    private static final String SIGNATURE = "sandbox-signature";
    private static final String KEY_STORE_PASSWORD = "sandbox";
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    private static final Duration LIFE = Duration.ofHours(1);

    private final PublicKey key;
    private final SecureRandom random = new SecureRandom();
    private final Set<String> usedHeaders = ConcurrentHashMap.newKeySet();
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

    private RelyingParty(PublicKey key) {
        this.key = key;
    }

    /** Makes a key and writes it to a PKCS #12 file with the password {@code sandbox}. */
    public static RelyingParty withKeyStore(SandboxCa ca, Path file) throws IOException {
        try {
            KeyPair pair = KeyPairs.rsa(2048);
            Person holder = new Person(
                    "rssp.hocba", "HOCBA", "", List.of(), "platform", "Nền tảng ký học bạ số", null, "0100000000");
            Certificate[] chain =
                    ca.issue("rssp.hocba", holder, pair.getPublic()).toArray(Certificate[]::new);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("relying-party", pair.getPrivate(), KEY_STORE_PASSWORD.toCharArray(), chain);
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, KEY_STORE_PASSWORD.toCharArray());
            }
            return new RelyingParty(pair.getPublic());
        } catch (GeneralSecurityException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /** A new access token for a right header; each header opens once. */
    String login(Request request) {
        String header = request.header("Authorization")
                .filter(value -> value.startsWith("SSL2 "))
                .orElseThrow(RelyingParty::refused);
        String[] parts = decoded(header.substring("SSL2 ".length())).split(":", -1);
        if (parts.length != 5
                || !parts[0].equals(USER)
                || !parts[1].equals(PASSWORD)
                || !parts[2].equals(SIGNATURE)
                || !isNow(parts[3])
                || !signed(parts[0] + parts[1] + parts[2] + parts[3], parts[4])
                || !usedHeaders.add(header)) {
            throw refused();
        }
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        expiries.put(token, Instant.now().plus(LIFE));
        return token;
    }

    static long life() {
        return LIFE.toSeconds();
    }

    private static RsspRefused refused() {
        return new RsspRefused(RsspRefused.LOGIN, "INVALID LOGIN");
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static boolean isNow(String milliseconds) {
        try {
            Instant time = Instant.ofEpochMilli(Long.parseLong(milliseconds));
            return Duration.between(time, Instant.now()).abs().compareTo(CLOCKS_DIFFER) < 0;
        } catch (NumberFormatException notATime) {
            return false;
        }
    }

    private boolean signed(String text, String pkcs1) {
        try {
            Signature verifier = Signature.getInstance("SHA1withRSA");
            verifier.initVerify(key);
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getDecoder().decode(pkcs1));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }

    void check(Request request) {
        Instant expiry = request.header("Authorization")
                .filter(header -> header.startsWith("Bearer "))
                .map(header -> expiries.get(header.substring("Bearer ".length())))
                .orElseThrow(() -> new RsspRefused(RsspRefused.TOKEN_INVALID, "INVALID ACCESS TOKEN"));
        if (expiry.isBefore(Instant.now())) {
            throw new RsspRefused(RsspRefused.TOKEN_EXPIRED, "ACCESS TOKEN HAS EXPIRED");
        }
    }

    /** Every token is expired from now on. */
    public void expireAll() {
        expiries.replaceAll((token, expiry) -> Instant.now().minusSeconds(1));
    }
}
