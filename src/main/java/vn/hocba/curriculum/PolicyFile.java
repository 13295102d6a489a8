package vn.hocba.curriculum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.SchoolYear;

/**
 * Reads this package's policy data: a list of versions, each with the school years from which it applies to each grade. Read as a
 * tree, so that a native image needs no reflection for it.
 */
final class PolicyFile {
    private PolicyFile() {}

    static <T> List<T> read(String name, Function<JsonNode, T> version) {
        try (InputStream in = PolicyFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("policy data is missing: " + name);
            }
            return stream(new ObjectMapper().readTree(in)).map(version).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("policy data is not readable: " + name, e);
        }
    }

    /** From which school year on each grade follows the version. */
    static Map<Integer, SchoolYear> appliesFrom(JsonNode version) {
        Map<Integer, SchoolYear> from = new TreeMap<>();
        required(version, "appliesFrom")
                .properties()
                .forEach(entry -> from.put(
                        Integer.valueOf(entry.getKey()),
                        new SchoolYear(entry.getValue().asText())));
        return Map.copyOf(from);
    }

    /** The version that the class follows: the latest that covers its grade and began by its school year. */
    static <T> Optional<T> inForce(
            List<T> versions, Function<T, Map<Integer, SchoolYear>> appliesFrom, Placement placement) {
        Function<T, Optional<SchoolYear>> began =
                version -> Optional.ofNullable(appliesFrom.apply(version).get(placement.grade()));
        return versions.stream()
                .filter(version -> began.apply(version)
                        .filter(from -> from.compareTo(placement.schoolYear()) <= 0)
                        .isPresent())
                .max(Comparator.comparing(version -> began.apply(version).orElseThrow()));
    }

    static JsonNode required(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new IllegalStateException("policy data lacks " + name);
        }
        return value;
    }

    static String text(JsonNode node, String name) {
        return required(node, name).asText();
    }

    static int number(JsonNode node, String name) {
        return required(node, name).asInt();
    }

    /** The grades in an optional list. */
    static Set<Integer> grades(JsonNode node, String name) {
        Set<Integer> grades = new TreeSet<>();
        stream(node.path(name)).forEach(grade -> grades.add(grade.asInt()));
        return Set.copyOf(grades);
    }

    static List<String> texts(JsonNode node, String name) {
        return stream(required(node, name)).map(JsonNode::asText).toList();
    }

    static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, name);
    }

    static <E extends Enum<E>> Set<E> constants(Class<E> type, JsonNode list) {
        EnumSet<E> constants = EnumSet.noneOf(type);
        stream(list).forEach(item -> constants.add(constant(type, item.asText())));
        return constants;
    }

    static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
