package vn.hocba.remotesigning;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import vn.hocba.pki.DataToBeSignedRepresentation;

/** Digests as wires want them, in their order. */
public final class WireDigests {

    private WireDigests() {}

    /** Base64 with padding. */
    public static List<String> base64(List<DataToBeSignedRepresentation> digests) {
        return digests.stream()
                .map(digest -> Base64.getEncoder().encodeToString(digest.digest()))
                .toList();
    }

    /** Lower-case hex. */
    public static List<String> hex(List<DataToBeSignedRepresentation> digests) {
        return digests.stream()
                .map(digest -> HexFormat.of().formatHex(digest.digest()))
                .toList();
    }
}
