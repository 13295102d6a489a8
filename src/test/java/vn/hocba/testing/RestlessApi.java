package vn.hocba.testing;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * One more API for tests that need small bounds, cut it off from its database or restart it, and leave it as it was: the
 * second room of the house, for which {@link ApiUnderTest#shared()} is too quiet. Started with the first call, stopped with
 * the JVM.
 */
public final class RestlessApi {

    /** Pupils whose signatures are embedded in one transaction. */
    public static final int CHUNK = 2;

    /** Digests in one order from which the signing service takes its time. */
    public static final int ASYNCHRONOUS_FROM = 5;

    private static final class Started {
        static final RestlessApi INSTANCE = new RestlessApi();
    }

    private final PostgresProxy database;
    private final ApiUnderTest api;

    private RestlessApi() {
        SandboxProcess sandbox = SandboxProcess.shared();
        database = new PostgresProxy(
                new InetSocketAddress(
                        sandbox.described("/postgres/host"), Integer.parseInt(sandbox.described("/postgres/port"))),
                new WireWatch());
        api = ApiUnderTest.own(
                "restless",
                Map.of(
                        "hocba.database.port", Integer.toString(database.port()),
                        "hocba.signing.chunk", Integer.toString(CHUNK),
                        "hocba.signing.asynchronous-from", Integer.toString(ASYNCHRONOUS_FROM),
                        "hocba.idempotency.clean-up-every", "1s",
                        "hocba.idempotency.clean-up-delay", "0s"));
    }

    public static ApiUnderTest get() {
        return Started.INSTANCE.api;
    }

    /** What stands between it and its database. */
    public static PostgresProxy database() {
        return Started.INSTANCE.database;
    }
}
