package vn.hocba.pki.client;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import vn.hocba.pki.CertificatePath;
import vn.hocba.pki.RevocationData;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.RevocationSource;

/**
 * Revocation data from configured places, fetched at most once per refresh period and shared by all callers. A list that cannot
 * be fetched leaves its predecessor in use; whether that is still fresh, its own dates say. OCSP is asked first, the lists
 * answer where no responder does.
 */
@ApplicationScoped
public class RevocationClient {

    private static final Logger LOG = Logger.getLogger(RevocationClient.class);

    private final RevocationSettings settings;
    private final Clock clock;
    private final HttpClient http;
    private final OcspClient ocsp;
    private final Map<String, X509CRL> newest = new ConcurrentHashMap<>();
    private final ReentrantLock fetching = new ReentrantLock();
    private final AtomicBoolean fetchingAside = new AtomicBoolean();
    private volatile Instant due = Instant.MIN;
    private volatile RevocationLists lists = RevocationLists.none();

    RevocationClient(RevocationSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.ocsp = new OcspClient(settings, clock, http);
    }

    /**
     * What says whether the certificates of a path were revoked: an OCSP answer for each, or the lists of its issuer where there is
     * none. Reads the network when it is due, so call it from a worker.
     */
    public RevocationData data(CertificatePath path) {
        RevocationData data = RevocationData.none();
        List<X509Certificate> chain = path.certificates();
        for (int i = 0; i < chain.size() - 1; i++) {
            X509Certificate certificate = chain.get(i);
            X509Certificate issuer = chain.get(i + 1);
            data = data.plus(ocsp.answer(certificate, issuer)
                    .map(answer -> new RevocationData(RevocationLists.none(), List.of(answer)))
                    .orElseGet(() -> new RevocationData(lists().of(issuer), List.of())));
        }
        return data;
    }

    /**
     * The same as a source: asks the responders about each certificate that is asked for, and reads the lists where they do not
     * answer. Only for certificates whose path was built already: others could be made up to keep responders busy.
     */
    public RevocationSource source() {
        return (certificate, issuer, time) -> ocsp.answer(certificate, issuer)
                .map(answer -> answer.statements(certificate, issuer, time))
                .orElseGet(() -> lists().statements(certificate, issuer, time));
    }

    /**
     * The lists at hand. When they are due, others are fetched aside; only the first caller, and one after a long silence, waits for
     * files and network, so call it from a worker.
     */
    public RevocationLists lists() {
        Instant now = clock.instant();
        if (now.isBefore(due)) {
            return lists;
        }
        if (due.isAfter(Instant.MIN) && now.isBefore(due.plus(settings.refresh()))) {
            fetchAside();
            return lists;
        }
        return fetchIfDue();
    }

    private void fetchAside() {
        if (fetchingAside.compareAndSet(false, true)) {
            Thread.ofVirtual().name("revocation-lists").start(() -> {
                try {
                    fetchIfDue();
                } finally {
                    fetchingAside.set(false);
                }
            });
        }
    }

    private RevocationLists fetchIfDue() {
        fetching.lock();
        try {
            if (!clock.instant().isBefore(due)) {
                settings.crls().orElse(List.of()).forEach(this::refresh);
                lists = new RevocationLists(List.copyOf(newest.values()));
                due = clock.instant().plus(settings.refresh());
            }
            return lists;
        } finally {
            fetching.unlock();
        }
    }

    private void refresh(String place) {
        try {
            if (place.startsWith("http://") || place.startsWith("https://")) {
                newest.put(place, RevocationLists.parse(fetch(URI.create(place))));
                return;
            }
            for (Path file : files(Path.of(place))) {
                if (Files.size(file) > settings.maxBytes()) {
                    throw new IOException("larger than " + settings.maxBytes() + " bytes");
                }
                newest.put(file.toString(), RevocationLists.parse(Files.readAllBytes(file)));
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("revocation list %s: %s", place, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Path> files(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(place)) {
            entries.filter(file -> file.toString().endsWith(".crl")).sorted().forEach(files::add);
        }
        return files;
    }

    private byte[] fetch(URI address) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(settings.timeout()).build();
        return TimelyAnswer.body(http, request, settings.maxBytes(), settings.timeout());
    }
}
