package vn.hocba.sandbox.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** What may happen next: something that the signing service does to one credential, or that befalls our own machines. */
sealed interface Trouble {

    /** A word for the tally. */
    String name();

    /**
     * A fault of the signing service, for the next calls with one credential.
     *
     * @param fault as the control API takes it
     */
    record Service(Dialect dialect, String what, Map<String, Object> fault) implements Trouble {
        @Override
        public String name() {
            return dialect.provider() + " " + what;
        }
    }

    /** A change of a person's credential until the person's request has stopped, as the control API takes it. */
    record Person(String name, Map<String, Object> credential) implements Trouble {}

    /** The signing services know no login of ours any more. */
    record Logins() implements Trouble {
        @Override
        public String name() {
            return "logins are over";
        }
    }

    /** An API process is killed. */
    record Kill(int replica) implements Trouble {
        @Override
        public String name() {
            return "kill -9 of API process " + (replica + 1);
        }
    }

    /** The database crashes and recovers. */
    record Crash() implements Trouble {
        @Override
        public String name() {
            return "crash of the database";
        }
    }

    /** Longer than the API waits for an answer. */
    int TOO_LATE = 2_500;

    /** The next of a seeded row of troubles: one in twelve is our own machines'. */
    static Trouble next(RandomGenerator random, int replicas, Way way) {
        int dice = random.nextInt(36);
        if (dice < 2) {
            return new Kill(random.nextInt(replicas));
        }
        if (dice < 3) {
            return new Crash();
        }
        List<Trouble> possible = ofServiceAndPerson(way);
        // one draw whatever their number: who signs when is chance, and the row is to go on as it would
        return possible.get((int) (random.nextDouble() * possible.size()));
    }

    /** All that can go wrong for who signs in this way, about as often each. */
    private static List<Trouble> ofServiceAndPerson(Way way) {
        List<Trouble> troubles = new ArrayList<>();
        Stream.of(Dialect.Call.values())
                .filter(call -> way.onPhone() || call != Dialect.Call.APPROVAL)
                .forEach(call -> {
                    String operation = way.dialect().operations().get(call);
                    if (operation != null) {
                        troubles.addAll(new Calls(way.dialect(), operation).troubles(call));
                    }
                });
        if (way.onPhone()) {
            troubles.add(new Person("the person refuses", Map.of("approve", "refuse")));
            troubles.add(new Person("the person does not answer", Map.of("approve", "ignore", "approvalSeconds", 1)));
        } else {
            troubles.add(new Person("another PIN, until it is locked", Map.of("pin", "000000")));
        }
        if (way.dialect().takesSeveralOrders()) {
            troubles.add(new Person("the consent runs out", Map.of("sadSeconds", 1)));
        }
        troubles.add(new Person("the certificate is suspended", Map.of("status", "suspended")));
        troubles.add(new Logins());
        return troubles;
    }

    /** What can go wrong at one operation. */
    record Calls(Dialect dialect, String operation) {

        List<Trouble> troubles(Dialect.Call call) {
            return switch (call) {
                case DESCRIBE -> List.of(busy(503, 1), plain("drop-after"));
                case ASK ->
                    List.of(
                            plain("drop-before"),
                            plain("drop-after"),
                            plain("malformed"),
                            plain("half-open"),
                            delay(300),
                            busy(503, 2),
                            busy(429, 1));
                case CONFIRM ->
                    List.of(
                            plain("drop-before"),
                            plain("drop-after"),
                            plain("malformed"),
                            delay(TOO_LATE),
                            busy(503, 1));
                case APPROVAL -> List.of(plain("drop-after"), delay(TOO_LATE), busy(503, 2));
                case SIGN ->
                    List.of(
                            plain("drop-before"),
                            plain("drop-after"),
                            plain("malformed"),
                            plain("short"),
                            plain("surplus"),
                            plain("wrong-signature"),
                            plain("foreign-signature"),
                            plain("shuffled"),
                            plain("duplicate"),
                            plain("drip"),
                            plain("half-open"),
                            delay(300),
                            delay(TOO_LATE),
                            busy(503, 1),
                            busy(429, 3),
                            busy(500, 1));
                case RESULT ->
                    dialect == Dialect.CSC_V2
                            ? List.of(plain("drop-after"), busy(429, 2), pending())
                            : List.of(plain("drop-after"), busy(429, 2));
                case EXTEND -> List.of(plain("drop-before"), plain("drop-after"), busy(503, 1));
            };
        }

        private Service plain(String kind) {
            return service(kind, Map.of("operation", operation, "kind", kind));
        }

        private Service delay(int millis) {
            return service(
                    millis >= TOO_LATE ? "too late" : "late",
                    Map.of("operation", operation, "kind", "delay", "ms", millis));
        }

        private Service busy(int status, int times) {
            return status(status + (times > 1 ? " storm" : ""), status, "temporarily_unavailable", times);
        }

        private Service pending() {
            return status("202 again and again", 202, "accepted_request", 5);
        }

        private Service status(String word, int status, String error, int times) {
            return service(
                    word,
                    Map.of(
                            "operation",
                            operation,
                            "kind",
                            "status",
                            "status",
                            status,
                            "error",
                            error,
                            "retryAfter",
                            1,
                            "times",
                            times));
        }

        private Service service(String word, Map<String, Object> fault) {
            String called = operation.startsWith(dialect.provider() + "/")
                    ? operation.substring(dialect.provider().length() + 1)
                    : operation;
            return new Service(dialect, called + " " + word, fault);
        }
    }
}
