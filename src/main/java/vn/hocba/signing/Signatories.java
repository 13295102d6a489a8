package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import vn.hocba.access.Actor;
import vn.hocba.directory.CredentialBinding;
import vn.hocba.directory.Directory;
import vn.hocba.directory.School;
import vn.hocba.directory.SchoolId;
import vn.hocba.directory.StaffId;
import vn.hocba.directory.StaffMember;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.CredentialReference;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.transcript.Slot;

/** Who an actor is as a signer, and with which credential. */
@ApplicationScoped
class Signatories {

    private final Directory directory;
    private final Clock clock;

    Signatories(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** A member of a school's staff, whatever the slot. */
    record Person(School school, StaffMember staff) {}

    /**
     * The staff member that the actor is.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} through the {@code Uni} when the actor is on no roster
     */
    Uni<Person> person(Actor actor) {
        return directory
                .placeOf(actor)
                .map(found -> found.flatMap(place -> place.staff().map(staff -> new Person(place.school(), staff)))
                        .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND)));
    }

    /** The signer of a slot, and the credential that is bound to the signer, or to the school's seal. */
    record Signer(Signatory signatory, Optional<CredentialReference> bound) {

        /** @throws ProblemException {@link ProblemType#NO_CREDENTIAL} when there is none */
        CredentialReference credential() {
            return bound.orElseThrow(() -> new ProblemException(ProblemType.NO_CREDENTIAL));
        }
    }

    /**
     * The actor as the signer of a slot.
     *
     * @throws ProblemException {@link ProblemType#WRONG_SIGNER} through the {@code Uni} when the role is another, {@link
     *     ProblemType#NOT_FOUND} when the actor is on no roster
     */
    Uni<Signer> require(Actor actor, Slot slot) {
        if (!actor.hasAny(Signatory.roleFor(slot))) {
            return Uni.createFrom().failure(new ProblemException(ProblemType.WRONG_SIGNER));
        }
        return directory
                .signerOf(actor, slot == Slot.SCHOOL_SEAL, clock.instant())
                .map(found -> found.map(signer -> new Signer(
                                new Signatory(actor, signer.school(), signer.staff(), slot),
                                signer.binding().map(Signatories::reference)))
                        .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND)));
    }

    /**
     * The signer of a request, who is not here with a token.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} through the {@code Uni} when they are gone
     */
    Uni<Signatory> of(SigningRequestEntity request) {
        var school = new SchoolId(request.schoolId);
        return directory
                .school(school)
                .flatMap(found -> directory
                        .staff(school, new StaffId(request.signerId))
                        .map(staff -> found.flatMap(place -> staff.map(signer -> new Signatory(
                                        new Actor(
                                                request.signerSubject, place.code(), signer.roles(), signer.fullName()),
                                        place,
                                        signer,
                                        request.slot)))
                                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND))));
    }

    /** The credential that is bound to the signer, or to the school's seal. */
    Uni<Optional<CredentialBinding>> binding(Signatory signatory) {
        var school = signatory.school().id();
        return signatory.slot() == Slot.SCHOOL_SEAL
                ? directory.bindingOfSeal(school, clock.instant())
                : directory.bindingOfStaff(school, signatory.staff().id(), clock.instant());
    }

    static CredentialReference reference(CredentialBinding binding) {
        return new CredentialReference(new ProviderId(binding.provider()), new CredentialId(binding.credentialId()));
    }
}
