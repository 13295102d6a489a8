package vn.hocba.remotesigning.smartca;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.WireDigests;
import vn.hocba.remotesigning.WireSignatures;

/**
 * The documents of a transaction. Their names stand on the phone and come back with the signatures, in any order: a number in
 * front says which is which.
 */
final class Documents {

    private static final int LONGEST_LABEL = 60;
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,5})( .*)?");

    private Documents() {}

    static List<Wire.SignFile> of(AuthorisationRequest request) {
        var hex = WireDigests.hex(request.digests());
        var labels = request.labels().labels();
        return IntStream.range(0, hex.size())
                .mapToObj(i -> Wire.SignFile.hash((i + 1) + " " + cut(labels.get(i)), hex.get(i)))
                .toList();
    }

    private static String cut(String label) {
        return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL);
    }

    /** @throws MalformedAnswer if the signatures are not those of as many documents */
    static List<byte[]> signatures(String where, List<Wire.Signed> signed, int expected) {
        var sorted = new ArrayList<>(signed);
        sorted.sort(Comparator.comparingInt(Documents::number));
        var values = WireSignatures.read(
                where,
                sorted.stream()
                        .map(one -> Objects.requireNonNullElse(one.value(), ""))
                        .toList(),
                expected);
        for (int i = 0; i < expected; i++) {
            if (number(sorted.get(i)) != i + 1) {
                throw new MalformedAnswer(where + ": a signature for another document", values);
            }
        }
        return values;
    }

    /** Beyond all of ours, if the name is none that we gave. */
    private static int number(Wire.Signed signed) {
        var matcher = NUMBERED.matcher(Objects.requireNonNullElse(signed.document(), ""));
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
    }
}
