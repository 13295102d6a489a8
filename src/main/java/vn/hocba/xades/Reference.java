package vn.hocba.xades;

import java.util.Arrays;
import vn.hocba.pki.DigestAlgorithm;

/**
 * One {@code ds:Reference} to an element of the same document, transformed by exclusive canonicalisation only.
 *
 * @param target {@code Id} of the element
 * @param digest of its exclusive canonical form
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package, compared by content
record Reference(String target, DigestAlgorithm algorithm, byte[] digest) {

    boolean matches(byte[] other) {
        return Arrays.equals(digest, other);
    }
}
