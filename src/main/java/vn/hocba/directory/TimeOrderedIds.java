package vn.hocba.directory;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.util.UUID;

/** The one source of ids: UUIDv7 (RFC 9562, section 5.7), so that new rows land side by side. Not secrets. */
public final class TimeOrderedIds {

    private static final TimeBasedEpochRandomGenerator GENERATOR = Generators.timeBasedEpochRandomGenerator();

    private TimeOrderedIds() {}

    /** A new id. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
