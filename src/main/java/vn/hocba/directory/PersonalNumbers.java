package vn.hocba.directory;

import java.util.regex.Pattern;
import vn.hocba.access.Actor;
import vn.hocba.access.Role;

/** Who sees the whole personal numbers of a school's people, and what everybody else sees of them. */
final class PersonalNumbers {

    private static final int SHOWN_DIGITS = 4;
    /** 12 digits, 9 of older ones; wherever they stand, since names of credentials may hold them. */
    private static final Pattern NUMBER = Pattern.compile("\\d{9,}");

    private PersonalNumbers() {}

    /** Whether the actor is of the leadership or an administrator; to others, only the own number is shown whole. */
    static boolean areFor(Actor actor) {
        return actor.hasAny(Role.PLATFORM_OPERATOR, Role.SCHOOL_ADMINISTRATOR, Role.PRINCIPAL);
    }

    /** The text with only the last four digits of each number. */
    static String masked(String text) {
        return NUMBER.matcher(text).replaceAll(found -> {
            var number = found.group();
            int hidden = number.length() - SHOWN_DIGITS;
            return "*".repeat(hidden) + number.substring(hidden);
        });
    }
}
