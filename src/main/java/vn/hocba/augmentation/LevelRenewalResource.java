package vn.hocba.augmentation;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import vn.hocba.access.CurrentActor;
import vn.hocba.access.Role;
import vn.hocba.workers.EventLoops;

/** {@code /v1/level-renewals}: what the platform's operator sees of the renewal of archive timestamps. */
@Path("/v1/level-renewals")
@Tag(name = "Levels", description = "Keeping issued documents provable for decades.")
public class LevelRenewalResource {

    private final CurrentActor current;
    private final Renewal renewal;
    private final EventLoops loops;

    LevelRenewalResource(CurrentActor current, Renewal renewal, EventLoops loops) {
        this.current = current;
        this.renewal = renewal;
        this.loops = loops;
    }

    @GET
    @Operation(
            operationId = "getLevelRenewals",
            summary = "Progress of the renewal of archive timestamps (platform operator)")
    public Uni<RenewalProgress> get() {
        current.get().require(Role.PLATFORM_OPERATOR);
        return loops.inSession(renewal::progress);
    }
}
