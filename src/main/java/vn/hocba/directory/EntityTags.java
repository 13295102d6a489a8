package vn.hocba.directory;

import org.jspecify.annotations.Nullable;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/** Versions as strong entity tags (RFC 9110, section 8.8.3). */
public final class EntityTags {

    private static final int NEVER_A_VERSION = -1;

    private EntityTags() {}

    /** The {@code ETag} of a version. */
    public static String of(int version) {
        return "\"" + version + "\"";
    }

    /**
     * The version that an {@code If-Match} header names; one that no row has if it names none of ours.
     *
     * @throws ProblemException {@link ProblemType#PRECONDITION_REQUIRED} without the header
     */
    public static int expectedVersion(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(ProblemType.PRECONDITION_REQUIRED);
        }
        String tag = ifMatch.strip();
        return tag.matches("\"[0-9]{1,9}\"") ? Integer.parseInt(tag.substring(1, tag.length() - 1)) : NEVER_A_VERSION;
    }
}
