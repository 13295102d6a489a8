package vn.hocba.signing;

import java.text.Collator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import vn.hocba.draft.LockedRevision;
import vn.hocba.transcript.TranscriptContent;

/**
 * The order in which people know a class: by class, then by number in the register with its digits counted as numbers, then
 * by name as Vietnamese lists sort it, given name first. Signers compare such a list with what their phone shows.
 */
final class ClassRegister {

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final int WIDTH = 20;

    private ClassRegister() {}

    /** The same revisions in the register's order; those without a number come after those with one. */
    static List<LockedRevision> ordered(List<LockedRevision> revisions) {
        return revisions.stream()
                .sorted(Comparator.comparing((LockedRevision revision) ->
                                countable(revision.transcript().placement().className()))
                        .thenComparing(revision -> revision.transcript().content(), byRegister())
                        .thenComparing(revision -> revision.id().value()))
                .toList();
    }

    /** Orders the pupils of one class. */
    static Comparator<TranscriptContent> byRegister() {
        // a collator is not safe to share between threads
        var collator = Collator.getInstance(Locale.of("vi"));
        Comparator<String> byName = (one, other) -> collator.compare(one, other);
        Function<TranscriptContent, String> number =
                content -> Optional.ofNullable(content.registerNumber()).orElse("");
        Function<TranscriptContent, String> name = ClassRegister::name;
        return Comparator.comparing(
                        (TranscriptContent content) -> number.apply(content).isEmpty())
                .thenComparing(content -> countable(number.apply(content)))
                .thenComparing(content -> givenName(name.apply(content)), byName)
                .thenComparing(name, byName);
    }

    /** Pads every run of digits, so that 2 stands before 10. */
    private static String countable(String text) {
        return DIGITS.matcher(text)
                .replaceAll(run -> "0".repeat(Math.max(0, WIDTH - run.group().length())) + run.group());
    }

    private static String name(TranscriptContent content) {
        return Optional.ofNullable(content.pupil())
                .map(pupil -> pupil.fullName())
                .orElse("");
    }

    private static String givenName(String fullName) {
        return fullName.substring(fullName.lastIndexOf(' ') + 1);
    }
}
