package vn.hocba.directory;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;
import vn.hocba.access.Actor;
import vn.hocba.access.CurrentActor;
import vn.hocba.access.Role;
import vn.hocba.audit.AuditTrail;
import vn.hocba.audit.ChainState;

/** {@code /v1/schools/{schoolId}/audit-chain}. */
@Path("/v1/schools/{schoolId}/audit-chain")
@Tag(name = "Schools")
public class AuditChainResource {

    private final CurrentActor current;
    private final Directory directory;
    private final AuditTrail audit;

    AuditChainResource(CurrentActor current, Directory directory, AuditTrail audit) {
        this.current = current;
        this.directory = directory;
        this.audit = audit;
    }

    @GET
    @Operation(
            operationId = "verifyAuditChain",
            summary = "Verify the school's audit trail (school administrator, principal)",
            description = "Computes the hash chain again. The hash, kept elsewhere, proves later that nothing before it"
                    + " was changed.")
    public Uni<ChainState> verify(@RestPath SchoolId schoolId) {
        Actor actor = current.get();
        return directory
                .visibleSchool(actor, schoolId)
                .invoke(() -> actor.require(Role.PLATFORM_OPERATOR, Role.SCHOOL_ADMINISTRATOR, Role.PRINCIPAL))
                // one snapshot, so that an act recorded meanwhile does not look like damage
                .chain(() -> Panache.withTransaction(() -> readSnapshot().chain(() -> audit.verify(schoolId.value()))));
    }

    private static Uni<Integer> readSnapshot() {
        return Panache.getSession()
                .chain((Mutiny.Session session) -> session.createNativeQuery(
                                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                        .executeUpdate());
    }
}
