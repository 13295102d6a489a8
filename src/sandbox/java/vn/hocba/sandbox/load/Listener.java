package vn.hocba.sandbox.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import vn.hocba.sandbox.demo.DemoFailure;
import vn.hocba.sandbox.demo.PublicApi;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.http.LoopbackServer;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.http.Routes;

/**
 * Whom the schools' events are told. Every tenth event is answered as if something were wrong when it first comes, after it was
 * taken: its sender has to come again. Whoever refuses is left alone for a second and more: with every third, that is what most of a
 * short run waited for. Refused at each coming, one of some hundreds would wait for minutes in the end.
 */
final class Listener {

    private static final int PATIENT = 10;

    private final LoopbackServer server;
    private final Map<String, Set<String>> idsOfSignatures = new ConcurrentHashMap<>();
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicInteger fresh = new AtomicInteger();

    private Listener(LoopbackServer server) {
        this.server = server;
    }

    static Listener start() throws IOException {
        Listener listener = new Listener(LoopbackServer.bind(0));
        listener.server.serve(new Routes().on("POST", "/events", listener::take));
        return listener;
    }

    /** Is registered by an administrator of the school. */
    void registerAt(LoadSchool school, String code, Stack stack, Supplier<URI> api) throws DemoFailure {
        PatientApi.as(administrator(stack, code), api, stack.sandbox())
                .post("/v1/schools/" + school.id() + "/webhooks", Map.of("url", server.baseUrl() + "/events"));
    }

    private static String administrator(Stack stack, String code) throws DemoFailure {
        String account = "school_administrator." + code;
        PublicApi.openly(
                stack.control("people"),
                Map.of(
                        "account",
                        account,
                        "name",
                        "Đặng Đăng Khoa",
                        "roles",
                        List.of("school_administrator"),
                        "organisation",
                        code,
                        "organisationName",
                        code,
                        "credentials",
                        List.of()));
        return account;
    }

    private Reply.Answer take(Request request) {
        JsonNode event = Json.parse(request.body()).orElseThrow();
        String id = request.header("webhook-id").orElseThrow();
        messages.incrementAndGet();
        boolean refused = ids.add(id) && fresh.incrementAndGet() % PATIENT == 0;
        if (event.path("type").asText().equals("transcript.signed")) {
            JsonNode data = event.path("data");
            idsOfSignatures
                    .computeIfAbsent(
                            data.path("transcriptId").asText() + " "
                                    + data.path("slot").asText(),
                            signature -> ConcurrentHashMap.newKeySet())
                    .add(id);
        }
        return Reply.json(refused ? 503 : 200, Map.of());
    }

    /** Messages that came, with those that came again. */
    int messages() {
        return messages.get();
    }

    /** Different events among them. */
    int events() {
        return ids.size();
    }

    /** Signatures that were told of. */
    int signatures() {
        return idsOfSignatures.size();
    }

    /** Signatures that were told of as if they were several. */
    long underSeveralIds() {
        return idsOfSignatures.values().stream()
                .filter(known -> known.size() > 1)
                .count();
    }
}
