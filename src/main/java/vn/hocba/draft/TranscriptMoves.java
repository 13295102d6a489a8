package vn.hocba.draft;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import vn.hocba.directory.SchoolId;
import vn.hocba.directory.StaffId;
import vn.hocba.draft.TranscriptState.Settling;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.transcript.Slot;

/**
 * Moves rows of {@code transcript} from state to state, and only from what was read. Every method runs in the caller's transaction, and is
 * one statement, however many rows.
 */
@ApplicationScoped
class TranscriptMoves {

    private static final String MOVE = """
            UPDATE transcript t
               SET state = r.state, awaiting_slot = r.awaiting_slot, held_by = r.held_by, settling = r.settling, revision = r.revision,
                   leader_staff_id = r.leader, version = t.version + 1, updated_at = r.at,
                   issued_at = CASE r.state WHEN 'ISSUED' THEN r.at END
              FROM jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r(id uuid, from_state text, version int, state text,
                   awaiting_slot text, held_by uuid, settling boolean, revision int, leader uuid, at timestamptz)
             WHERE t.school_id = :school AND t.id = r.id AND t.state = r.from_state AND t.version = r.version
            """;

    /** Rows are locked in the order of the ids, so that two requests never wait for each other. */
    private static final String HOLD = """
            UPDATE transcript t
               SET state = 'IN_SIGNING', awaiting_slot = :slot, held_by = :claim, version = t.version + 1, updated_at = :at
              FROM (SELECT id FROM transcript
                      JOIN jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r(id uuid, version int, teacher uuid)
                     USING (id)
                     WHERE school_id = :school AND transcript.version = r.version
                       AND (:slot <> 'HOMEROOM_TEACHER'
                            OR EXISTS (SELECT FROM school_class c
                                        WHERE c.school_id = transcript.school_id AND c.id = transcript.class_id
                                          AND c.homeroom_teacher_id = r.teacher))
                     ORDER BY id FOR NO KEY UPDATE OF transcript) free
             WHERE t.school_id = :school AND t.id = free.id
            """;

    /** Likewise. */
    private static final String MOVE_HELD = """
            UPDATE transcript t
               SET state = :state, awaiting_slot = :awaiting, held_by = NULL, settling = :settling,
                   version = t.version + 1, updated_at = :at,
                   issued_at = CASE :state WHEN 'ISSUED' THEN CAST(:at AS timestamptz) END
              FROM (SELECT id FROM transcript WHERE school_id = :school AND held_by = :claim
                       AND state = 'IN_SIGNING' AND awaiting_slot = :slot AND id""" + SchoolRows.GIVEN_IDS + """
                     ORDER BY id FOR NO KEY UPDATE) held
             WHERE t.school_id = :school AND t.id = held.id
            RETURNING t.id, t.revision
            """;

    /**
     * Moves transcripts to other states.
     *
     * @throws ProblemException {@link ProblemType#CONFLICT} through the {@code Uni} if one of them changed in between
     */
    Uni<Void> move(SchoolId school, List<StateChange> changes, Instant now) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (StateChange change : changes) {
            Standing from = change.from();
            StaffId leader = change.leader();
            rows.addObject()
                    .put("id", from.id().toString())
                    .put("from_state", from.state().code().name())
                    .put("version", from.version())
                    .put("state", change.to().code().name())
                    .put("awaiting_slot", change.to().awaiting().map(Slot::name).orElse(null))
                    .put(
                            "held_by",
                            change.to()
                                    .claim()
                                    .map(claim -> claim.value().toString())
                                    .orElse(null))
                    .put("settling", change.to() instanceof Settling)
                    .put("revision", change.revision())
                    .put("leader", leader == null ? null : leader.toString())
                    .put("at", now.toString());
        }
        return SchoolRows.write(MOVE, school, ContentJson.write(rows))
                .invoke(count -> {
                    if (count != changes.size()) {
                        throw new ProblemException(ProblemType.CONFLICT);
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Gives transcripts to a signing request that nobody has changed since they were read, nor, where that matters for the slot, whose
     * class it is.
     *
     * @return how many it got
     */
    Uni<Integer> hold(SchoolId school, Slot slot, ClaimId claim, List<Standing> read, Instant now) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        read.forEach(standing -> rows.addObject()
                .put("id", standing.id().toString())
                .put("version", standing.version())
                .put("teacher", standing.homeroomTeacher().toString()));
        return SchoolRows.session()
                .chain(session -> session.createNativeQuery(HOLD)
                        .setParameter("school", school.value())
                        .setParameter("slot", slot.name())
                        .setParameter("claim", claim.value())
                        .setParameter("rows", ContentJson.write(rows))
                        .setParameter("at", now)
                        .executeUpdate());
    }

    /**
     * Moves those transcripts to another state that a signing request holds for a slot, and ends its hold.
     *
     * @return their last locked revisions; what the request does not hold stays as it is, and is left out
     */
    Uni<Map<TranscriptId, Integer>> moveHeld(
            SchoolId school,
            Slot slot,
            ClaimId claim,
            Collection<TranscriptId> ids,
            TranscriptState next,
            Instant now) {
        return SchoolRows.session()
                .chain(session -> session.createNativeQuery(MOVE_HELD, Object[].class)
                        .setParameter("school", school.value())
                        .setParameter("claim", claim.value())
                        .setParameter("slot", slot.name())
                        .setParameter(
                                "ids",
                                SchoolRows.given(
                                        ids.stream().map(TranscriptId::value).toList()))
                        .setParameter("state", next.code().name())
                        .setParameter(
                                "awaiting", next.awaiting().map(Slot::name).orElse(null))
                        .setParameter("settling", next instanceof Settling)
                        .setParameter("at", now)
                        .getResultList())
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> new TranscriptId((UUID) row[0]), row -> ((Number) row[1]).intValue())));
    }
}
