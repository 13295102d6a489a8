package vn.hocba.directory;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/**
 * Which part of a list is asked for. Lists are ordered by id, which is the order of creation.
 *
 * @param after the id before the part; all zero for the first
 * @param limit rows at most, 1-{@value #MAX_LIMIT}
 */
public record PageRequest(UUID after, int limit) {

    /** Most rows that one request gives. */
    public static final int MAX_LIMIT = 100;

    private static final int DEFAULT_LIMIT = 50;
    private static final UUID START = new UUID(0, 0);

    /**
     * From the query parameters {@code cursor} and {@code limit}.
     *
     * @throws ProblemException {@link ProblemType#INVALID_PARAMETER}
     */
    public static PageRequest of(@Nullable String cursor, @Nullable Integer limit) {
        int rows = limit == null ? DEFAULT_LIMIT : limit;
        if (rows < 1 || rows > MAX_LIMIT) {
            throw new ProblemException(
                    ProblemType.INVALID_PARAMETER,
                    List.of(FieldError.parameter(
                            "limit", "out-of-range", "Phải từ 1 đến 100.", "Must be between 1 and 100.")));
        }
        return new PageRequest(cursor == null ? START : Cursor.decode(cursor), rows);
    }

    /** Rows to ask the database for: one more than shown, to know whether there is a next part. */
    public int fetch() {
        return limit + 1;
    }
}
