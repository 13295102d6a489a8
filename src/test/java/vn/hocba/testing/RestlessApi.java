package vn.hocba.testing;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
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

    /** Another one, of the RSSP kind, which is asked every ten minutes. */
    public static final String PATIENT_RSSP = "patient-rssp";

    /** Dialects that call back at one address for all orders, each a provider {@code patient-<dialect>} that is asked every ten minutes. */
    public static final List<String> FIXED_CALLBACKS = List.of("smartca", "mysign");

    /** The end of the address at which that provider calls back. */
    public static String callbackSecret(String dialect) {
        return "restless-" + dialect + "-0123456789-abcdefghijkl";
    }

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
        Map<String, String> settings = new HashMap<>(Map.of(
                "hocba.database.port",
                Integer.toString(database.port()),
                "hocba.signing.chunk",
                Integer.toString(CHUNK),
                "hocba.signing.asynchronous-from",
                Integer.toString(ASYNCHRONOUS_FROM),
                // outages are to be longer
                "hocba.signing.lease",
                "3S",
                "hocba.callbacks.base-url",
                "http://127.0.0.1:${quarkus.http.port}",
                "hocba.idempotency.clean-up-every",
                "1s",
                "hocba.idempotency.clean-up-delay",
                "0s"));
        provider(settings, PATIENT_PROVIDER, Map.of("dialect", "csc-v2", "url", sandbox.csc(), "poll-interval", "60S"));
        Map<String, String> rssp = new HashMap<>(ApiUnderTest.rssp(sandbox));
        rssp.putAll(Map.of("dialect", "rssp", "url", sandbox.described("/rssp"), "poll-interval", "600S"));
        provider(settings, PATIENT_RSSP, rssp);
        FIXED_CALLBACKS.forEach(dialect -> provider(
                settings,
                "patient-" + dialect,
                Map.of(
                        "dialect",
                        dialect,
                        "url",
                        sandbox.described("/" + dialect),
                        "profile",
                        "adss:ras:profile:001",
                        "async",
                        "3",
                        "callback-secret",
                        callbackSecret(dialect),
                        "poll-interval",
                        "600S")));
        api = ApiUnderTest.own("restless", settings);
    }

    private static void provider(Map<String, String> settings, String id, Map<String, String> its) {
        String prefix = "hocba.providers." + id + ".";
        settings.put(prefix + "client-id", "hocba");
        settings.put(prefix + "client-secret", "sandbox-secret");
        its.forEach((key, value) -> settings.put(prefix + key, value));
    }

    public static ApiUnderTest get() {
        return Started.INSTANCE.api;
    }

    /** What stands between it and its database. */
    public static PostgresProxy database() {
        return Started.INSTANCE.database;
    }
}
