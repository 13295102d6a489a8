package vn.hocba.signing;

import java.text.CollationKey;
import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.hocba.draft.RegisterEntry;

/**
 * The order in which people know a class: by class, then by number in the register with its digits counted as numbers, then
 * by name as Vietnamese lists sort it, given name first. Signers compare such a list with what their phone shows.
 */
final class ClassRegister {

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final int WIDTH = 20;

    private ClassRegister() {}

    /** The same revisions in the register's order; those without a number come after those with one. */
    static List<RegisterEntry> ordered(List<RegisterEntry> entries) {
        // a collator is not safe to share between threads
        var collator = Collator.getInstance(Locale.of("vi"));
        return entries.stream()
                .sorted(Comparator.comparing(entry -> entry.id().value()))
                .map(entry -> new Placed(entry, Place.of(entry, collator)))
                .sorted(Comparator.comparing(Placed::place))
                .map(Placed::entry)
                .toList();
    }

    private record Placed(RegisterEntry entry, Place place) {}

    /** Made once for a pupil: comparing is done many times. */
    private record Place(
            String className, boolean withoutNumber, String number, CollationKey givenName, CollationKey fullName)
            implements Comparable<Place> {

        private static final Comparator<Place> ORDER = Comparator.comparing(Place::className)
                .thenComparing(Place::withoutNumber)
                .thenComparing(Place::number)
                .thenComparing(Place::givenName)
                .thenComparing(Place::fullName);

        static Place of(RegisterEntry entry, Collator collator) {
            var number = Optional.ofNullable(entry.registerNumber()).orElse("");
            var name = Optional.ofNullable(entry.pupilName()).orElse("");
            return new Place(
                    countable(entry.className()),
                    number.isEmpty(),
                    countable(number),
                    collator.getCollationKey(name.substring(name.lastIndexOf(' ') + 1)),
                    collator.getCollationKey(name));
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** Pads every run of digits, so that 2 stands before 10. */
    private static String countable(String text) {
        return DIGITS.matcher(text)
                .replaceAll(run -> "0".repeat(Math.max(0, WIDTH - run.group().length())) + run.group());
    }
}
