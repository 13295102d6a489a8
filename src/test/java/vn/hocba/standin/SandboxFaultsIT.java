package vn.hocba.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.hocba.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;
import vn.hocba.testing.Phone;

/** Every kind of fault that can be ordered, and what the service had done when it happened. */
class SandboxFaultsIT {

    private final CscCaller caller = CscCaller.with("P-256", "PIN");
    private final List<String> hashes = caller.hashes(3);
    private final String sad = caller.sad(hashes);

    private Answer sign() {
        return caller.sign(sad, hashes, CscCaller.ECDSA);
    }

    private void order(String kind) {
        caller.fault(Map.of("operation", "signatures/signHash", "kind", kind));
    }

    private int made() {
        return caller.counters().path("signaturesByHash").size();
    }

    @Test
    void answersWithAStatusInsteadOfSigningAsOftenAsOrdered() {
        caller.fault(Map.of(
                "operation", "signHash",
                "kind", "status",
                "status", 429,
                "error", "temporarily_unavailable",
                "retryAfter", "7",
                "times", 2));

        Answer first = sign();
        assertThat(first.status()).isEqualTo(429);
        assertThat(first.header("Retry-After")).isEqualTo("7");
        assertThat(first.at("/error")).isEqualTo("temporarily_unavailable");
        assertThat(sign().status()).isEqualTo(429);
        assertThat(made()).isZero();
        assertThat(caller.verify(CscCaller.signatures(sign().expect(200)))).isTrue();
    }

    @Test
    void breaksOffTheJson() {
        order("malformed");

        Answer answer = sign();

        assertThat(answer.status()).isEqualTo(200);
        assertThatThrownBy(answer::json).isInstanceOf(AssertionError.class);
        assertThat(made()).isEqualTo(3);
    }

    @Test
    void leavesASignatureOut() {
        order("short");

        assertThat(CscCaller.signatures(sign())).hasSize(2);
        assertThat(made()).isEqualTo(3);
    }

    @Test
    void tellsWhichFaultsHaveStruckHoweverOften() {
        String struck = "storm over " + caller.credential;
        String spared = "spared " + caller.credential;
        caller.fault(Map.of("name", struck, "operation", "signHash", "kind", "status", "times", 2));
        sign().expect(503);
        sign().expect(503);
        caller.fault(Map.of("name", spared, "operation", "signHash", "kind", "short"));
        caller.sign("not-the-" + sad, hashes, CscCaller.ECDSA).expect(400);

        assertThat(faults().at("/struck/" + struck).asInt()).isEqualTo(1);
        assertThat(faults().at("/struck/" + spared).asInt()).isZero();
        assertThat(CscCaller.signatures(sign())).hasSize(2);
        assertThat(faults().at("/struck/" + spared).asInt()).isEqualTo(1);
    }

    @Test
    void anOnlySignatureIsInNoWrongPlace() {
        String only = "shuffled " + caller.credential;
        caller.fault(Map.of("name", only, "operation", "signHash", "kind", "shuffled"));
        List<String> one = hashes.subList(0, 1);
        caller.sign(caller.sad(one), one, CscCaller.ECDSA).expect(200);
        assertThat(faults().at("/struck/" + only).asInt()).isZero();

        assertThat(caller.verify(CscCaller.signatures(sign()))).isFalse();
        assertThat(faults().at("/struck/" + only).asInt()).isEqualTo(1);
    }

    @Test
    void waitsForAnAnswerThatCanBeSpoilt() {
        order("short");
        order("malformed");
        caller.sign("not-the-" + sad, hashes, CscCaller.ECDSA).expect(400);

        assertThat(CscCaller.signatures(sign())).hasSize(2);
    }

    @Test
    void addsASignature() {
        order("surplus");

        assertThat(CscCaller.signatures(sign())).hasSize(4);
    }

    @Test
    void spoilsASignature() {
        order("wrong-signature");

        List<String> signatures = CscCaller.signatures(sign());

        assertThat(signatures).hasSize(3);
        assertThat(caller.verify(signatures)).isFalse();
    }

    @Test
    void signsWithAnothersKey() {
        order("foreign-signature");

        List<String> signatures = CscCaller.signatures(sign());

        assertThat(signatures).hasSize(3);
        assertThat(caller.verify(signatures)).isFalse();
        assertThat(made()).isEqualTo(3);
    }

    @Test
    void changesTheOrder() {
        order("shuffled");

        List<String> signatures = CscCaller.signatures(sign());

        assertThat(caller.verify(signatures)).isFalse();
        assertThat(caller.verify(List.of(signatures.get(2), signatures.get(0), signatures.get(1))))
                .isTrue();
    }

    @Test
    void repeatsASignature() {
        order("duplicate");

        List<String> signatures = CscCaller.signatures(sign());

        assertThat(signatures).hasSize(3);
        assertThat(signatures.get(0)).isEqualTo(signatures.get(1));
    }

    @Test
    void dropsTheConnectionBeforeAnythingIsDone() {
        order("drop-before");

        assertThatThrownBy(this::sign).isInstanceOf(UncheckedIOException.class);
        assertThat(made()).isZero();
        assertThat(sign().status()).isEqualTo(200);
    }

    @Test
    void losesTheAnswerAfterSigning() {
        order("drop-after");

        assertThatThrownBy(this::sign).isInstanceOf(UncheckedIOException.class);
        assertThat(made()).isEqualTo(3);
        assertThat(sign().at("/error_description")).isEqualTo("Invalid parameter SAD");
    }

    @Test
    void delaysAnAnswer() {
        caller.fault(Map.of("operation", "signatures/signHash", "kind", "delay", "ms", 50));

        assertThat(caller.verify(CscCaller.signatures(sign().expect(200)))).isTrue();
    }

    @Test
    void holdsACallUntilAllFaultsAreForgotten() {
        order("hold");
        CompletableFuture<Answer> held = CompletableFuture.supplyAsync(this::sign, Thread::startVirtualThread);
        eventually(this::held, count -> count == 1);

        assertThat(made()).isZero();
        caller.sandbox.client().send("DELETE", "/control/faults", null).expect(204);

        assertThat(caller.verify(CscCaller.signatures(held.join().expect(200)))).isTrue();
        assertThat(held()).isZero();
    }

    /** The call is under way with a fault that finds nothing to spoil in its answer: a refusal. */
    @Test
    void aFaultThatWasForgottenDuringItsCallDoesNotStrikeTheNext() {
        CscCaller asked = CscCaller.with("P-256", "PHONE");
        asked.fault(Map.of("operation", "csc-v1/credentials/authorize", "kind", "malformed"));
        Phone phone = Phone.of(asked.sandbox, asked.account);
        CompletableFuture<Answer> first =
                CompletableFuture.supplyAsync(() -> authorizeByPhone(asked), Thread::startVirtualThread);
        phone.awaitQuestion();

        asked.sandbox.client().send("DELETE", "/control/faults", null).expect(204);
        phone.refuse();
        assertThat(first.join().at("/error")).isEqualTo("access_denied");

        asked.change(Map.of("approve", "auto"));
        assertThat(authorizeByPhone(asked).expect(200).at("/SAD")).isNotEmpty();
    }

    /** By the first version of the protocol, where the call is held open until the person has decided. */
    private static Answer authorizeByPhone(CscCaller caller) {
        return caller.callV1(
                "credentials/authorize",
                Map.of("credentialID", caller.credential, "numSignatures", 1, "hash", caller.hashes(1)));
    }

    private int held() {
        return faults().path("held").asInt();
    }

    private JsonNode faults() {
        return caller.sandbox.client().get("/control/faults").expect(200).json();
    }

    @Test
    void refusesFaultsThatItDoesNotKnow() {
        assertThat(caller.sandbox
                        .client()
                        .post("/control/faults", Map.of("operation", "signHash", "kind", "earthquake"))
                        .status())
                .isEqualTo(400);
        assertThat(caller.sandbox
                        .client()
                        .post("/control/faults", Map.of("operation", "signHash", "typo", "status"))
                        .status())
                .isEqualTo(400);
    }
}
