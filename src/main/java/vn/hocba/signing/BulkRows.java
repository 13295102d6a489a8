package vn.hocba.signing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;

/**
 * Rows for one statement, each with one large byte string. The byte strings stand end to end in a parameter of their own: within
 * the rows' JSON, in base64, they cost this process and the database about twice the time.
 */
final class BulkRows {

    private final JsonArray rows = new JsonArray();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Adds a row, and to it the members {@code at} (counted from 1, as {@code substring} in SQL does) and {@code length}. */
    BulkRows add(JsonObject row, byte[] large) {
        rows.add(row.put("at", bytes.size() + 1).put("length", large.length));
        bytes.writeBytes(large);
        return this;
    }

    /** The parameters {@code rows} and {@code bytes} of a statement. */
    Parameters parameters() {
        return new Parameters(rows.encode(), bytes.toByteArray());
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
