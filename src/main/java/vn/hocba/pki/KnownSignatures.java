package vn.hocba.pki;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signatures of authorities that were found good before: a class's files share their chains and lists. Only what verified is
 * remembered, as the SHA-256 of all that was signed and of the key, so that nothing is believed here that would not verify
 * again, and what strangers upload takes 32 bytes at most.
 */
final class KnownSignatures {

    private static final int MAX_KEPT = 2_000;
    private static final Set<ByteBuffer> KEPT = ConcurrentHashMap.newKeySet();

    private interface Check {
        void run() throws GeneralSecurityException;
    }

    private KnownSignatures() {}

    /** Whether the certificate is signed by the key. */
    static boolean verified(X509Certificate certificate, PublicKey by) {
        try {
            return verified(certificate.getEncoded(), by, () -> certificate.verify(by));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether the list is signed by the key. */
    static boolean verified(X509CRL list, PublicKey by) {
        try {
            return verified(list.getEncoded(), by, () -> list.verify(by));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean verified(byte[] signed, PublicKey by, Check check) throws GeneralSecurityException {
        MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        digest.update(signed);
        ByteBuffer known = ByteBuffer.wrap(digest.digest(by.getEncoded()));
        if (KEPT.contains(known)) {
            return true;
        }
        check.run();
        if (KEPT.size() >= MAX_KEPT) {
            KEPT.clear();
        }
        KEPT.add(known);
        return true;
    }
}
