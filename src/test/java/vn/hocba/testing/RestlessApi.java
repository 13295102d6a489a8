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

    /** The same signing service for those who ask once a minute, unless they are called back. */
    public static final String PATIENT_PROVIDER = "patient";

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
                Map.ofEntries(
                        Map.entry("hocba.database.port", Integer.toString(database.port())),
                        Map.entry("hocba.signing.chunk", Integer.toString(CHUNK)),
                        Map.entry("hocba.signing.asynchronous-from", Integer.toString(ASYNCHRONOUS_FROM)),
                        Map.entry("hocba.callbacks.base-url", "http://127.0.0.1:${quarkus.http.port}"),
                        Map.entry("hocba.providers." + PATIENT_PROVIDER + ".dialect", "csc-v2"),
                        Map.entry("hocba.providers." + PATIENT_PROVIDER + ".url", sandbox.csc()),
                        Map.entry("hocba.providers." + PATIENT_PROVIDER + ".client-id", "hocba"),
                        Map.entry("hocba.providers." + PATIENT_PROVIDER + ".client-secret", "sandbox-secret"),
                        Map.entry("hocba.providers." + PATIENT_PROVIDER + ".poll-interval", "60S"),
                        Map.entry("hocba.idempotency.clean-up-every", "1s"),
                        Map.entry("hocba.idempotency.clean-up-delay", "0s")));
    }

    public static ApiUnderTest get() {
        return Started.INSTANCE.api;
    }

    /** What stands between it and its database. */
    public static PostgresProxy database() {
        return Started.INSTANCE.database;
    }
}
