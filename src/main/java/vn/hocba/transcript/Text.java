package vn.hocba.transcript;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How this package takes text in: Unicode NFC, no white space around it, nothing that XML cannot carry; blank is absent. */
final class Text {
    private Text() {}

    static @Nullable String optional(String property, @Nullable String text) {
        if (text == null) {
            return null;
        }
        requireXmlCharacters(property, text);
        String normalised = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        return normalised.isEmpty() ? null : normalised;
    }

    static String required(String property, @Nullable String text) {
        String present = optional(property, text);
        if (present == null) {
            throw new InvalidValueException(
                    property, "Thiếu giá trị bắt buộc “" + property + "”.", "“" + property + "” must not be empty.");
        }
        return present;
    }

    static String matching(
            String property, @Nullable String text, Pattern pattern, String expectedVi, String expectedEn) {
        String present = required(property, text);
        if (!pattern.matcher(present).matches()) {
            throw new InvalidValueException(
                    property,
                    "“" + property + "” phải là " + expectedVi + ".",
                    "“" + property + "” must be " + expectedEn + ".");
        }
        return present;
    }

    private static void requireXmlCharacters(String property, String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!allowedInXml(c)) {
                String shown = String.format("U+%04X", c);
                throw new InvalidValueException(
                        property,
                        "“" + property + "” chứa ký tự không được phép (" + shown + ") ở vị trí " + (i + 1) + ".",
                        "“" + property + "” contains a character that is not allowed (" + shown + ") at position "
                                + (i + 1) + ".");
            }
            i += Character.charCount(c);
        }
    }

    /** XML 1.0 (fifth edition), production 2, Char. */
    private static boolean allowedInXml(int c) {
        return c == 0x9
                || c == 0xA
                || c == 0xD
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
