package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import vn.hocba.pki.TrustAnchors;
import vn.hocba.pki.client.RevocationClient;
import vn.hocba.pki.client.RevocationSettings;
import vn.hocba.remotesigning.Credential;
import vn.hocba.workers.Workers;

/** Checks credentials against the configured trust anchors, responders and revocation lists, on threads that may wait for them. */
@ApplicationScoped
public class Trust {

    private final SigningConfiguration configuration;
    private final Clock clock;
    private final RevocationClient revocations;
    private final PageConsent pages;
    private final TrustAnchors anchors;
    private final ExecutorService waiting = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("hocba-trust-", 0).factory());

    Trust(
            SigningConfiguration configuration,
            Clock clock,
            RevocationClient revocations,
            PageConsent pages,
            RevocationSettings settings) {
        this.configuration = configuration;
        this.clock = clock;
        this.revocations = revocations;
        this.pages = pages;
        this.anchors = settings.anchors().map(Trust::read).orElseGet(() -> new TrustAnchors(Set.of()));
    }

    private static TrustAnchors read(Path pem) {
        try {
            return TrustAnchors.ofPem(Files.readAllBytes(pem));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read hocba.trust.anchors", e);
        }
    }

    /** The authorities that are believed. */
    public TrustAnchors anchors() {
        return anchors;
    }

    /** {@link SignerCredential#obstacles}, by what responders and lists say now, and that its holder can be asked. */
    Uni<List<Obstacle>> obstacles(Credential credential, Signatory signatory) {
        return Workers.backHere(Uni.createFrom()
                .item(() -> Stream.concat(
                                SignerCredential.obstacles(
                                        credential,
                                        signatory,
                                        new SignerCredential.Rules(
                                                anchors, revocations.source(), clock.instant(), configuration.window()))
                                        .stream(),
                                pages.noWayBack(credential).stream())
                        .toList())
                .runSubscriptionOn(waiting));
    }

    /** {@link SignerCredential#require}. */
    Uni<Void> require(Credential credential, Signatory signatory) {
        return obstacles(credential, signatory)
                .invoke(SignerCredential::require)
                .replaceWithVoid();
    }

    @PreDestroy
    void stop() {
        waiting.shutdown();
    }
}
