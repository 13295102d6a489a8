package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.Directory;
import vn.hocba.directory.SchoolClass;
import vn.hocba.draft.ClaimId;
import vn.hocba.draft.RegisterEntry;
import vn.hocba.draft.Standing;
import vn.hocba.draft.TranscriptId;
import vn.hocba.draft.TranscriptStates;
import vn.hocba.draft.TranscriptsRefusedException;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialReference;
import vn.hocba.transcript.Slot;

/**
 * What has to hold before anybody is asked to consent: asked when a request is opened or resumed, which the first thing that does
 * not hold stops, and by {@link Preflight}, which tells all of it.
 */
@ApplicationScoped
class SigningChecks {

    private final Signatories signatories;
    private final TranscriptStates transcripts;
    private final Directory directory;
    private final CredentialDesk desk;
    private final Trust trust;
    private final SigningConfiguration configuration;

    SigningChecks(
            Signatories signatories,
            TranscriptStates transcripts,
            Directory directory,
            CredentialDesk desk,
            Trust trust,
            SigningConfiguration configuration) {
        this.signatories = signatories;
        this.transcripts = transcripts;
        this.directory = directory;
        this.desk = desk;
        this.trust = trust;
        this.configuration = configuration;
    }

    /**
     * The transcripts that a wish comes to.
     *
     * @param leftOut those of a class whose turn it is not
     */
    record Wanted(List<TranscriptId> ids, List<Standing> leftOut) {}

    /** @throws ProblemException through the {@code Uni} for a wish that makes no sense, or names a class that is not the signer's */
    Uni<Wanted> wanted(Signatory signatory, OpenRequest wish) {
        wish.validate(configuration.maxItems());
        return wish.classes()
                .map(classes -> ofClasses(signatory, classes))
                .orElseGet(() -> Uni.createFrom()
                        .item(new Wanted(
                                Objects.requireNonNull(wish.transcriptIds()).stream()
                                        .map(TranscriptId::new)
                                        .toList(),
                                List.of())));
    }

    private Uni<Wanted> ofClasses(Signatory signatory, List<ClassId> classes) {
        var school = signatory.school().id();
        return directory
                .classes(school, classes)
                .invoke(found -> {
                    if (found.stream().filter(one -> isOwn(signatory, one)).count() != classes.size()) {
                        throw new ProblemException(ProblemType.NOT_FOUND);
                    }
                })
                .flatMap(found -> transcripts.ofClasses(school, classes, configuration.maxItems() + 1))
                .map(standings -> turnOf(signatory.slot(), standings));
    }

    /** For a homeroom teacher there are no other classes than the own. */
    private static boolean isOwn(Signatory signatory, SchoolClass schoolClass) {
        return signatory.slot() != Slot.HOMEROOM_TEACHER
                || schoolClass.homeroomTeacherId().equals(signatory.staff().id());
    }

    /** Those whose turn it is; if there are none, all, so that the refusal says of each why not. */
    private Wanted turnOf(Slot slot, List<Standing> standings) {
        if (standings.isEmpty() || standings.size() > configuration.maxItems()) {
            throw new ProblemException(
                    ProblemType.VALIDATION_FAILED,
                    List.of(FieldError.at(
                            "/classId",
                            "out-of-range",
                            "Lớp cần có từ 1 đến " + configuration.maxItems() + " học bạ.",
                            "A class, or all together, need 1 to " + configuration.maxItems() + " transcripts.")));
        }
        var ready = standings.stream()
                .filter(standing -> standing.state().isFreeFor(slot))
                .map(Standing::id)
                .toList();
        return ready.isEmpty()
                ? new Wanted(standings.stream().map(Standing::id).toList(), List.of())
                : new Wanted(
                        ready,
                        standings.stream()
                                .filter(standing -> !standing.state().isFreeFor(slot))
                                .toList());
    }

    /**
     * The revisions that would be signed, in the order of the class register.
     *
     * @throws TranscriptsRefusedException through the {@code Uni}, with the reason of each transcript that could not be taken
     */
    Uni<List<RegisterEntry>> takeable(Signatory signatory, OpenRequest wish, Wanted wanted, ClaimId claim) {
        return transcripts
                .mayBeginSigning(signatory.school().id(), signatory.slot(), wanted.ids(), claim, signatory.staff())
                .onFailure(TranscriptsRefusedException.class)
                .transform(refused -> wish.classId() == null ? refused : refused.ofClass())
                .map(ClassRegister::ordered);
    }

    /** A credential as the service describes it. @throws ProblemException through the {@code Uni} if the service does not */
    Uni<Credential> credential(CredentialReference reference) {
        return desk.credential(reference);
    }

    /** What stands against signing with it. */
    Uni<List<Obstacle>> obstacles(Credential credential, Signatory signatory) {
        return trust.obstacles(credential, signatory);
    }

    /** The signer's credential, against which nothing stands. @throws ProblemException through the {@code Uni} if something does */
    Uni<Credential> usable(Signatory signatory) {
        return signatories
                .credential(signatory)
                .flatMap(this::credential)
                .call(credential -> trust.require(credential, signatory));
    }
}
