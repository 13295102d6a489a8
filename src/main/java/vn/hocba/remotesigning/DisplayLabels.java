package vn.hocba.remotesigning;

import java.util.List;

/**
 * What the signer's phone may show beyond the description, so that the person sees what the digests stand for. It travels as
 * {@code clientData}, an extension that a service may ignore.
 *
 * @param requestedBy name of who asks, at most 200 characters
 * @param school the school's name, at most 200 characters
 * @param className the class, or empty for a list across classes; at most 50 characters
 * @param labels one for each digest, in the digests' order (the pupils' names); each at most 200 characters
 */
public record DisplayLabels(String requestedBy, String school, String className, List<String> labels) {

    /** @throws IllegalArgumentException beyond these bounds */
    public DisplayLabels {
        atMost(200, requestedBy);
        atMost(200, school);
        atMost(50, className);
        labels = List.copyOf(labels);
        labels.forEach(label -> atMost(200, label));
    }

    private static void atMost(int characters, String text) {
        if (text.length() > characters) {
            throw new IllegalArgumentException("a display label has at most " + characters + " characters");
        }
    }
}
