package vn.hocba.signing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import vn.hocba.access.Actor;
import vn.hocba.access.CurrentActor;
import vn.hocba.pki.CertificateSubject;
import vn.hocba.problem.Text;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.Credential;
import vn.hocba.signing.CredentialView.Holder;
import vn.hocba.transcript.Slot;

/** {@code /v1/credentials}: what the actor can sign with, asked of the signing service each time. */
@Path("/v1/credentials")
@Tag(name = "Signing")
public class CredentialResource {

    private final CurrentActor current;
    private final Signatories signatories;
    private final CredentialDesk desk;
    private final Trust trust;

    CredentialResource(CurrentActor current, Signatories signatories, CredentialDesk desk, Trust trust) {
        this.current = current;
        this.signatories = signatories;
        this.desk = desk;
        this.trust = trust;
    }

    @GET
    @Operation(
            operationId = "listCredentials",
            summary = "The signer's own credential, and the school's seal for a seal officer, live from the service")
    public Uni<List<CredentialView>> list() {
        var actor = current.get();
        return signatories
                .person(actor)
                .flatMap(person -> Multi.createFrom()
                        .items(holders(actor))
                        .onItem()
                        .transformToUniAndConcatenate(
                                slot -> view(new Signatory(actor, person.school(), person.staff(), slot)))
                        .select()
                        .where(Optional::isPresent)
                        .map(Optional::get)
                        .collect()
                        .asList());
    }

    /** Any personal slot stands for the actor's own credential. */
    private static Stream<Slot> holders(Actor actor) {
        return Stream.of(
                        actor.hasAny(Signatory.roleFor(Slot.PRINCIPAL)) ? Slot.PRINCIPAL : Slot.HOMEROOM_TEACHER,
                        Slot.SCHOOL_SEAL)
                .filter(slot -> slot != Slot.SCHOOL_SEAL || actor.hasAny(Signatory.roleFor(slot)));
    }

    private Uni<Optional<CredentialView>> view(Signatory signatory) {
        return signatories
                .binding(signatory)
                .flatMap(binding -> binding.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : desk.credential(Signatories.reference(binding.get()))
                                .flatMap(credential -> problem(credential, signatory)
                                        .map(problem -> view(signatory, credential, problem)))
                                .map(Optional::of));
    }

    private Uni<Optional<Text>> problem(Credential credential, Signatory signatory) {
        return trust.obstacles(credential, signatory)
                .map(obstacles -> obstacles.stream()
                        .filter(Obstacle::stops)
                        .map(Obstacle::messages)
                        .findFirst());
    }

    private static CredentialView view(Signatory signatory, Credential credential, Optional<Text> problem) {
        var certificate = credential.certificate().certificate();
        return new CredentialView(
                signatory.slot() == Slot.SCHOOL_SEAL ? Holder.SCHOOL_SEAL : Holder.SELF,
                credential.reference().provider().value(),
                credential.reference().credential().value(),
                CertificateSubject.displayName(certificate),
                certificate.getIssuerX500Principal().getName(),
                certificate.getSerialNumber().toString(16),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                credential.keyStatus().name(),
                credential.certificateStatus().name(),
                credential.algorithms().stream().map(Enum::name).toList(),
                credential.maxSignatures(),
                credential.scal().name(),
                credential.consent() instanceof ConsentMode.Unsupported
                        ? null
                        : SigningRequestViews.consent(credential.consent()),
                problem.isEmpty(),
                problem.orElse(null));
    }
}
