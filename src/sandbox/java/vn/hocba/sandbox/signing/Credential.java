package vn.hocba.sandbox.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.hocba.sandbox.people.Person;
import vn.hocba.sandbox.signing.SigningRefused.Reason;

/** A key in the service's custody with its certificate and holder. Factors lock after {@value #TRIES} wrong tries. */
public final class Credential {

    static final int TRIES = 5;

    /** The ids of the factors, the same on every wire. */
    public static final String PIN = "PIN";

    public static final String OTP = "OTP";

    private final String id;
    private final Person holder;
    private final KeyAlgorithm algorithm;
    private final Supplier<KeyMaterial> keyGeneration;
    private final Map<String, Integer> wrongTries = new HashMap<>();
    private CredentialSettings settings;
    private @Nullable KeyMaterial material;

    /** A private key and the certificates over it, the signer's first. */
    record KeyMaterial(PrivateKey key, List<X509Certificate> chain) {
        KeyMaterial {
            chain = List.copyOf(chain);
        }

        @Override
        public String toString() {
            return "KeyMaterial[" + chain.getFirst().getSubjectX500Principal() + "]";
        }
    }

    /**
     * A credential.
     *
     * @param keyGeneration asked once, when the key is first needed: most sample people never sign
     */
    Credential(
            String id,
            Person holder,
            KeyAlgorithm algorithm,
            Supplier<KeyMaterial> keyGeneration,
            CredentialSettings settings) {
        this.id = id;
        this.holder = holder;
        this.algorithm = algorithm;
        this.keyGeneration = keyGeneration;
        this.settings = settings;
    }

    public String id() {
        return id;
    }

    public Person holder() {
        return holder;
    }

    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** The signer's certificate first. */
    public List<X509Certificate> chain() {
        return material().chain();
    }

    PrivateKey key() {
        return material().key();
    }

    private synchronized KeyMaterial material() {
        if (material == null) {
            material = keyGeneration.get();
        }
        return material;
    }

    public synchronized CredentialSettings settings() {
        return settings;
    }

    public synchronized void change(UnaryOperator<CredentialSettings> change) {
        settings = change.apply(settings);
    }

    /** Forgets wrong tries. */
    public synchronized void unlock() {
        wrongTries.clear();
    }

    /** The factors that have to be given with the request; none where the person decides on the phone or on the page. */
    public List<String> factors() {
        return switch (settings().consent()) {
            case PIN -> List.of(PIN);
            case PIN_AND_OTP -> List.of(PIN, OTP);
            case OTP, OTP_BY_EMAIL -> List.of(OTP);
            case PHONE, PAGE -> List.of();
        };
    }

    /** Whether wrong tries have locked the factor. */
    public synchronized boolean isLocked(String factor) {
        return wrongTries.getOrDefault(factor, 0) >= TRIES;
    }

    /** Refuses unless every factor is right. All are looked at; the refusal names the first that is wrong or locked. */
    synchronized void check(Map<String, String> given) {
        factors().stream().filter(this::isLocked).findFirst().ifPresent(locked -> {
            throw new SigningRefused(Reason.FACTOR_LOCKED, locked);
        });
        List<String> wrong = factors().stream()
                .filter(factor ->
                        !same(given.getOrDefault(factor, ""), factor.equals(PIN) ? settings.pin() : settings.otp()))
                .toList();
        factors().forEach(factor -> {
            if (wrong.contains(factor)) {
                wrongTries.merge(factor, 1, Integer::sum);
            } else {
                wrongTries.remove(factor);
            }
        });
        if (!wrong.isEmpty()) {
            throw new SigningRefused(Reason.WRONG_FACTOR, wrong.getFirst());
        }
    }

    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
