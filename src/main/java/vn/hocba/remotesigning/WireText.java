package vn.hocba.remotesigning;

import java.util.regex.Pattern;

/** Text that a service chose: what we store and send back unchanged has bounds, what goes into logs is made harmless. */
final class WireText {

    private static final int MOST_LOGGED = 500;
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{9,}");

    private WireText() {}

    /** Cut to 500 characters, control characters replaced. */
    static String printable(String text) {
        var cut = text.length() > MOST_LOGGED ? text.substring(0, MOST_LOGGED) : text;
        return cut.replaceAll("\\p{Cntrl}", " ").strip();
    }

    /** Likewise, and without long numbers: services put personal numbers and tax codes into their ids and messages. */
    static String loggable(String text) {
        return LONG_NUMBER.matcher(printable(text)).replaceAll("***");
    }

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
