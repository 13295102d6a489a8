package vn.hocba.draft;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.SchoolId;
import vn.hocba.directory.StaffId;
import vn.hocba.transcript.Transcript;
import vn.hocba.workers.Workers;

/** Rows of {@code locked_revision}, in the caller's session or transaction. Rows are never changed. */
@ApplicationScoped
class RevisionStore {

    private static final String INSERT = """
            INSERT INTO locked_revision (school_id, transcript_id, revision, transcript, policy, leader_staff_id,
                                         locked_by, locked_at)
            SELECT :school, r.id, r.revision, r.transcript, r.policy, r.leader, r.locked_by, r.locked_at
              FROM jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r(id uuid, revision int, transcript jsonb,
                   policy text, leader uuid, locked_by text, locked_at timestamptz)
            """;

    /** Each transcript with its last locked revision. */
    private static final String LAST = """
             FROM transcript t
             JOIN locked_revision l
               ON l.school_id = t.school_id AND l.transcript_id = t.id AND l.revision = t.revision
            """;

    private static final String GIVEN =
            " WHERE t.school_id = :school AND t.id" + SchoolRows.GIVEN_IDS + " ORDER BY t.id";

    /** Place of the transcript in what {@link #last} reads. */
    private static final int TRANSCRIPT = 3;

    private final Workers workers;

    RevisionStore(Workers workers) {
        this.workers = workers;
    }

    /** Stores what was fixed at a lock. */
    Uni<Void> insert(SchoolId school, List<LockedRevision> revisions) {
        return workers.compute(() -> json(revisions))
                .chain(rows -> SchoolRows.write(INSERT, school, rows))
                .replaceWithVoid();
    }

    private static String json(List<LockedRevision> revisions) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (LockedRevision revision : revisions) {
            rows.addObject()
                    .put("id", revision.id().toString())
                    .put("revision", revision.revision())
                    .put("policy", revision.policy())
                    .put("leader", revision.leader().toString())
                    .put("locked_by", revision.lockedBy())
                    .put("locked_at", revision.lockedAt().toString())
                    .putRawValue("transcript", new RawValue(ContentJson.write(revision.transcript())));
        }
        return ContentJson.write(rows);
    }

    /** The last locked revision of each transcript, those that were ever locked, ordered by id. */
    Uni<List<LockedRevision>> last(SchoolId school, Collection<TranscriptId> ids) {
        return SchoolRows.byIds("""
                        SELECT t.id, t.class_id, l.revision, CAST(l.transcript AS text), l.policy, l.leader_staff_id,
                               l.locked_by, l.locked_at
                        """ + LAST + GIVEN, school, ids)
                .chain(rows -> workers.computeOver(
                        SchoolRows.characters(rows, TRANSCRIPT),
                        () -> rows.stream().map(RevisionStore::revision).toList()));
    }

    /** As {@link #last}, only what a class register says of them: the contents stay where they are. */
    Uni<List<RegisterEntry>> lastEntries(SchoolId school, Collection<TranscriptId> ids) {
        return SchoolRows.byIds("""
                        SELECT t.id, l.revision, r.placement ->> 'className', r.content ->> 'registerNumber',
                               r.content -> 'pupil' ->> 'fullName'
                        """ + LAST + """
                         CROSS JOIN LATERAL jsonb_to_record(l.transcript) AS r(placement jsonb, content jsonb)
                        """ + GIVEN, school, ids)
                .map(rows -> rows.stream()
                        .map(row -> new RegisterEntry(
                                new TranscriptId((UUID) row[0]),
                                ((Number) row[1]).intValue(),
                                (String) row[2],
                                (String) row[3],
                                (String) row[4]))
                        .toList());
    }

    private static LockedRevision revision(Object[] row) {
        return new LockedRevision(
                new TranscriptId((UUID) row[0]),
                new ClassId((UUID) row[1]),
                ((Number) row[2]).intValue(),
                ContentJson.read((String) row[TRANSCRIPT], Transcript.class),
                new StaffId((UUID) row[5]),
                (String) row[4],
                (String) row[6],
                SchoolRows.instant(row[7]));
    }
}
