package vn.hocba.augmentation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import vn.hocba.xades.SignatureLevel;

/** {@code hocba.levels}: which level each slot's signatures get, and how they are worked on. */
@ConfigMapping(prefix = "hocba.levels")
public interface LevelsConfiguration {

    /** Level of homeroom teachers' signatures; it must be there before the principal's is prepared. */
    @WithDefault("baseline-t")
    SignatureLevel homeroomTeacher();

    /** Level of principals' signatures. */
    @WithDefault("baseline-lta")
    SignatureLevel principal();

    /** Level of the schools' seals. */
    @WithDefault("baseline-lta")
    SignatureLevel schoolSeal();

    /** How long the principal waits at most for the level of the teacher's signature, where going on at B is the policy. */
    @WithDefault("PT24H")
    Duration deadline();

    /** What happens past the deadline. */
    @WithDefault("wait")
    PastDeadline pastDeadline();

    /** The same for single schools, by school code. */
    Map<String, PastDeadline> pastDeadlineOf();

    /** Signatures that this replica works on at once. */
    @WithDefault("4")
    int concurrency();

    /** How often due work is looked for. */
    @WithDefault("PT0.5S")
    Duration poll();

    /** How long a replica owns a piece of work without renewing; after a crash, others take over when it has run out. */
    @WithDefault("PT30S")
    Duration lease();

    /** Wait after a first failure; it doubles with each further one. */
    @WithDefault("PT2S")
    Duration firstRetry();

    /** Longest wait between two tries. */
    @WithDefault("PT10M")
    Duration longestRetry();

    /** Renewal of archive timestamps. */
    Renewals renewal();

    /** What to do when the teacher's signature has no timestamp in time. */
    enum PastDeadline {
        /** The principal goes on waiting. */
        WAIT,
        /** The principal may sign; the teacher's signature may stay at B, and the history says so. */
        GO_ON_AT_B
    }

    /** {@code hocba.levels.renewal}. */
    interface Renewals {

        /** How long before its end an archive timestamp is renewed. */
        @WithDefault("P180D")
        Duration window();

        /** How old an archive timestamp is at least when it is renewed, whatever its end is. */
        @WithDefault("P30D")
        Duration rest();

        /** How often signatures to renew are looked for. */
        @WithDefault("PT1M")
        Duration every();

        /** Most signatures under renewal at once; with {@link #every}, the limit of the rate. */
        @WithDefault("100")
        int batch();
    }
}
