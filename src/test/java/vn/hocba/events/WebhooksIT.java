package vn.hocba.events;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.SampleClass;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestSchool;
import vn.hocba.testing.TestTls;
import vn.hocba.testing.WebhookReceiver;
import vn.hocba.testing.WebhookReceiver.Message;

/** Events on their way to receivers of this machine. */
class WebhooksIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();
    private static final int PUPILS = 6;

    private static TestSchool school;
    private static List<String> transcripts;
    private static int signed;

    @BeforeAll
    static void lockAClass() {
        school = API.createSchool();
        JsonNode imported = teacher()
                .post(
                        "/v1/classes/" + school.classId() + "/transcripts/import",
                        Map.of("items", SampleClass.items(PUPILS)))
                .expect(200)
                .json()
                .path("items");
        transcripts = StreamSupport.stream(imported.spliterator(), false)
                .map(item -> item.path("id").asText())
                .toList();
        teacher()
                .post("/v1/transcripts/lock", Map.of("classId", school.classId()))
                .expect(200);
    }

    @AfterEach
    void tellNobodyAnyMore() {
        administrator()
                .get(school.path("webhooks"))
                .expect(200)
                .json()
                .forEach(webhook -> administrator()
                        .delete(school.path("webhooks", webhook.path("id").asText()))
                        .expect(204));
    }

    @Test
    void deliversEachEventUntilItIsTakenSignedAndUnderOneId() {
        Set<String> refusedOnce = ConcurrentHashMap.newKeySet();
        try (WebhookReceiver receiver =
                WebhookReceiver.answering(message -> refusedOnce.add(message.header("webhook-id")) ? 500 : 204)) {
            JsonNode webhook = register(receiver, "transcript.signed", "signing-request.completed");
            String request = sign();

            List<Message> messages = eventually(receiver::messages, all -> all.size() >= 4);
            assertThat(messages.stream().map(Message::type).distinct())
                    .containsExactlyInAnyOrder("transcript.signed", "signing-request.completed");
            Map<String, List<Message>> byId =
                    messages.stream().collect(Collectors.groupingBy(message -> message.header("webhook-id")));
            assertThat(byId)
                    .hasSize(2)
                    .allSatisfy((id, attempts) -> assertThat(
                                    attempts.stream().map(Message::body).distinct())
                            .as("attempts of %s have one body", id)
                            .hasSize(1));
            assertThat(messages).allSatisfy(message -> {
                assertThat(message.header("webhook-signature"))
                        .isEqualTo(signature(webhook.path("secret").asText(), message));
                assertThat(message.json().path("schoolId").asText()).isEqualTo(school.id());
                assertThat(message.json().at("/data/signingRequestId").asText()).isEqualTo(request);
                assertThat(message.body()).doesNotContain("Nguyễn");
            });

            List<JsonNode> deliveries = eventually(
                    () -> deliveries(webhook),
                    all -> all.stream()
                            .allMatch(one -> one.path("state").asText().equals("DELIVERED")));
            assertThat(deliveries).hasSize(2).allSatisfy(delivery -> {
                assertThat(delivery.path("attempts").asInt()).isEqualTo(2);
                assertThat(byId).containsKey(delivery.path("eventId").asText());
            });

            JsonNode again = deliveries.getFirst();
            administrator()
                    .post(path(webhook, "deliveries", again.path("id").asText(), "resend"), null)
                    .expect(202);
            Message repeated =
                    eventually(receiver::messages, all -> all.size() == 5).getLast();
            assertThat(repeated.header("webhook-id"))
                    .isEqualTo(again.path("eventId").asText());
        }
    }

    @Test
    void oneThatIsSlowOrSendsElsewhereHoldsUpNobody() {
        CountDownLatch enough = new CountDownLatch(1);
        try (WebhookReceiver slow = WebhookReceiver.answering(message -> WebhookReceiver.takeAfter(enough));
                WebhookReceiver elsewhere = WebhookReceiver.answering(message -> 302);
                WebhookReceiver quick = WebhookReceiver.answering(message -> 200)) {
            register(slow);
            JsonNode moved = register(elsewhere);
            register(quick);
            sign();

            assertThat(eventually(quick::messages, all -> all.size() == 2))
                    .extracting(Message::type)
                    .containsExactlyInAnyOrder("transcript.signed", "signing-request.completed");
            JsonNode failed = eventually(
                    () -> deliveries(moved).getLast(),
                    one -> one.path("attempts").asInt() > 0);
            assertThat(failed.path("state").asText()).isEqualTo("WAITING");
            assertThat(failed.path("lastFailure").asText()).isEqualTo("STATUS");
            assertThat(failed.path("lastStatus").asInt()).isEqualTo(302);
            assertThat(elsewhere.messages()).extracting(Message::path).containsOnly("/hook");
            enough.countDown();
        }
    }

    @Test
    void oneWhoseSecretCannotBeReadHoldsUpNobody() throws SQLException {
        try (WebhookReceiver unreadable = WebhookReceiver.answering(message -> 204);
                WebhookReceiver other = WebhookReceiver.answering(message -> 204)) {
            JsonNode waiting = register(unreadable);
            register(other);
            spoilSecret(waiting);
            sign();

            assertThat(eventually(other::messages, all -> all.size() == 2)).isNotEmpty();
            assertThat(deliveries(waiting))
                    .hasSize(2)
                    .allSatisfy(delivery ->
                            assertThat(delivery.path("state").asText()).isEqualTo("WAITING"));
            assertThat(unreadable.messages()).isEmpty();
        }
    }

    private static void spoilSecret(JsonNode webhook) throws SQLException {
        try (Connection connection = API.database();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE webhook_endpoint SET secret_sealed = set_byte(secret_sealed, 20, 255 - get_byte(secret_sealed, 20))"
                            + " WHERE id = '" + webhook.path("id").asText() + "'");
        }
    }

    /** The first message stays on its way while the second is declined: its arrival does not end the rest. */
    @Test
    void oneThatAsksToBeLeftAloneIsSentNothingUntilThen() {
        CountDownLatch declined = new CountDownLatch(1);
        AtomicReference<String> first = new AtomicReference<>();
        try (WebhookReceiver busy = WebhookReceiver.answering(message ->
                first.compareAndSet(null, message.header("webhook-id")) ? WebhookReceiver.takeAfter(declined) : 429)) {
            JsonNode webhook = register(busy, "transcript.signed", "signing-request.completed");
            sign();

            JsonNode resting = eventually(() -> view(webhook), WebhooksIT::restsForAnHour);
            declined.countDown();
            eventually(
                    () -> deliveries(webhook),
                    all -> all.stream()
                            .anyMatch(one -> one.path("eventId").asText().equals(first.get())
                                    && one.path("attempts").asInt() > 0));
            assertThat(view(webhook).path("restsUntil")).isEqualTo(resting.path("restsUntil"));
        }
    }

    private static boolean restsForAnHour(JsonNode webhook) {
        return webhook.has("restsUntil")
                && Instant.parse(webhook.path("restsUntil").asText())
                        .isAfter(Instant.parse(webhook.path("createdAt").asText())
                                .plus(WebhookReceiver.RETRY_AFTER));
    }

    @Test
    void byTlsOnlyWhoHasATrustedCertificateForItsNameIsTold() {
        try (WebhookReceiver known = WebhookReceiver.byTls(TestTls.AUTHORITY, "127.0.0.1");
                WebhookReceiver misnamed = WebhookReceiver.byTls(TestTls.AUTHORITY, "receiver.example.vn");
                WebhookReceiver untrusted = WebhookReceiver.byTls(new TestCa(), "127.0.0.1")) {
            JsonNode told = register(known);
            List<JsonNode> others = List.of(register(misnamed), register(untrusted));
            sign();

            assertThat(eventually(
                            () -> deliveries(told),
                            all -> all.size() == 2
                                    && all.stream()
                                            .allMatch(one ->
                                                    one.path("state").asText().equals("DELIVERED"))))
                    .isNotEmpty();
            for (JsonNode webhook : others) {
                eventually(
                        () -> deliveries(webhook).getLast(),
                        one -> one.path("lastFailure").asText().equals("NOT_TRUSTED"));
            }
            assertThat(known.messages()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(misnamed.messages()).isEmpty();
            assertThat(untrusted.messages()).isEmpty();
        }
    }

    @Test
    void bothSecretsSignAfterARotationAndNeitherIsStoredInTheClear() throws SQLException {
        try (WebhookReceiver receiver = WebhookReceiver.answering(message -> 204)) {
            ApiClient keyed = administrator().withKey("rotation-" + school.id());
            Map<String, Object> body =
                    Map.of("url", receiver.url("/hook"), "events", List.of("signing-request.cancelled"));
            Answer first = keyed.post(school.path("webhooks"), body).expect(201);
            Answer replay = keyed.post(school.path("webhooks"), body).expect(201);
            assertThat(replay.text()).isEqualTo(first.text());
            assertThat(replay.header("Idempotency-Replayed")).isEqualTo("true");
            String old = first.at("/secret");
            JsonNode webhook = first.json().path("webhook");
            String fresh = administrator()
                    .post(path(webhook, "secret"), null)
                    .expect(200)
                    .at("/secret");
            cancelARequest();

            Message message =
                    eventually(receiver::messages, all -> !all.isEmpty()).getFirst();
            assertThat(message.header("webhook-signature").split(" "))
                    .containsExactly(signature(fresh, message), signature(old, message));
            assertThat(storedText()).doesNotContain(old.substring(6)).doesNotContain("whsec_");
        }
    }

    @Test
    void aSchoolHasFiveAtMostAndOnlyAddressesThatMayBeCalled() {
        try (WebhookReceiver receiver = WebhookReceiver.answering(message -> 204)) {
            administrator()
                    .post(school.path("webhooks"), Map.of("url", "http://10.0.0.1/hook"))
                    .expectProblem(422, "validation-failed");
            administrator()
                    .post(school.path("webhooks"), Map.of("url", receiver.url("/"), "events", List.of("no.such")))
                    .expect(400);
            for (int i = 0; i < 5; i++) {
                register(receiver);
            }
            administrator()
                    .post(school.path("webhooks"), Map.of("url", receiver.url("/hook")))
                    .expectProblem(409, "conflict");
        }
    }

    private static JsonNode register(WebhookReceiver receiver, String... events) {
        JsonNode made = administrator()
                .post(school.path("webhooks"), Map.of("url", receiver.url("/hook"), "events", events))
                .expect(201)
                .json();
        ((ObjectNode) made).set("id", made.at("/webhook/id"));
        return made;
    }

    /** The teacher signs one more transcript; id of the request. */
    private static String sign() {
        String request = open(transcripts.get(signed++));
        teacher().get("/v1/signing-requests/" + request + "/events").expect(200);
        return request;
    }

    private static void cancelARequest() {
        String transcript = transcripts.getLast();
        API.sandbox()
                .client()
                .post("/control/credentials/" + school.teacher().credentialId(), Map.of("approve", "ignore"))
                .expect(200);
        teacher()
                .post("/v1/signing-requests/" + open(transcript) + "/cancel", null)
                .expect(200);
        API.sandbox()
                .client()
                .post("/control/credentials/" + school.teacher().credentialId(), Map.of("approve", "auto"))
                .expect(200);
    }

    private static String open(String transcript) {
        return teacher()
                .post("/v1/signing-requests", Map.of("slot", "HOMEROOM_TEACHER", "transcriptIds", List.of(transcript)))
                .expect(202)
                .at("/id");
    }

    private static List<JsonNode> deliveries(JsonNode webhook) {
        return StreamSupport.stream(
                        administrator()
                                .get(path(webhook, "deliveries"))
                                .expect(200)
                                .json()
                                .path("items")
                                .spliterator(),
                        false)
                .toList();
    }

    private static JsonNode view(JsonNode webhook) {
        return administrator()
                .get(school.path("webhooks", webhook.path("id").asText()))
                .expect(200)
                .json();
    }

    private static String path(JsonNode webhook, String... below) {
        return school.path("webhooks", webhook.path("id").asText()) + "/" + String.join("/", below);
    }

    /** What a receiver computes, from the published description. */
    private static String signature(String secret, Message message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            String signed =
                    message.header("webhook-id") + "." + message.header("webhook-timestamp") + "." + message.body();
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String storedText() throws SQLException {
        try (Connection connection = API.database();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT string_agg(t::text, '') FROM (SELECT body FROM idempotent_response"
                                + " UNION ALL SELECT encode(secret_sealed, 'base64') FROM webhook_endpoint) t")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static ApiClient teacher() {
        return school.as(school.teacher());
    }

    private static ApiClient administrator() {
        return school.as(school.administrator());
    }
}
