package vn.hocba.pki;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The digest of the data to be signed, which is all of a document that travels to a signing service (DTBS/R of EN 419 241-1).
 *
 * @param algorithm how it was computed
 * @param digest of exactly {@link DigestAlgorithm#length()} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record DataToBeSignedRepresentation(DigestAlgorithm algorithm, byte[] digest) {

    /** @throws IllegalArgumentException if the digest has another length */
    public DataToBeSignedRepresentation {
        if (digest.length != algorithm.length()) {
            throw new IllegalArgumentException(
                    "a " + algorithm + " digest has " + algorithm.length() + " bytes, not " + digest.length);
        }
        digest = digest.clone();
    }

    /** The representation of this data. */
    public static DataToBeSignedRepresentation of(DigestAlgorithm algorithm, byte[] dataToBeSigned) {
        return new DataToBeSignedRepresentation(algorithm, algorithm.digest(dataToBeSigned));
    }

    @Override
    public byte[] digest() {
        return digest.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataToBeSignedRepresentation that
                && algorithm == that.algorithm
                && Arrays.equals(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return 31 * algorithm.hashCode() + Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
        return algorithm + ":" + HexFormat.of().formatHex(digest);
    }
}
