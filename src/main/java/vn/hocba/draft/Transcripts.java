package vn.hocba.draft;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.audit.AuditTrail;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.Directory;
import vn.hocba.directory.Page;
import vn.hocba.directory.PageRequest;
import vn.hocba.directory.SchoolClass;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/** Reading transcripts, as far as the reader may see them: what is foreign does not exist. */
@ApplicationScoped
class Transcripts {
    private final TranscriptStore store;
    private final RevisionStore revisions;
    private final Viewers viewers;
    private final Directory directory;
    private final Drafts drafts;
    private final AuditTrail audit;
    private final SignatureLevels levels;

    Transcripts(
            TranscriptStore store,
            RevisionStore revisions,
            Viewers viewers,
            Directory directory,
            Drafts drafts,
            AuditTrail audit,
            SignatureLevels levels) {
        this.store = store;
        this.revisions = revisions;
        this.viewers = viewers;
        this.directory = directory;
        this.drafts = drafts;
        this.audit = audit;
        this.levels = levels;
    }

    /**
     * A transcript with everything that a page about it shows.
     *
     * @param locked the last locked revision; absent while it is a draft
     */
    record Found(
            Viewer viewer,
            StoredTranscript stored,
            SchoolClass schoolClass,
            @Nullable LockedRevision locked) {}

    /** What a list is asked for. */
    record Query(
            @Nullable ClassId classId,
            @Nullable String schoolYear,
            TranscriptState.@Nullable Code state,
            boolean awaitingMe) {

        /** @throws ProblemException {@link ProblemType#INVALID_PARAMETER} */
        static Query of(
                @Nullable ClassId classId,
                @Nullable String schoolYear,
                TranscriptState.@Nullable Code state,
                @Nullable String awaiting) {
            if (awaiting != null && !awaiting.equals("me")) {
                throw new ProblemException(
                        ProblemType.INVALID_PARAMETER,
                        List.of(FieldError.parameter(
                                "awaiting", "unknown-value", "Chỉ hỗ trợ giá trị “me”.", "The only value is “me”.")));
            }
            return new Query(classId, schoolYear, state, awaiting != null);
        }
    }

    /** The reader, and where a transcript stands, locked against other changes in the caller's transaction. */
    record Target(Viewer viewer, Standing standing) {}

    Uni<Target> target(Actor actor, TranscriptId id) {
        return viewers.viewer(actor)
                .chain(viewer -> store.lockStandings(viewer.school().id(), List.of(id))
                        .map(found -> found.stream()
                                .filter(standing -> viewer.sees(standing.classId()))
                                .map(standing -> new Target(viewer, standing))
                                .findFirst()
                                .orElseThrow(Transcripts::notFound)));
    }

    Uni<Found> find(Actor actor, TranscriptId id) {
        return Panache.withSession(() -> viewers.viewer(actor).chain(viewer -> find(viewer, id)));
    }

    private Uni<Found> find(Viewer viewer, TranscriptId id) {
        return store.find(viewer.school().id(), id).chain(found -> {
            StoredTranscript stored =
                    found.filter(one -> viewer.sees(one.standing().classId())).orElseThrow(Transcripts::notFound);
            return directory
                    .schoolClass(viewer.school().id(), stored.standing().classId())
                    .chain(schoolClass -> locked(viewer, stored)
                            .map(last -> new Found(
                                    viewer,
                                    stored,
                                    schoolClass.orElseThrow(Transcripts::notFound),
                                    last.isEmpty() ? null : last.getFirst())));
        });
    }

    private Uni<List<LockedRevision>> locked(Viewer viewer, StoredTranscript stored) {
        return stored.standing().state() instanceof TranscriptState.Draft
                ? Uni.createFrom().item(List.of())
                : revisions.last(viewer.school().id(), List.of(stored.standing().id()));
    }

    Uni<TranscriptView> read(Actor actor, TranscriptId id) {
        return Panache.withSession(() -> find(actor, id)
                .chain(found -> levels.of(found.viewer().school().id(), List.of(id))
                        .map(signatures -> view(found, signatures.getOrDefault(id, List.of())))));
    }

    private TranscriptView view(Found found, List<SignatureView> signatures) {
        StoredTranscript stored = found.stored();
        Standing standing = stored.standing();
        SchoolClass schoolClass = found.schoolClass();
        LockedRevision locked = found.locked();
        return new TranscriptView(
                standing.id(),
                standing.classId(),
                stored.schoolYear(),
                schoolClass.grade(),
                schoolClass.name(),
                standing.state().code(),
                standing.state().awaiting().orElse(null),
                standing.state().claim().orElse(null),
                signatures,
                standing.version(),
                stored.content(),
                locked == null ? drafts.warnings(schoolClass, stored.content()) : List.of(),
                locked == null ? null : TranscriptView.Locked.of(locked),
                stored.createdAt(),
                stored.updatedAt(),
                stored.issuedAt());
    }

    Uni<Page<TranscriptSummary>> list(Actor actor, Query query, PageRequest page) {
        return Panache.withSession(() -> viewers.viewer(actor).chain(viewer -> {
            TranscriptFilter filter = new TranscriptFilter()
                    .ofClass(query.classId())
                    .ofYear(query.schoolYear())
                    .in(query.state());
            if (!viewer.seesWholeSchool()) {
                filter.visible(viewer.ownClasses());
            }
            if (query.awaitingMe()) {
                filter.awaiting(viewer);
            }
            return store.list(viewer.school().id(), filter, page)
                    .chain(rows -> classNames(viewer, rows)
                            .chain(names -> levels.of(
                                            viewer.school().id(),
                                            rows.stream()
                                                    .map(row -> row.standing().id())
                                                    .toList())
                                    .map(signatures -> summaries(page, rows, names, signatures))));
        }));
    }

    private static Page<TranscriptSummary> summaries(
            PageRequest page,
            List<ListedTranscript> rows,
            Map<ClassId, String> names,
            Map<TranscriptId, List<SignatureView>> signatures) {
        return Page.of(
                page,
                rows.stream()
                        .map(row -> TranscriptSummary.of(
                                row,
                                names.get(row.standing().classId()),
                                signatures.getOrDefault(row.standing().id(), List.of())))
                        .toList(),
                summary -> summary.id().value());
    }

    private Uni<Map<ClassId, String>> classNames(Viewer viewer, List<ListedTranscript> rows) {
        List<ClassId> ids =
                rows.stream().map(row -> row.standing().classId()).distinct().toList();
        return directory
                .classes(viewer.school().id(), ids)
                .map(classes -> classes.stream().collect(Collectors.toMap(SchoolClass::id, SchoolClass::name)));
    }

    Uni<HistoryView> history(Actor actor, TranscriptId id) {
        return Panache.withSession(() -> find(actor, id)
                .chain(found -> audit.history(
                        TranscriptStates.subject(found.viewer().school().id(), id)))
                .map(HistoryView::of));
    }

    static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND);
    }
}
