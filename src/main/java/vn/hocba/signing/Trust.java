package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import vn.hocba.pki.TrustAnchors;
import vn.hocba.pki.client.RevocationClient;
import vn.hocba.pki.client.RevocationSettings;
import vn.hocba.remotesigning.Credential;
import vn.hocba.workers.Workers;

/** Checks credentials against the configured trust anchors and revocation lists, on the workers. */
@ApplicationScoped
public class Trust {

    private final Workers workers;
    private final Clock clock;
    private final RevocationClient revocations;
    private final PageConsent pages;
    private final TrustAnchors anchors;

    Trust(Workers workers, Clock clock, RevocationClient revocations, PageConsent pages, RevocationSettings settings) {
        this.workers = workers;
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

    /** {@link SignerCredential#require}, and that its holder can be asked. */
    Uni<Void> require(Credential credential, Signatory signatory) {
        return workers.<Void>compute(() -> {
            SignerCredential.require(credential, signatory, anchors, revocations.lists(), clock.instant());
            pages.requireWayBack(credential);
            return null;
        });
    }
}
