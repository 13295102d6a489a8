package vn.hocba.remotesigning;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times of each week at which a provider is known to be away, by the clocks of Việt Nam, such as {@code SUN 01:00-03:00}; one that
 * ends at or before its beginning ends on the day after.
 */
public record MaintenanceWindows(List<Window> windows) {

    /** Whose clocks the windows are told by. */
    public static final ZoneId VIET_NAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private static final Pattern FORM = Pattern.compile("([A-Za-z]{3}) +([0-2]\\d:[0-5]\\d) *- *([0-2]\\d:[0-5]\\d)");

    /**
     * One of them.
     *
     * @param length longer than zero, a day at most
     */
    public record Window(DayOfWeek day, LocalTime from, Duration length) {

        /** The end, if the window is open at the time. */
        Optional<Instant> endIfOpen(Instant time) {
            var ends = lastBeginning(time).plus(length).toInstant();
            return ends.isAfter(time) ? Optional.of(ends) : Optional.empty();
        }

        private Instant nextBeginning(Instant time) {
            return lastBeginning(time).plusWeeks(1).toInstant();
        }

        /** That is not after the time. */
        private ZonedDateTime lastBeginning(Instant time) {
            var local = time.atZone(VIET_NAM);
            var begins = local.with(TemporalAdjusters.previousOrSame(day)).with(from);
            return begins.isAfter(local) ? begins.minusWeeks(1) : begins;
        }

        @Override
        public String toString() {
            return "%s %s-%s".formatted(day.name().substring(0, 3), from, from.plus(length));
        }
    }

    public MaintenanceWindows {
        windows = List.copyOf(windows);
    }

    /** Never. */
    public static MaintenanceWindows none() {
        return new MaintenanceWindows(List.of());
    }

    /** @throws IllegalArgumentException for a text of another form */
    public static MaintenanceWindows of(List<String> texts) {
        return new MaintenanceWindows(
                texts.stream().map(MaintenanceWindows::window).toList());
    }

    private static Window window(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw wrong(text);
        }
        var day = Arrays.stream(DayOfWeek.values())
                .filter(one -> one.name().startsWith(parts.group(1).toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> wrong(text));
        var from = time(parts.group(2), text);
        var length = Duration.between(from, time(parts.group(3), text));
        return new Window(day, from, length.isPositive() ? length : length.plusDays(1));
    }

    private static LocalTime time(String given, String text) {
        int hour = Integer.parseInt(given.substring(0, 2));
        if (hour > 23) {
            throw wrong(text);
        }
        return LocalTime.of(hour, Integer.parseInt(given.substring(3)));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "a maintenance window reads like SUN 01:00-03:00 (times of Việt Nam), not " + text);
    }

    /** When the last of the windows that are open at the time ends; empty if none is. */
    public Optional<Instant> endOfOpen(Instant time) {
        return windows.stream()
                .flatMap(window -> window.endIfOpen(time).stream())
                .max(Instant::compareTo);
    }

    /** When the next of the windows begins that does so after the time, but not later than this long after; empty if none does. */
    public Optional<Instant> beginningWithin(Duration longest, Instant time) {
        return windows.stream()
                .map(window -> window.nextBeginning(time))
                .filter(begins -> !begins.isAfter(time.plus(longest)))
                .min(Instant::compareTo);
    }
}
