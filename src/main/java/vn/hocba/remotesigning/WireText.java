package vn.hocba.remotesigning;

/** Bounds for opaque text that a service chose and that we store and send back unchanged. */
final class WireText {

    private WireText() {}

    static String bounded(String what, String value, int maximum) {
        if (!fits(value, maximum)) {
            throw new IllegalArgumentException(
                    what + " must have 1 to " + maximum + " characters, none of them a control character");
        }
        return value;
    }

    static boolean fits(String value, int maximum) {
        return !value.isBlank() && value.length() <= maximum && value.chars().noneMatch(Character::isISOControl);
    }
}
