package vn.hocba.sandbox.control;

import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.hocba.sandbox.faults.Faults;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.http.Refusal;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Request;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.oidc.TokenMint;
import vn.hocba.sandbox.people.People;
import vn.hocba.sandbox.people.Person;
import vn.hocba.sandbox.signing.Callbacks;
import vn.hocba.sandbox.signing.Counters;
import vn.hocba.sandbox.signing.RegisteredAddresses;

/** {@code /control}: steers the sandbox. Not part of any wire. */
public final class ControlApi {

    private final Registrar registrar;
    private final Revoker revoker;
    private final People people;
    private final Faults faults;
    private final Counters counters;
    private final TokenMint mint;
    private final RegisteredAddresses addresses;
    private final Runnable expireServiceTokens;

    public ControlApi(
            Registrar registrar,
            Revoker revoker,
            People people,
            Faults faults,
            Counters counters,
            TokenMint mint,
            RegisteredAddresses addresses,
            Runnable expireServiceTokens) {
        this.registrar = registrar;
        this.revoker = revoker;
        this.people = people;
        this.faults = faults;
        this.counters = counters;
        this.mint = mint;
        this.addresses = addresses;
        this.expireServiceTokens = expireServiceTokens;
    }

    public void addTo(Routes routes) {
        routes.on("POST", "/control/people", registrar::add);
        routes.on("GET", "/control/people", registrar::list);
        routes.on("POST", "/control/credentials/**", registrar::change);
        routes.on("POST", "/control/certificates/**", revoker::revoke);
        routes.on("POST", "/control/faults", this::orderFault);
        routes.on(
                "GET",
                "/control/faults",
                request -> Reply.json(
                        200,
                        Map.of(
                                "waiting",
                                faults.waiting(),
                                "concerned",
                                faults.concerned(),
                                "held",
                                faults.held(),
                                "struck",
                                faults.struck())));
        routes.on("DELETE", "/control/faults", request -> done(faults::clear));
        routes.on(
                "GET",
                "/control/counters",
                request -> Reply.json(200, counters.snapshot(request.query().get("credentialID"))));
        routes.on("POST", "/control/callbacks", this::registerCallback);
        routes.on("DELETE", "/control/callbacks", request -> done(addresses::forget));
        routes.on("POST", "/control/tokens", this::token);
        routes.on("DELETE", "/control/service-tokens", request -> done(expireServiceTokens));
    }

    private Reply orderFault(Request request) {
        NewFault asked = Json.bind(request.body(), NewFault.class);
        return done(() -> faults.order(asked.fault()));
    }

    /**
     * The relying party's address for callbacks of a service that has one for all orders.
     *
     * @param service {@code smartca} or {@code mysign}
     */
    private record NewCallback(
            @Nullable String service, @Nullable String address) {}

    private Reply registerCallback(Request request) {
        NewCallback asked = Json.bind(request.body(), NewCallback.class);
        String service = asked.service();
        String wanted = asked.address();
        if (service == null || wanted == null) {
            throw new Refusal(Reply.text(400, "service and address are required"));
        }
        URI address = Callbacks.parse(wanted)
                .orElseThrow(() -> new Refusal(Reply.text(400, "address is not on this machine")));
        return done(() -> addresses.register(service, address));
    }

    /**
     * An access token on request.
     *
     * @param expiresIn seconds; negative for an expired one
     */
    private record NewToken(
            @Nullable String account,
            @Nullable Long expiresIn,
            @Nullable String audience,
            @Nullable String issuer,
            @Nullable Boolean foreignKey) {}

    private Reply token(Request request) {
        NewToken asked = Json.bind(request.body(), NewToken.class);
        Supplier<Refusal> unknown = () -> new Refusal(Reply.text(404, "No account " + asked.account()));
        if (asked.account() == null) {
            throw unknown.get();
        }
        Person person = people.find(asked.account()).orElseThrow(unknown);
        String token = mint.accessToken(
                person, new TokenMint.Oddity(asked.expiresIn(), asked.audience(), asked.issuer(), asked.foreignKey()));
        return Reply.json(200, Map.of("access_token", token, "token_type", "Bearer"));
    }

    private static Reply done(Runnable action) {
        action.run();
        return Reply.empty(204);
    }
}
