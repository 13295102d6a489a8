package vn.hocba.remotesigning.mysign;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.VerificationCode;

/** What the app may show: letters without marks, digits, {@code _}, {@code -} and spaces, under 100 characters in base64. */
final class Labels {

    private static final int MOST_BYTES = 72;

    private Labels() {}

    /** The description with the code that the signer compares; where there is no room, the code stays. */
    static String description(AuthorisationRequest request) {
        var code = " ma " + VerificationCode.of(request.digests());
        return encoded(cut(plain(request.description()), MOST_BYTES - code.length()) + code);
    }

    static List<Wire.Document> documents(AuthorisationRequest request) {
        var labels = request.labels().labels();
        return IntStream.range(0, labels.size())
                .mapToObj(i -> new Wire.Document(
                        Integer.toString(i + 1), encoded(cut((i + 1) + " " + plain(labels.get(i)), MOST_BYTES))))
                .toList();
    }

    static String plain(String text) {
        return Normalizer.normalize(text.replace('đ', 'd').replace('Đ', 'D'), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-zA-Z0-9_\\- ]", " ")
                .replaceAll(" +", " ")
                .strip();
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
