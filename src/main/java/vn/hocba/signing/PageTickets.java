package vn.hocba.signing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import vn.hocba.secrets.SecretsKey;

/**
 * The secrets of consent on a provider's page: the ticket in our own address of it, the {@code state} that comes back from it, and the
 * PKCE verifier.
 *
 * <p>Security guarantees: each is derived from the session's key by HMAC-SHA-256 under a key of its own, so nothing of them is stored,
 * a dump of the database tells none, and any replica knows them after any restart. They are 256 bits that cannot be guessed; they
 * are compared in constant time; they belong to one session, and are worth nothing when it no longer waits for its signer.
 */
final class PageTickets {

    private static final String HMAC = "HmacSHA256";
    private static final int ID_BYTES = 32;
    private static final int TAG_BYTES = 32;

    private final SecretKeySpec key;

    private enum Purpose {
        TICKET,
        STATE,
        VERIFIER
    }

    /**
     * @param base64Key 32 random bytes in base64
     * @throws IllegalArgumentException when it is anything else; the message does not show it
     */
    PageTickets(String base64Key) {
        // what encrypts at rest is not what is derived from here
        var secrets = new SecretKeySpec(SecretsKey.parse(base64Key), HMAC);
        this.key = new SecretKeySpec(mac(secrets, "hocba consent pages 1".getBytes(StandardCharsets.US_ASCII)), HMAC);
    }

    /** 86 characters that are good in a path. */
    String ticket(RowKey session) {
        return named(session, Purpose.TICKET);
    }

    /** 86 unreserved characters. */
    String state(RowKey session) {
        return named(session, Purpose.STATE);
    }

    /** 43 unreserved characters. */
    String verifier(RowKey session) {
        return base64(tag(session, Purpose.VERIFIER));
    }

    /** The session whose ticket this is; empty unless it was made here. */
    Optional<RowKey> ofTicket(String ticket) {
        return session(ticket, Purpose.TICKET);
    }

    /** The session whose state this is; empty unless it was made here. */
    Optional<RowKey> ofState(String state) {
        return session(state, Purpose.STATE);
    }

    private String named(RowKey session, Purpose purpose) {
        return base64(ByteBuffer.allocate(ID_BYTES + TAG_BYTES)
                .put(bytes(session))
                .put(tag(session, purpose))
                .array());
    }

    private Optional<RowKey> session(String given, Purpose purpose) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(given);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != ID_BYTES + TAG_BYTES) {
            return Optional.empty();
        }
        var ids = ByteBuffer.wrap(bytes);
        var session = new RowKey(new UUID(ids.getLong(), ids.getLong()), new UUID(ids.getLong(), ids.getLong()));
        byte[] tag = Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
        return MessageDigest.isEqual(tag, tag(session, purpose)) ? Optional.of(session) : Optional.empty();
    }

    private byte[] tag(RowKey session, Purpose purpose) {
        byte[] label = purpose.name().getBytes(StandardCharsets.US_ASCII);
        return mac(
                key,
                ByteBuffer.allocate(ID_BYTES + label.length)
                        .put(bytes(session))
                        .put(label)
                        .array());
    }

    private static byte[] bytes(RowKey session) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(session.schoolId().getMostSignificantBits())
                .putLong(session.schoolId().getLeastSignificantBits())
                .putLong(session.id().getMostSignificantBits())
                .putLong(session.id().getLeastSignificantBits())
                .array();
    }

    private static byte[] mac(SecretKeySpec key, byte[] text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
