package vn.hocba.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import vn.hocba.sandbox.ca.PublishedFile;
import vn.hocba.sandbox.ca.SandboxCa;
import vn.hocba.sandbox.consent.ConsentPage;
import vn.hocba.sandbox.control.ControlApi;
import vn.hocba.sandbox.control.Registrar;
import vn.hocba.sandbox.control.Revoker;
import vn.hocba.sandbox.csc.CscService;
import vn.hocba.sandbox.csc.ServiceTokens;
import vn.hocba.sandbox.faults.Faults;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.http.LoopbackServer;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.mysign.MySignService;
import vn.hocba.sandbox.ocsp.OcspService;
import vn.hocba.sandbox.oidc.OidcIssuer;
import vn.hocba.sandbox.oidc.TokenMint;
import vn.hocba.sandbox.pages.Pages;
import vn.hocba.sandbox.people.People;
import vn.hocba.sandbox.postgres.EmbeddedDatabase;
import vn.hocba.sandbox.rssp.RelyingParty;
import vn.hocba.sandbox.rssp.RsspService;
import vn.hocba.sandbox.signing.Callbacks;
import vn.hocba.sandbox.signing.Counters;
import vn.hocba.sandbox.signing.Credentials;
import vn.hocba.sandbox.signing.RegisteredAddresses;
import vn.hocba.sandbox.signing.SigningCore;
import vn.hocba.sandbox.smartca.SmartCaService;
import vn.hocba.sandbox.tsa.TimestampService;

/** Starts the stand-ins for the outside world, says where they are in {@code sandbox.json}, and stops them together. */
public final class Sandbox implements AutoCloseable {

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor();

    private Sandbox() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        // the database's log goes nowhere: its failures are thrown
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        SandboxOptions options;
        try {
            options = SandboxOptions.parse(arguments);
        } catch (SandboxOptions.Unusable unusable) {
            System.err.println(unusable.getMessage() + System.lineSeparator() + SandboxOptions.USAGE);
            System.exit(2);
            return;
        }
        Sandbox sandbox = new Sandbox();
        // covers SIGTERM, the parent's end and a failed start
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "stop"));
        sandbox.start(options);
        if (options.parent().isEmpty()) {
            Thread.currentThread().join();
        }
        ProcessHandle.of(options.parent().getAsLong())
                .ifPresent(parent -> parent.onExit().join());
        System.exit(0);
    }

    private void start(SandboxOptions options) throws IOException, InterruptedException, ExecutionException {
        Files.createDirectories(options.directory());
        Path description = options.directory().resolve("sandbox.json");
        Files.deleteIfExists(description);
        LoopbackServer server = opened(LoopbackServer.bind(options.port()));
        String base = server.baseUrl();
        // takes the longest, so it starts beside everything else
        Optional<Future<EmbeddedDatabase>> database = options.postgres()
                ? Optional.of(starting.submit(() -> opened(EmbeddedDatabase.start(options.directory()))))
                : Optional.empty();

        Faults faults = new Faults();
        Counters counters = new Counters();
        SandboxCa ca = new SandboxCa(base, options.directory(), faults);
        People people = new People();
        Credentials credentials = new Credentials(ca);
        Registrar registrar = new Registrar(people, credentials);
        registrar.addSamples();
        SigningCore core = new SigningCore(counters, options.approval());
        ServiceTokens serviceTokens = new ServiceTokens(people);
        TokenMint mint = new TokenMint(base + "/oidc", options.apiAudience());

        Routes routes = new Routes();
        new OidcIssuer(base + "/oidc", people, mint).addTo(routes);
        ca.addTo(routes);
        new TimestampService(ca, faults, counters).addTo(routes);
        new OcspService(ca, faults, counters).addTo(routes);
        Callbacks callbacks = new Callbacks();
        CscService.v2(base, serviceTokens, people, credentials, core, counters, faults, callbacks)
                .addTo(routes);
        CscService.v1(base, serviceTokens, people, credentials, core, counters, faults)
                .addTo(routes);
        Path relyingPartyKeys = options.directory().resolve("relying-party.p12");
        RelyingParty relyingParty = RelyingParty.withKeyStore(ca, relyingPartyKeys);
        new RsspService(relyingParty, credentials, core, counters, faults, callbacks).addTo(routes);
        RegisteredAddresses addresses = new RegisteredAddresses();
        new SmartCaService(credentials, core, counters, faults, callbacks, addresses).addTo(routes);
        MySignService mySign = new MySignService(credentials, core, counters, faults, callbacks, addresses);
        mySign.addTo(routes);
        new ControlApi(
                        registrar,
                        new Revoker(registrar, credentials),
                        people,
                        faults,
                        counters,
                        mint,
                        addresses,
                        () -> {
                            serviceTokens.expireAll();
                            relyingParty.expireAll();
                            mySign.expireAll();
                        })
                .addTo(routes);
        new ConsentPage(people, core).addTo(routes);
        Pages.addAssetsTo(routes);

        Map<String, Object> described = new LinkedHashMap<>();
        described.put("baseUrl", base);
        described.put("issuer", base + "/oidc");
        described.put("csc", base + "/csc/v2");
        described.put("cscV1", base + "/csc/v1");
        described.put("rssp", base + "/rssp/v2");
        described.put("smartca", base + "/smartca");
        described.put("mysign", base + "/mysign");
        described.put("rsspKeyStore", relyingPartyKeys.toString());
        described.put("consentPage", base + "/consent");
        described.put("tsa", base + "/pki/tsa");
        described.put("tsaEc", base + "/pki/tsa/ec");
        described.put("ocsp", base + "/pki/ocsp");
        described.put("pid", ProcessHandle.current().pid());
        if (database.isPresent()) {
            described.put("postgres", database.get().get().address());
        }
        server.serve(routes);
        PublishedFile.write(description, Json.bytes(described));
        AutoCloseable _ = opened(() -> Files.deleteIfExists(description));
        System.out.println("sandbox ready at " + base + ", described in " + description);
    }

    private <T extends AutoCloseable> T opened(T part) {
        synchronized (running) {
            running.push(part);
        }
        return part;
    }

    /** Stops what was started, the last first. */
    @Override
    public void close() {
        synchronized (running) {
            while (!running.isEmpty()) {
                AutoCloseable part = running.pop();
                try {
                    part.close();
                } catch (Exception failed) {
                    System.err.println("could not stop " + part.getClass().getSimpleName() + ": " + failed);
                }
            }
        }
    }
}
