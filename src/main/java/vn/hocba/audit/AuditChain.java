package vn.hocba.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How entries hang together: an entry's hash is SHA-256 over the previous hash and its own fields, each with its length
 * in front, so that no two different entries give the same bytes. Whoever keeps a recent hash elsewhere can tell that
 * nothing before it was changed, removed or inserted. The database computes the same hashes when it appends: {@code
 * append_to_audit}.
 */
final class AuditChain {

    private static final int HASH_LENGTH = 32;

    private AuditChain() {}

    /** Hash before the first entry of a school; hashes are in hex. */
    static String start() {
        return "00".repeat(HASH_LENGTH);
    }

    static String hash(String previous, AuditEntry entry) {
        MessageDigest digest = sha256();
        digest.update(HexFormat.of().parseHex(previous));
        AuditEvent event = entry.event();
        digest.update(ByteBuffer.allocate(8).putLong(entry.sequence()).array());
        id(digest, event.subject().schoolId());
        text(digest, event.subject().type());
        id(digest, event.subject().id());
        text(digest, event.action());
        text(digest, event.actor());
        text(digest, event.actorName());
        text(digest, event.reason());
        text(digest, entry.at().toString());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void id(MessageDigest digest, UUID id) {
        digest.update(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    private static void text(MessageDigest digest, @Nullable String value) {
        byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
        int length = value == null ? -1 : bytes.length;
        digest.update(ByteBuffer.allocate(4).putInt(length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
