package vn.hocba.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Walks the child elements of one element in their order. What is neither asked for nor absent is refused, so that nothing in a
 * signed file goes unread.
 */
final class ElementCursor {
    private final String path;
    private final int offset;
    private @Nullable Node next;

    /** @param offset where the tree lies in the file, for the message of a refusal */
    ElementCursor(Element element, String path, int offset) {
        this.path = path;
        this.offset = offset;
        this.next = element.getFirstChild();
    }

    /** The next element when it has this name, else nothing and no move. */
    <T> Optional<T> child(String name, Function<ElementCursor, T> reader) {
        Element element = take(name);
        return element == null ? Optional.empty() : Optional.of(read(element, reader));
    }

    /** An element that the layout always has. */
    <T> T required(String name, Function<ElementCursor, T> reader) {
        return child(name, reader).orElseThrow(() -> refusal("expected " + name));
    }

    /** All next elements of this name. */
    <T> List<T> all(String name, Function<ElementCursor, T> reader) {
        List<T> values = new ArrayList<>();
        for (Element element = take(name); element != null; element = take(name)) {
            values.add(read(element, reader));
        }
        return values;
    }

    /** The text of the next element when it has this name. */
    @Nullable
    String text(String name) {
        Element element = take(name);
        if (element == null) {
            return null;
        }
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeType() != Node.TEXT_NODE) {
                throw refusal(name + " must hold text only");
            }
        }
        String text = element.getTextContent();
        if (text.isEmpty()) {
            throw refusal(name + " must not be empty");
        }
        return text;
    }

    /** Text that the layout always has. */
    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw refusal("expected " + name);
        }
        return text;
    }

    /** The text of the next element when it has this name, as a value. */
    <T> @Nullable T value(String name, Function<String, T> parser) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return parser.apply(text);
        } catch (RuntimeException e) {
            throw refusal(name + " has no valid value");
        }
    }

    /** Refuses whatever was not asked for. */
    void end() {
        if (next != null) {
            throw refusal("unexpected " + next.getNodeName());
        }
    }

    private <T> T read(Element element, Function<ElementCursor, T> reader) {
        ElementCursor cursor = new ElementCursor(element, path + "/" + element.getNodeName(), offset);
        T value = reader.apply(cursor);
        cursor.end();
        return value;
    }

    private @Nullable Element take(String name) {
        if (next instanceof Element element && element.getNodeName().equals(name)) {
            next = element.getNextSibling();
            return element;
        }
        return null;
    }

    private UnsupportedDocumentException refusal(String reason) {
        return new UnsupportedDocumentException(path + ": " + reason, offset);
    }
}
