package vn.hocba.remotesigning;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import vn.hocba.pki.DataToBeSignedRepresentation;

/** The rules for a list of digests whose order is the only link between a digest and its signature. */
final class OrderedDigests {

    private OrderedDigests() {}

    static List<DataToBeSignedRepresentation> of(List<DataToBeSignedRepresentation> digests) {
        var copy = List.copyOf(digests);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("nothing to sign");
        }
        if (copy.stream()
                        .map(DataToBeSignedRepresentation::algorithm)
                        .distinct()
                        .count()
                > 1) {
            throw new IllegalArgumentException("digests of one request have one algorithm");
        }
        var seen = new HashSet<ByteBuffer>();
        for (var digest : copy) {
            if (!seen.add(ByteBuffer.wrap(digest.digest()))) {
                throw new IllegalArgumentException("a digest stands twice in one request");
            }
        }
        return copy;
    }
}
