package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.TrustAnchors;
import vn.hocba.remotesigning.Credential;

/** Checks credentials against the configured trust anchors, on the workers. */
@ApplicationScoped
class Trust {

    private final Workers workers;
    private final Clock clock;
    private final TrustAnchors anchors;

    Trust(Workers workers, Clock clock, @ConfigProperty(name = "hocba.trust.anchors") Path anchors) {
        this.workers = workers;
        this.clock = clock;
        try {
            this.anchors = TrustAnchors.ofPem(Files.readAllBytes(anchors));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read hocba.trust.anchors", e);
        }
    }

    /** {@link SignerCredential#require}. */
    Uni<Void> require(Credential credential, Signatory signatory) {
        return workers.<Void>compute(() -> {
            SignerCredential.require(credential, signatory, anchors, RevocationLists.none(), clock.instant());
            return null;
        });
    }
}
