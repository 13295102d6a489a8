package vn.hocba.transcript;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Unmodifiable copies of what a caller passed; absent means empty. */
final class Copies {
    private Copies() {}

    static <T> List<T> list(String property, @Nullable List<T> values) {
        if (values == null) {
            return List.of();
        }
        if (values.stream().anyMatch(value -> value == null)) {
            throw new InvalidValueException(
                    property,
                    "Danh sách “" + property + "” có phần tử rỗng (null).",
                    "The list “" + property + "” contains null.");
        }
        return List.copyOf(values);
    }

    /** In the order of the enum's constants, so that everything derived from it is deterministic; null values are absent. */
    static <K extends Enum<K>, V> Map<K, V> map(Class<K> keys, @Nullable Map<K, V> values) {
        EnumMap<K, V> copy = new EnumMap<>(keys);
        if (values != null) {
            values.forEach((key, value) -> {
                if (value != null) {
                    copy.put(key, value);
                }
            });
        }
        return Collections.unmodifiableMap(copy);
    }
}
