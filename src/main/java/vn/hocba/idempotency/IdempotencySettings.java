package vn.hocba.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long responses are kept for repetitions. */
@ConfigMapping(prefix = "hocba.idempotency")
interface IdempotencySettings {

    /** Age after which a key may be used for something else. */
    @WithDefault("PT48H")
    Duration retention();

    /** Time between two clean-ups. */
    @WithDefault("10m")
    Duration cleanUpEvery();

    /** Time from the start to the first clean-up. */
    @WithDefault("1m")
    Duration cleanUpDelay();

    /** Rows that one clean-up statement deletes at most. */
    @WithDefault("5000")
    int cleanUpBatch();
}
