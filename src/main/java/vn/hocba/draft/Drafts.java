package vn.hocba.draft;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import vn.hocba.audit.AuditEvent;
import vn.hocba.audit.AuditTrail;
import vn.hocba.curriculum.Circular27;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.Directory;
import vn.hocba.directory.SchoolClass;
import vn.hocba.directory.TimeOrderedIds;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.transcript.InvalidValueException;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.SchoolYear;
import vn.hocba.transcript.TranscriptContent;
import vn.hocba.workers.Workers;

/** Entering, importing, replacing and deleting drafts. Runs in the caller's transaction. */
@ApplicationScoped
class Drafts {
    private final TranscriptStore store;
    private final Directory directory;
    private final AuditTrail audit;
    private final Workers workers;
    private final Circular27 circular = Circular27.bundled();
    private final Clock clock = Clock.systemUTC();

    Drafts(TranscriptStore store, Directory directory, AuditTrail audit, Workers workers) {
        this.store = store;
        this.directory = directory;
        this.audit = audit;
        this.workers = workers;
    }

    Uni<TranscriptId> create(Viewer viewer, Bodies.Created body) {
        return writableClass(viewer, body.classId(), "/classId").chain(schoolClass -> {
            NewDraft draft = draft(schoolClass, body.content());
            return store.insert(viewer.school().id(), List.of(draft), now()).chain(stored -> {
                if (stored.isEmpty()) {
                    throw duplicatePupil("");
                }
                return record(viewer, List.of(draft.id()), "created").replaceWith(draft.id());
            });
        });
    }

    /** Stores the items that can be stored and says of each of the others why not. */
    Uni<BulkResult> importInto(Viewer viewer, ClassId classId, Supplier<Uni<List<Bodies.Item>>> items) {
        return writableClass(viewer, classId, "")
                .chain(schoolClass -> items.get().chain(read -> importInto(viewer, schoolClass, read)));
    }

    private Uni<BulkResult> importInto(Viewer viewer, SchoolClass schoolClass, List<Bodies.Item> all) {
        List<NewDraft> drafts = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) instanceof Bodies.Item.Read read) {
                drafts.add(draft(schoolClass, read.content()));
                positions.add(i);
            }
        }
        return store.insert(viewer.school().id(), drafts, now())
                .chain(stored -> record(viewer, stored.stream().sorted(BY_ID).toList(), "imported")
                        .chain(() -> workers.compute(() -> results(schoolClass, all, drafts, positions, stored))));
    }

    private static final Comparator<TranscriptId> BY_ID = Comparator.comparing(TranscriptId::value);

    private BulkResult results(
            SchoolClass schoolClass,
            List<Bodies.Item> items,
            List<NewDraft> drafts,
            List<Integer> positions,
            Set<TranscriptId> stored) {
        List<ItemResult> results = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            results.add(
                    switch (items.get(i)) {
                        case Bodies.Item.Refused refused -> ItemResult.refused(i, null, null, refused.problem());
                        case Bodies.Item.Read read -> result(schoolClass, i, drafts.get(positions.indexOf(i)), stored);
                    });
        }
        return BulkResult.of(results);
    }

    private ItemResult result(SchoolClass schoolClass, int index, NewDraft draft, Set<TranscriptId> stored) {
        var pupil = draft.content().pupil();
        String name = pupil == null ? null : pupil.fullName();
        return stored.contains(draft.id())
                ? ItemResult.done(index, draft.id(), name, 1, warnings(schoolClass, draft.content()))
                : ItemResult.refused(index, null, name, duplicatePupil("/items/" + index));
    }

    Uni<Void> replace(Viewer viewer, Standing standing, int expectedVersion, TranscriptContent content) {
        viewer.requireWriter(standing.classId());
        requireVersion(standing, expectedVersion);
        requireDraft(standing);
        return store.replace(viewer.school().id(), standing, content, now()).chain(replaced -> {
            if (!replaced) {
                throw duplicatePupil("");
            }
            return record(viewer, List.of(standing.id()), "replaced");
        });
    }

    Uni<Void> delete(Viewer viewer, Standing standing) {
        viewer.requireWriter(standing.classId());
        requireDraft(standing);
        if (standing.revision() > 0) {
            throw refused(standing, Refusal.LOCKED_BEFORE);
        }
        return store.delete(viewer.school().id(), standing).chain(deleted -> {
            if (!deleted) {
                throw new ProblemException(ProblemType.CONFLICT);
            }
            return record(viewer, List.of(standing.id()), "deleted");
        });
    }

    /** What the rules find in a draft. */
    List<FindingView> warnings(SchoolClass schoolClass, TranscriptContent content) {
        return FindingView.of(circular.check(placement(schoolClass), content));
    }

    static Placement placement(SchoolClass schoolClass) {
        try {
            return new Placement(new SchoolYear(schoolClass.schoolYear()), schoolClass.grade(), schoolClass.name());
        } catch (InvalidValueException e) {
            throw new ProblemException(ProblemType.VALIDATION_FAILED, e.vietnamese(), e.english()).causedBy(e);
        }
    }

    static ProblemException refused(Standing standing, Refusal reason) {
        return new ProblemException(TranscriptsRefusedException.type(reason), reason.vi(), reason.en())
                .withCurrentState(standing.state().code().name());
    }

    private static void requireVersion(Standing standing, int expected) {
        if (standing.version() != expected) {
            throw new ProblemException(
                            ProblemType.PRECONDITION_FAILED,
                            "Học bạ đã thay đổi (phiên bản hiện tại: " + standing.version()
                                    + "); hãy tải lại rồi sửa tiếp.",
                            "The transcript has changed (its version is " + standing.version()
                                    + " now); read it again and repeat the change.")
                    .withCurrentState(standing.state().code().name());
        }
    }

    private static void requireDraft(Standing standing) {
        if (standing.state() instanceof TranscriptState.Draft) {
            return;
        }
        throw refused(
                standing,
                standing.state() instanceof TranscriptState.Issued ? Refusal.ALREADY_ISSUED : Refusal.ALREADY_LOCKED);
    }

    /** A class that the viewer sees. */
    Uni<SchoolClass> existingClass(Viewer viewer, ClassId id) {
        return directory
                .schoolClass(viewer.school().id(), id)
                .map(found -> found.filter(known -> viewer.sees(known.id())).orElseThrow(Transcripts::notFound));
    }

    private Uni<SchoolClass> writableClass(Viewer viewer, ClassId id, String pointer) {
        return existingClass(viewer, id).invoke(schoolClass -> {
            viewer.requireWriter(id);
            if (circular.policyVersion(placement(schoolClass)).isEmpty()) {
                throw new ProblemException(
                        ProblemType.VALIDATION_FAILED,
                        List.of(FieldError.at(
                                pointer,
                                "class-not-covered",
                                "Chưa hỗ trợ học bạ của khối lớp và năm học này.",
                                "Transcripts of this grade and school year are not supported.")));
            }
        });
    }

    private static NewDraft draft(SchoolClass schoolClass, TranscriptContent content) {
        return new NewDraft(
                new TranscriptId(TimeOrderedIds.next()), schoolClass.id(), schoolClass.schoolYear(), content);
    }

    private static ProblemException duplicatePupil(String pointer) {
        return new ProblemException(
                ProblemType.DUPLICATE_PUPIL,
                List.of(FieldError.at(
                        pointer + "/pupil/pupilCode",
                        "duplicate-pupil",
                        "Học sinh có mã này đã có học bạ của năm học này.",
                        "A pupil with this code has a transcript of this school year already.")));
    }

    private Uni<Void> record(Viewer viewer, List<TranscriptId> ids, String action) {
        return audit.append(ids.stream()
                .map(id -> AuditEvent.by(
                        viewer.actor(), TranscriptStates.subject(viewer.school().id(), id), action, null))
                .toList());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
