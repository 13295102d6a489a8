package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.audit.AuditEvent;
import vn.hocba.audit.AuditSubject;
import vn.hocba.audit.AuditTrail;
import vn.hocba.directory.Directory;
import vn.hocba.directory.School;
import vn.hocba.directory.SchoolId;
import vn.hocba.directory.StaffId;
import vn.hocba.pki.CertificateSubject;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.ProviderId;

/**
 * What a signing service has for somebody on a roster, or for a school's seal, before it is bound: so that nobody has to guess ids.
 * Only who is on a roster can be asked about, by the number that stands there, and the school's record says who asked.
 */
@ApplicationScoped
class FoundCredentials {

    /** A person has a few at most. */
    private static final int MOST = 20;

    private final Directory directory;
    private final CredentialDesk desk;
    private final AuditTrail audit;

    FoundCredentials(Directory directory, CredentialDesk desk, AuditTrail audit) {
        this.directory = directory;
        this.desk = desk;
        this.audit = audit;
    }

    /** @param number personal number or tax code, which goes to the service and nowhere else */
    private record Holder(String number, AuditSubject subject) {}

    /**
     * The holder's credentials, unusable ones included; the first of them if there are very many.
     *
     * @param staff null for the school's seal
     * @throws ProblemException {@link ProblemType#NOT_FOUND} through the {@code Uni} when there is no such school or person, or what
     *     the service's failure amounts to
     */
    Uni<List<FoundCredential>> of(Actor actor, ProviderId provider, SchoolId school, @Nullable StaffId staff) {
        return directory
                .visibleSchool(actor, school)
                .flatMap(found -> staff == null ? Uni.createFrom().item(seal(found)) : person(school, staff))
                .call(holder -> Panache.withTransaction(() -> audit.append(
                        AuditEvent.by(actor, holder.subject(), "credentials_looked_up", provider.value()))))
                .flatMap(holder -> desk.credentials(provider, holder.number()))
                .map(credentials -> credentials.stream()
                        .limit(MOST)
                        .map(FoundCredentials::view)
                        .toList());
    }

    private static Holder seal(School school) {
        return new Holder(
                school.taxCode(),
                new AuditSubject(school.id().value(), "school", school.id().value()));
    }

    private Uni<Holder> person(SchoolId school, StaffId staff) {
        return directory
                .staff(school, staff)
                .map(found -> found.map(member -> new Holder(
                                member.personalNumber(), new AuditSubject(school.value(), "staff", staff.value())))
                        .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND)));
    }

    private static FoundCredential view(Credential credential) {
        var certificate = credential.certificate().certificate();
        return new FoundCredential(
                credential.reference().credential().value(),
                CertificateSubject.displayName(certificate),
                certificate.getSerialNumber().toString(16),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                credential.keyStatus(),
                credential.certificateStatus());
    }
}
