package vn.hocba.sandbox.signing;

import java.util.Optional;

/** The digests that may be signed; nothing below SHA-256. */
public enum HashAlgorithm {
    SHA256("2.16.840.1.101.3.4.2.1", 32),
    SHA384("2.16.840.1.101.3.4.2.2", 48),
    SHA512("2.16.840.1.101.3.4.2.3", 64);

    private final String oid;
    private final int length;

    HashAlgorithm(String oid, int length) {
        this.oid = oid;
        this.length = length;
    }

    public static Optional<HashAlgorithm> ofOid(String oid) {
        for (HashAlgorithm algorithm : values()) {
            if (algorithm.oid.equals(oid)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    public String oid() {
        return oid;
    }

    /** Length of a digest in bytes. */
    public int length() {
        return length;
    }
}
