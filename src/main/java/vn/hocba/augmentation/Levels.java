package vn.hocba.augmentation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vn.hocba.directory.SchoolId;
import vn.hocba.draft.SignatureLevels;
import vn.hocba.draft.SignatureView;
import vn.hocba.draft.SignatureView.WaitsFor;
import vn.hocba.draft.TranscriptId;
import vn.hocba.signing.EmbeddedSignatures;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureLevel;

/** The queue from outside: new signatures come in, and what each of them waits for can be read. */
@ApplicationScoped
class Levels implements EmbeddedSignatures, SignatureLevels {

    private final LevelStore store;
    private final LevelPolicy policy;
    private final Clock clock;

    Levels(LevelStore store, LevelPolicy policy, Clock clock) {
        this.store = store;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public Uni<Boolean> embedded(SchoolId school, Slot slot, List<Place> signatures) {
        Instant now = clock.instant();
        SignatureLevel wanted = policy.wanted(slot);
        return policy.deadline(school, slot, now)
                .chain(deadline -> store.insert(school, slot, wanted, deadline, signatures, now))
                .replaceWith(wanted != SignatureLevel.BASELINE_B && LevelPolicy.isCoveredByTheNext(slot));
    }

    @Override
    public Uni<Map<TranscriptId, List<SignatureView>>> of(SchoolId school, Collection<TranscriptId> ids) {
        return store.ofTranscripts(school, ids)
                .map(rows -> rows.stream()
                        .sorted(Comparator.comparing(LevelStore.Row::slot))
                        .collect(Collectors.groupingBy(
                                LevelStore.Row::transcript, Collectors.mapping(Levels::view, Collectors.toList()))));
    }

    private static SignatureView view(LevelStore.Row row) {
        boolean waits = row.dueAt() != null;
        return new SignatureView(
                row.slot(),
                SignatureView.Level.valueOf(row.level().name()),
                SignatureView.Level.valueOf(row.wanted().name()),
                waits ? waitsFor(row.level()) : null,
                waits && row.lastFailure() != null && !row.underWay() ? row.dueAt() : null,
                row.lastFailure());
    }

    private static WaitsFor waitsFor(SignatureLevel level) {
        return switch (level) {
            case BASELINE_B -> WaitsFor.TIMESTAMP;
            case BASELINE_T -> WaitsFor.REVOCATION_DATA;
            case BASELINE_LT, BASELINE_LTA -> WaitsFor.ARCHIVE_TIMESTAMP;
        };
    }
}
