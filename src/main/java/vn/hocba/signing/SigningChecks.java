package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.Directory;
import vn.hocba.directory.StaffId;
import vn.hocba.draft.ClaimId;
import vn.hocba.draft.Standing;
import vn.hocba.draft.TranscriptId;
import vn.hocba.draft.TranscriptStates;
import vn.hocba.draft.TranscriptsRefusedException;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.remotesigning.Credential;
import vn.hocba.transcript.Slot;

/**
 * What has to hold before anybody is asked to consent: asked when a request is opened or resumed, which the first thing that does
 * not hold stops, and by {@link Preflight}, which tells all of it.
 */
@ApplicationScoped
class SigningChecks {

    private final TranscriptStates transcripts;
    private final Directory directory;
    private final CredentialDesk desk;
    private final Trust trust;
    private final SigningConfiguration configuration;

    SigningChecks(
            TranscriptStates transcripts,
            Directory directory,
            CredentialDesk desk,
            Trust trust,
            SigningConfiguration configuration) {
        this.transcripts = transcripts;
        this.directory = directory;
        this.desk = desk;
        this.trust = trust;
        this.configuration = configuration;
    }

    /**
     * The transcripts that a wish comes to.
     *
     * @param standings of those that exist
     * @param leftOut those of a class whose turn it is not
     */
    record Wanted(List<TranscriptId> ids, List<Standing> standings, List<Standing> leftOut) {}

    /** @throws ProblemException through the {@code Uni} for a wish that makes no sense, or names a class that is not the signer's */
    Uni<Wanted> wanted(Signatory signatory, OpenRequest wish) {
        wish.validate(configuration.maxItems());
        return wish.classes().map(classes -> ofClasses(signatory, classes)).orElseGet(() -> {
            var ids = Objects.requireNonNull(wish.transcriptIds()).stream()
                    .map(TranscriptId::new)
                    .toList();
            return transcripts.of(signatory.school().id(), ids).map(found -> new Wanted(ids, found, List.of()));
        });
    }

    private Uni<Wanted> ofClasses(Signatory signatory, List<ClassId> classes) {
        return transcripts
                .ofClasses(signatory.school().id(), classes, configuration.maxItems() + 1)
                .call(standings -> requireOwn(signatory, classes, standings))
                .map(standings -> turnOf(signatory.slot(), standings));
    }

    /** Transcripts say whose their class is; only of a class without any the directory is asked. */
    private Uni<Void> requireOwn(Signatory signatory, List<ClassId> classes, List<Standing> standings) {
        var silent = new ArrayList<>(classes);
        standings.forEach(standing -> {
            requireOwn(signatory, standing.homeroomTeacher());
            silent.remove(standing.classId());
        });
        return directory.classes(signatory.school().id(), silent).map(found -> {
            if (found.size() != silent.size()) {
                throw new ProblemException(ProblemType.NOT_FOUND);
            }
            found.forEach(one -> requireOwn(signatory, one.homeroomTeacherId()));
            return null;
        });
    }

    /** For a homeroom teacher there are no other classes than the own. */
    private static void requireOwn(Signatory signatory, StaffId homeroomTeacher) {
        if (signatory.slot() == Slot.HOMEROOM_TEACHER
                && !homeroomTeacher.equals(signatory.staff().id())) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
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
                .toList();
        return ready.isEmpty()
                ? new Wanted(standings.stream().map(Standing::id).toList(), standings, List.of())
                : new Wanted(
                        ready.stream().map(Standing::id).toList(),
                        ready,
                        standings.stream()
                                .filter(standing -> !standing.state().isFreeFor(slot))
                                .toList());
    }

    /** @throws TranscriptsRefusedException with the reason of each transcript that could not be taken */
    static void requireFree(Signatory signatory, OpenRequest wish, Wanted wanted, ClaimId claim) {
        try {
            TranscriptStates.requireFree(signatory.slot(), wanted.ids(), wanted.standings(), claim, signatory.staff());
        } catch (TranscriptsRefusedException refused) {
            throw refused.at(wish::pointerTo);
        }
    }

    /** The signer's credential, against which nothing stands. @throws ProblemException through the {@code Uni} if something does */
    Uni<Credential> usable(Signatories.Signer signer) {
        return desk.credential(signer.credential()).call(credential -> trust.require(credential, signer.signatory()));
    }
}
