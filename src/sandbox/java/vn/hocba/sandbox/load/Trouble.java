package vn.hocba.sandbox.load;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import vn.hocba.sandbox.signing.Consent;

/** What may happen next: something that the signing service does to one credential, or that befalls our own machines. */
sealed interface Trouble {

    /** A word for the tally. */
    String name();

    /** A fault of the signing service, as its control API takes it; for the next calls with one credential. */
    record Service(String name, Map<String, Object> fault) implements Trouble {}

    /** A change of a person's credential until the person's request has stopped, as the control API takes it. */
    record Person(String name, Map<String, Object> credential) implements Trouble {}

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

    String SIGN = "signatures/signHash";
    String AUTHORISE = "credentials/authorize";
    String APPROVAL = "credentials/authorizeCheck";
    String EXTEND = "credentials/extendTransaction";
    String RESULT = "signatures/signPolling";

    /** Longer than the API waits for an answer. */
    int TOO_LATE = 2_500;

    private static Service service(String operation, String kind) {
        return new Service(operation + " " + kind, Map.of("operation", operation, "kind", kind));
    }

    private static Service delay(String operation, int millis) {
        return new Service(
                operation + (millis >= TOO_LATE ? " too late" : " late"),
                Map.of("operation", operation, "kind", "delay", "ms", millis));
    }

    private static Service busy(String operation, int status, int times) {
        return new Service(
                operation + " " + status + (times > 1 ? " storm" : ""),
                Map.of(
                        "operation",
                        operation,
                        "kind",
                        "status",
                        "status",
                        status,
                        "error",
                        "temporarily_unavailable",
                        "retryAfter",
                        1,
                        "times",
                        times));
    }

    /** All that a signing service can do wrong, about as often each. */
    List<Trouble> OF_SERVICE_AND_PEOPLE = List.of(
            service(SIGN, "drop-before"),
            service(SIGN, "drop-after"),
            service(SIGN, "malformed"),
            service(SIGN, "short"),
            service(SIGN, "surplus"),
            service(SIGN, "wrong-signature"),
            service(SIGN, "foreign-signature"),
            service(SIGN, "shuffled"),
            service(SIGN, "duplicate"),
            service(SIGN, "drip"),
            service(SIGN, "half-open"),
            delay(SIGN, 300),
            delay(SIGN, TOO_LATE),
            busy(SIGN, 503, 1),
            busy(SIGN, 429, 3),
            busy(SIGN, 500, 1),
            service(AUTHORISE, "drop-before"),
            service(AUTHORISE, "drop-after"),
            service(AUTHORISE, "malformed"),
            service(AUTHORISE, "half-open"),
            delay(AUTHORISE, 300),
            busy(AUTHORISE, 503, 2),
            busy(AUTHORISE, 429, 1),
            service(APPROVAL, "drop-after"),
            delay(APPROVAL, TOO_LATE),
            busy(APPROVAL, 503, 2),
            service(EXTEND, "drop-before"),
            service(EXTEND, "drop-after"),
            busy(EXTEND, 503, 1),
            service(RESULT, "drop-after"),
            new Service(
                    RESULT + " 202 again and again",
                    Map.of(
                            "operation",
                            RESULT,
                            "kind",
                            "status",
                            "status",
                            202,
                            "error",
                            "accepted_request",
                            "times",
                            5)),
            busy(RESULT, 429, 2),
            busy("credentials/info", 503, 1),
            service("credentials/info", "drop-after"),
            new Person("the person refuses", Map.of("approve", "refuse")),
            new Person("the person does not answer", Map.of("approve", "ignore", "approvalSeconds", 1)),
            new Person("the consent runs out", Map.of("sadSeconds", 1)),
            new Person("the certificate is suspended", Map.of("status", "suspended")),
            new Person("another PIN, until it is locked", Map.of("pin", "000000")));

    /** The next of a seeded row of troubles: one in twelve is our own machines'. */
    static Trouble next(RandomGenerator random, int replicas, Consent consent) {
        int dice = random.nextInt(36);
        if (dice < 2) {
            return new Kill(random.nextInt(replicas));
        }
        if (dice < 3) {
            return new Crash();
        }
        List<Trouble> possible = OF_SERVICE_AND_PEOPLE.stream()
                .filter(trouble -> canBefall(trouble, consent))
                .toList();
        return possible.get(random.nextInt(possible.size()));
    }

    /** Who consents with a PIN is asked nothing on the phone, and the other gives none. */
    private static boolean canBefall(Trouble trouble, Consent consent) {
        boolean phone = consent == Consent.PHONE;
        return switch (trouble) {
            case Service service -> phone || !APPROVAL.equals(service.fault().get("operation"));
            case Person person -> !person.credential().containsKey(phone ? "pin" : "approve");
            case Kill _, Crash _ -> true;
        };
    }
}
