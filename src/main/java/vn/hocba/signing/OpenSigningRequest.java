package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.hocba.audit.AuditEvent;
import vn.hocba.audit.AuditSubject;
import vn.hocba.audit.AuditTrail;
import vn.hocba.directory.SchoolId;
import vn.hocba.directory.TimeOrderedIds;
import vn.hocba.draft.ClaimId;
import vn.hocba.draft.LockedRevision;
import vn.hocba.draft.RegisterEntry;
import vn.hocba.draft.Standing;
import vn.hocba.draft.TranscriptId;
import vn.hocba.draft.TranscriptStates;
import vn.hocba.draft.TranscriptsRefusedException;
import vn.hocba.signing.Preparation.Base;
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
    private final ItemStore items;
    private final DocumentStore documents;
    private final SigningRequestViews views;
    private final AuditTrail audit;
    private final Clock clock;

    OpenSigningRequest(
            SigningChecks checks,
            TranscriptStates transcripts,
            PreparationRoom room,
            Preparation preparation,
            RequestStore requests,
            ItemStore items,
            DocumentStore documents,
            SigningRequestViews views,
            AuditTrail audit,
            Clock clock) {
        this.checks = checks;
        this.transcripts = transcripts;
        this.room = room;
        this.preparation = preparation;
        this.requests = requests;
        this.items = items;
        this.documents = documents;
        this.views = views;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Everything that a request is made of, before any of it is stored.
     *
     * @param standings of its transcripts when they were found to be free
     * @param revisions in the order in which they are signed
     */
    record Draft(
            Signatory signatory,
            ClaimId claim,
            OpenRequest wish,
            List<Standing> standings,
            List<RegisterEntry> revisions,
            Set<DocumentStore.Base> bases,
            List<NewSession> sessions) {
        RowKey key() {
            return new RowKey(signatory.school().id().value(), claim.value());
        }
    }

    /** Checks and prepares; stores nothing. */
    Uni<Draft> draft(Signatories.Signer signer, OpenRequest wish) {
        var signatory = signer.signatory();
        var claim = new ClaimId(TimeOrderedIds.next());
        return checks.wanted(signatory, wish)
                .invoke(wanted -> SigningChecks.requireFree(signatory, wish, wanted, claim))
                .flatMap(wanted -> checks.usable(signer)
                        .flatMap(credential -> room.take(
                                wanted.ids().size(),
                                () -> found(signatory, wish, wanted.standings())
                                        .flatMap(found -> preparation
                                                .prepare(signatory, credential, found.toSign(), 1)
                                                .map(sessions -> new Draft(
                                                        signatory,
                                                        claim,
                                                        wish,
                                                        wanted.standings(),
                                                        found.entries(),
                                                        found.bases(),
                                                        sessions))))));
    }

    /** What is to be signed, in the order of the class register. */
    private record Found(List<RegisterEntry> entries, Map<Revision, Base> contents, Set<DocumentStore.Base> bases) {

        List<ToSign> toSign() {
            return entries.stream()
                    .map(entry -> new ToSign(
                            TimeOrderedIds.next(),
                            entry.id().value(),
                            entry.revision(),
                            label(entry),
                            Objects.requireNonNull(contents.get(Revision.of(entry)))))
                    .toList();
        }
    }

    /** Reads the contents only of what has no XML yet, which is what nobody has signed. */
    private Uni<Found> found(Signatory signatory, OpenRequest wish, List<Standing> standings) {
        var school = signatory.school().id();
        return Panache.withSession(() -> documents.find(
                        school.value(),
                        standings.stream()
                                .map(standing -> standing.id().value())
                                .toList(),
                        signatory.slot().preceding()))
                .flatMap(documents -> {
                    var stored = documents.stream()
                            .collect(Collectors.toMap(
                                    document -> new Revision(document.transcriptId(), document.revision()),
                                    Function.identity()));
                    var written = new ArrayList<TranscriptId>();
                    var unwritten = new ArrayList<TranscriptId>();
                    standings.forEach(standing ->
                            (stored.containsKey(Revision.of(standing)) ? written : unwritten).add(standing.id()));
                    if (!unwritten.isEmpty() && signatory.slot() != Slot.HOMEROOM_TEACHER) {
                        throw new IllegalStateException(
                                "transcripts " + unwritten + " lack the slot before " + signatory.slot());
                    }
                    return transcripts
                            .entries(school, written)
                            .flatMap(entries -> transcripts
                                    .lockedRevisions(school, unwritten)
                                    .map(contents -> found(stored, entries, contents)));
                })
                .call(found -> requireSameRevisions(school, wish, standings, found));
    }

    /** Some may have been locked again while this was being prepared. */
    private Uni<Void> requireSameRevisions(SchoolId school, OpenRequest wish, List<Standing> standings, Found found) {
        var revisions = found.entries().stream().map(Revision::of).collect(Collectors.toSet());
        var changed = standings.stream()
                .filter(standing -> !revisions.contains(Revision.of(standing)))
                .map(Standing::id)
                .toList();
        return changed.isEmpty()
                ? Uni.createFrom().voidItem()
                : transcripts
                        .of(school, changed)
                        .onItem()
                        .failWith(now -> TranscriptsRefusedException.changed(now, changed)
                                .at(wish::pointerTo))
                        .replaceWithVoid();
    }

    private static Found found(
            Map<Revision, DocumentStore.Document> stored, List<RegisterEntry> written, List<LockedRevision> unwritten) {
        var entries = new HashMap<Revision, RegisterEntry>();
        var contents = new HashMap<Revision, Base>();
        stored.forEach((revision, document) -> contents.put(revision, new Base.Stored(document.xml())));
        written.forEach(entry -> entries.put(Revision.of(entry), entry));
        unwritten.forEach(locked -> {
            entries.put(Revision.of(locked.entry()), locked.entry());
            contents.put(Revision.of(locked.entry()), new Base.Unwritten(locked.transcript()));
        });
        return new Found(
                ClassRegister.ordered(List.copyOf(entries.values())),
                contents,
                stored.values().stream().map(DocumentStore.Base::of).collect(Collectors.toSet()));
    }

    private record Revision(UUID transcript, int number) {
        static Revision of(RegisterEntry entry) {
            return new Revision(entry.id().value(), entry.revision());
        }

        static Revision of(Standing standing) {
            return new Revision(standing.id().value(), standing.revision());
        }
    }

    /** Stores the request in the caller's transaction: state, request, sessions, items, documents and record. @return as it is shown */
    Uni<SigningRequestView> store(Draft draft) {
        var signatory = draft.signatory();
        var school = signatory.school().id();
        var request = request(draft, clock.instant());
        var sessions = draft.sessions();
        return transcripts
                .beginSigning(school, signatory.slot(), draft.standings(), draft.claim(), signatory.staff())
                .chain(() -> requireSameDocuments(draft))
                .onFailure(TranscriptsRefusedException.class)
                .transform(refused -> refused.at(draft.wish()::pointerTo))
                .chain(() -> requests.open(request, sessions))
                .chain(() -> items.put(draft.key(), sessions))
                .chain(() -> audit.append(AuditEvent.by(
                        signatory.actor(),
                        new AuditSubject(
                                school.value(), "signing_request", draft.claim().value()),
                        "opened",
                        null)))
                .map(stored -> views.of(WholeRequest.of(request, sessions)));
    }

    /** What the principal signs covers the teacher's signature, so nothing may have been added to that since it was prepared. */
    private Uni<Void> requireSameDocuments(Draft draft) {
        var slot = draft.signatory().slot();
        var ids = draft.standings().stream().map(Standing::id).toList();
        return slot != Slot.PRINCIPAL
                ? Uni.createFrom().voidItem()
                : documents
                        .bases(
                                draft.key().schoolId(),
                                ids.stream().map(TranscriptId::value).toList(),
                                slot.preceding())
                        .invoke(now -> {
                            var changed = draft.bases().stream()
                                    .filter(base -> !now.contains(base))
                                    .map(DocumentStore.Base::transcriptId)
                                    .collect(Collectors.toSet());
                            if (!changed.isEmpty()) {
                                throw TranscriptsRefusedException.changed(
                                        draft.standings().stream()
                                                .filter(standing -> changed.contains(
                                                        standing.id().value()))
                                                .toList(),
                                        ids);
                            }
                        })
                        .replaceWithVoid();
    }

    private static NewRequest request(Draft draft, Instant now) {
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
                now);
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
