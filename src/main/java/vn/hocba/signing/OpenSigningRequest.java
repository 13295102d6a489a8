package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.hocba.audit.AuditEvent;
import vn.hocba.audit.AuditSubject;
import vn.hocba.audit.AuditTrail;
import vn.hocba.directory.TimeOrderedIds;
import vn.hocba.draft.ClaimId;
import vn.hocba.draft.LockedRevision;
import vn.hocba.draft.RegisterEntry;
import vn.hocba.draft.TranscriptId;
import vn.hocba.draft.TranscriptStates;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.signing.Preparation.Base;
import vn.hocba.signing.Preparation.Batch;
import vn.hocba.signing.Preparation.ToSign;
import vn.hocba.transcript.Slot;

/**
 * Opening a request, the first half of the walk: the signer, the transcripts, the credential and its certificate are
 * checked, all signatures are prepared on the workers, and everything is stored in one transaction with the transcripts'
 * change of state. Until then nothing is stored, and nobody was asked for a consent.
 */
@ApplicationScoped
class OpenSigningRequest {

    private static final int LONGEST_NAME = 200;

    private final SigningChecks checks;
    private final TranscriptStates transcripts;
    private final PreparationRoom room;
    private final Preparation preparation;
    private final RequestStore requests;
    private final DocumentStore documents;
    private final AuditTrail audit;
    private final Clock clock;

    OpenSigningRequest(
            SigningChecks checks,
            TranscriptStates transcripts,
            PreparationRoom room,
            Preparation preparation,
            RequestStore requests,
            DocumentStore documents,
            AuditTrail audit,
            Clock clock) {
        this.checks = checks;
        this.transcripts = transcripts;
        this.room = room;
        this.preparation = preparation;
        this.requests = requests;
        this.documents = documents;
        this.audit = audit;
        this.clock = clock;
    }

    /** Everything that a request is made of, before any of it is stored. */
    record Draft(
            Signatory signatory,
            ClaimId claim,
            OpenRequest wish,
            List<RegisterEntry> revisions,
            Set<DocumentStore.Base> bases,
            Batch batch) {
        RowKey key() {
            return new RowKey(signatory.school().id().value(), claim.value());
        }

        List<TranscriptId> ids() {
            return revisions.stream().map(RegisterEntry::id).toList();
        }
    }

    /** Checks and prepares; stores nothing. */
    Uni<Draft> draft(Signatory signatory, OpenRequest wish) {
        var claim = new ClaimId(TimeOrderedIds.next());
        return checks.wanted(signatory, wish)
                .flatMap(wanted -> checks.takeable(signatory, wish, wanted, claim))
                .flatMap(revisions -> checks.usable(signatory)
                        .flatMap(credential -> room.take(
                                revisions.size(),
                                () -> stored(signatory, revisions)
                                        .flatMap(stored -> toSign(signatory, revisions, stored)
                                                .flatMap(batch -> preparation.prepare(signatory, credential, batch, 1))
                                                .map(batch -> new Draft(
                                                        signatory, claim, wish, revisions, bases(stored), batch))))));
    }

    private Uni<Map<Revision, DocumentStore.Document>> stored(Signatory signatory, List<RegisterEntry> revisions) {
        return Panache.withSession(() -> documents.find(
                        signatory.school().id().value(),
                        revisions.stream()
                                .map(revision -> revision.id().value())
                                .toList(),
                        signatory.slot().preceding()))
                .map(found -> found.stream()
                        .collect(Collectors.toMap(
                                document -> new Revision(document.transcriptId(), document.revision()),
                                Function.identity())));
    }

    /** Reads the contents only of what has no XML yet, which is what nobody has signed. */
    private Uni<List<ToSign>> toSign(
            Signatory signatory, List<RegisterEntry> revisions, Map<Revision, DocumentStore.Document> stored) {
        var unwritten = revisions.stream()
                .filter(revision -> !stored.containsKey(Revision.of(revision)))
                .map(RegisterEntry::id)
                .toList();
        if (!unwritten.isEmpty() && signatory.slot() != Slot.HOMEROOM_TEACHER) {
            throw new IllegalStateException("transcripts " + unwritten + " lack the slot before " + signatory.slot());
        }
        Uni<List<LockedRevision>> contents = unwritten.isEmpty()
                ? Uni.createFrom().item(List.of())
                : transcripts.lockedRevisions(signatory.school().id(), unwritten);
        return contents.map(read -> {
            var bases = new HashMap<Revision, Base>();
            stored.forEach((revision, document) -> bases.put(revision, new Base.Stored(document.xml())));
            read.forEach(locked -> bases.put(
                    new Revision(locked.id().value(), locked.revision()), new Base.Unwritten(locked.transcript())));
            return revisions.stream().map(revision -> toSign(revision, bases)).toList();
        });
    }

    private static Set<DocumentStore.Base> bases(Map<Revision, DocumentStore.Document> stored) {
        return stored.values().stream()
                .map(document -> new DocumentStore.Base(
                        document.transcriptId(), document.revision(), document.signatures(), document.edition()))
                .collect(Collectors.toSet());
    }

    private record Revision(UUID transcript, int number) {
        static Revision of(RegisterEntry entry) {
            return new Revision(entry.id().value(), entry.revision());
        }
    }

    private static ToSign toSign(RegisterEntry revision, Map<Revision, Base> bases) {
        var base = bases.get(Revision.of(revision));
        if (base == null) {
            // locked again while this was being prepared
            throw new ProblemException(ProblemType.CONFLICT);
        }
        return new ToSign(TimeOrderedIds.next(), revision.id().value(), revision.revision(), label(revision), base);
    }

    /** Stores the request in the caller's transaction: state, request, sessions, items, documents and record. */
    Uni<RowKey> store(Draft draft) {
        var signatory = draft.signatory();
        var school = signatory.school().id();
        var now = clock.instant();
        return transcripts
                .beginSigning(school, signatory.slot(), draft.ids(), draft.claim(), signatory.staff())
                .invoke(held -> requireSame(draft.revisions(), held))
                .chain(() -> requireSameDocuments(draft))
                .chain(() -> requests.open(request(draft)))
                .chain(() -> documents.insert(
                        school.value(),
                        draft.batch().written().stream()
                                .map(written -> new DocumentStore.Document(
                                        written.transcriptId(), written.revision(), 0, 0, written.xml()))
                                .toList(),
                        now))
                .chain(() -> requests.addSessions(draft.key(), draft.batch().sessions()))
                .chain(() -> audit.append(AuditEvent.by(
                        signatory.actor(),
                        new AuditSubject(
                                school.value(), "signing_request", draft.claim().value()),
                        "opened",
                        null)))
                .replaceWith(draft.key());
    }

    /** Between preparing and storing, somebody may have unlocked, changed and locked again. */
    private static void requireSame(List<RegisterEntry> prepared, Map<TranscriptId, Integer> held) {
        if (!revisions(prepared).equals(held)) {
            throw new ProblemException(ProblemType.CONFLICT);
        }
    }

    /** What the principal signs covers the teacher's signature, so nothing may have been added to that since it was prepared. */
    private Uni<Void> requireSameDocuments(Draft draft) {
        var slot = draft.signatory().slot();
        return slot != Slot.PRINCIPAL
                ? Uni.createFrom().voidItem()
                : documents
                        .bases(
                                draft.key().schoolId(),
                                draft.ids().stream().map(TranscriptId::value).toList(),
                                slot.preceding())
                        .invoke(now -> {
                            if (!now.containsAll(draft.bases())) {
                                throw new ProblemException(ProblemType.CONFLICT);
                            }
                        })
                        .replaceWithVoid();
    }

    private static Map<TranscriptId, Integer> revisions(List<RegisterEntry> of) {
        return of.stream().collect(Collectors.toMap(RegisterEntry::id, RegisterEntry::revision));
    }

    private NewRequest request(Draft draft) {
        var signatory = draft.signatory();
        var classes = draft.revisions().stream()
                .map(RegisterEntry::className)
                .distinct()
                .toList();
        var className = classes.size() == 1 ? cut(classes.getFirst(), 50) : "";
        var description = draft.wish().description();
        return new NewRequest(
                draft.key(),
                signatory.slot(),
                signatory.staff().id().value(),
                signatory.actor().subject(),
                cut(signatory.staff().fullName(), LONGEST_NAME),
                cut(signatory.school().name(), LONGEST_NAME),
                className,
                description == null
                        ? describe(
                                signatory.slot(), className, draft.revisions().size())
                        : description,
                clock.instant());
    }

    private static String describe(Slot slot, String className, int count) {
        var act = switch (slot) {
            case HOMEROOM_TEACHER, PRINCIPAL -> "Ký";
            case SCHOOL_SEAL -> "Đóng dấu phát hành";
        };
        var of = className.isEmpty() ? "" : " lớp " + className;
        return act + " " + count + " học bạ" + of;
    }

    private static String label(RegisterEntry revision) {
        var name = revision.pupilName();
        return name == null ? "" : cut(name, LONGEST_NAME);
    }

    /** The beginning of a text, at most so long; a character of two UTF-16 units stays whole or is left out. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
