package vn.hocba.signing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows for one statement, each with one large byte string. The byte strings stand end to end in a parameter of their own: within
 * the rows' JSON, in base64, they cost this process and the database about twice the time.
 */
final class BulkRows {

    private final JsonArray rows = new JsonArray();
    private final List<byte[]> bytes = new ArrayList<>();
    private int size;

    /** Adds a row, and to it the members {@code at} (counted from 1, as {@code substring} in SQL does) and {@code length}. */
    BulkRows add(JsonObject row, byte[] large) {
        rows.add(row.put("at", size + 1).put("length", large.length));
        bytes.add(large);
        size += large.length;
        return this;
    }

    /** The parameters {@code rows} and {@code bytes} of a statement. */
    Parameters parameters() {
        // in one piece: a growing buffer leaves as many megabytes behind again
        var all = ByteBuffer.allocate(size);
        bytes.forEach(all::put);
        return new Parameters(rows.encode(), all.array());
    }

    /**
     * What the statement is given.
     *
     * @param rows JSON
     * @param bytes of all rows, end to end
     */
    @SuppressWarnings("ArrayRecordComponent") // handed to the database, never compared
    record Parameters(String rows, byte[] bytes) {}
}
