package vn.hocba.draft;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.PageRequest;
import vn.hocba.directory.SchoolId;
import vn.hocba.directory.StaffId;
import vn.hocba.draft.TranscriptState.Draft;
import vn.hocba.draft.TranscriptState.InSigning;
import vn.hocba.draft.TranscriptState.Issued;
import vn.hocba.draft.TranscriptState.Locked;
import vn.hocba.draft.TranscriptState.Settling;
import vn.hocba.transcript.Slot;
import vn.hocba.transcript.TranscriptContent;
import vn.hocba.workers.Workers;

/**
 * Rows of {@code transcript}; from state to state, {@link TranscriptMoves} moves them. Every method runs in the caller's session; those
 * that write, in the caller's transaction. However many rows, one statement.
 */
@ApplicationScoped
class TranscriptStore {

    private final Workers workers;

    TranscriptStore(Workers workers) {
        this.workers = workers;
    }

    private static final String STANDING = """
            SELECT id, class_id, pupil_name, state, awaiting_slot, held_by, revision, leader_staff_id, version, settling,
                   (SELECT c.homeroom_teacher_id FROM school_class c
                     WHERE c.school_id = transcript.school_id AND c.id = transcript.class_id)""";

    /** Place of the content in what {@link #contents} reads. */
    private static final int CONTENT = 12;

    // parameters go through text: one of type jsonb would be sent as a JSON string, not as the document that it holds
    private static final String INSERT = """
            INSERT INTO transcript (school_id, id, class_id, school_year, pupil_code, pupil_name, content, state,
                                    version, created_at, updated_at)
            SELECT :school, r.id, r.class_id, r.school_year, r.pupil_code, r.pupil_name, r.content, 'DRAFT', 1,
                   r.at, r.at
              FROM jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r(id uuid, class_id uuid, school_year text,
                   pupil_code text, pupil_name text, content jsonb, at timestamptz)
            ON CONFLICT (school_id, school_year, pupil_code) DO NOTHING
            RETURNING id
            """;

    private static final String REPLACE = """
            UPDATE transcript t
               SET content = r.content, pupil_code = r.pupil_code, pupil_name = r.pupil_name,
                   version = t.version + 1, updated_at = r.at
              FROM jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r(id uuid, version int, pupil_code text,
                   pupil_name text, content jsonb, at timestamptz)
             WHERE t.school_id = :school AND t.id = r.id AND t.version = r.version AND t.state = 'DRAFT'
               AND NOT EXISTS (SELECT FROM transcript other
                                WHERE other.school_id = t.school_id AND other.school_year = t.school_year
                                  AND other.pupil_code = r.pupil_code AND other.id <> t.id)
            """;

    /**
     * Stores new drafts.
     *
     * @return the ids that were stored; the others' pupils have a transcript of that year already
     */
    Uni<Set<TranscriptId>> insert(SchoolId school, List<NewDraft> drafts, Instant now) {
        return workers.compute(() -> json(drafts, now))
                .chain(rows -> SchoolRows.session()
                        .chain(session -> session.createNativeQuery(INSERT, UUID.class)
                                .setParameter("school", school.value())
                                .setParameter("rows", rows)
                                .getResultList()))
                .map(ids -> ids.stream().map(TranscriptId::new).collect(Collectors.toCollection(HashSet::new)));
    }

    private static String json(List<NewDraft> drafts, Instant now) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (NewDraft draft : drafts) {
            rows.add(contentRow(draft.id(), draft.content(), now)
                    .put("class_id", draft.classId().toString())
                    .put("school_year", draft.schoolYear()));
        }
        return ContentJson.write(rows);
    }

    /** Puts another content in place; false when version or state changed in between, or the pupil has another transcript. */
    Uni<Boolean> replace(SchoolId school, Standing from, TranscriptContent content, Instant now) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        rows.add(contentRow(from.id(), content, now).put("version", from.version()));
        return SchoolRows.write(REPLACE, school, ContentJson.write(rows)).map(count -> count == 1);
    }

    /** Deletes a draft that was never locked; false when version or state changed in between. */
    Uni<Boolean> delete(SchoolId school, Standing standing) {
        return SchoolRows.session()
                .chain(session -> session.createNativeQuery("""
                                DELETE FROM transcript WHERE school_id = :school AND id = :id AND version = :version
                                   AND state = 'DRAFT' AND revision = 0
                                """)
                        .setParameter("school", school.value())
                        .setParameter("id", standing.id().value())
                        .setParameter("version", standing.version())
                        .executeUpdate())
                .map(count -> count == 1);
    }

    /** The transcript with its content. */
    Uni<Optional<StoredTranscript>> find(SchoolId school, TranscriptId id) {
        return contents(school, List.of(id)).map(found -> found.stream().findFirst());
    }

    /** Transcripts with their contents, those that exist, ordered by id. */
    Uni<List<StoredTranscript>> contents(SchoolId school, Collection<TranscriptId> ids) {
        return SchoolRows.byIds(
                        STANDING
                                + ", school_year, CAST(content AS text), created_at, updated_at, issued_at FROM transcript"
                                + " WHERE school_id = :school AND id" + SchoolRows.GIVEN_IDS + " ORDER BY id",
                        school,
                        ids)
                .chain(rows -> workers.computeOver(
                        SchoolRows.characters(rows, CONTENT),
                        () -> rows.stream().map(TranscriptStore::stored).toList()));
    }

    /** Where transcripts stand now, those that exist. */
    Uni<List<Standing>> standings(SchoolId school, Collection<TranscriptId> ids) {
        return SchoolRows.byIds(
                        STANDING + " FROM transcript WHERE school_id = :school AND id" + SchoolRows.GIVEN_IDS
                                + " ORDER BY id",
                        school,
                        ids)
                .map(rows -> rows.stream().map(TranscriptStore::standing).toList());
    }

    /** Where transcripts stand, those that exist, locked against other changes of state until the transaction ends. */
    Uni<List<Standing>> lockStandings(SchoolId school, Collection<TranscriptId> ids) {
        // always in the order of the ids, so that two requests never wait for each other
        return SchoolRows.byIds(
                        STANDING + " FROM transcript WHERE school_id = :school AND id" + SchoolRows.GIVEN_IDS
                                + " ORDER BY id FOR NO KEY UPDATE",
                        school,
                        ids)
                .map(rows -> rows.stream().map(TranscriptStore::standing).toList());
    }

    /** Where a transcript stands, if it exists. */
    Uni<Optional<Standing>> standing(SchoolId school, TranscriptId id) {
        return SchoolRows.byIds(
                        STANDING + " FROM transcript WHERE school_id = :school AND id" + SchoolRows.GIVEN_IDS,
                        school,
                        List.of(id))
                .map(rows -> rows.stream().map(TranscriptStore::standing).findFirst());
    }

    /** Where the transcripts of classes stand, ordered by id; the first of them if there are more than {@code most}. */
    Uni<List<Standing>> standingsOfClasses(SchoolId school, List<ClassId> classes, int most) {
        return ofClasses(school, classes, "", most);
    }

    /** The drafts of a class, as {@link #standingsOfClasses}. */
    Uni<List<Standing>> draftsOfClass(SchoolId school, ClassId classId, int most) {
        return ofClasses(school, List.of(classId), " AND state = 'DRAFT'", most);
    }

    private Uni<List<Standing>> ofClasses(SchoolId school, List<ClassId> classes, String condition, int most) {
        return SchoolRows.session()
                .chain(session -> session.createNativeQuery(
                                STANDING + " FROM transcript WHERE school_id = :school AND class_id"
                                        + SchoolRows.GIVEN_IDS + condition + " ORDER BY id",
                                Object[].class)
                        .setParameter("school", school.value())
                        .setParameter(
                                "ids",
                                SchoolRows.given(
                                        classes.stream().map(ClassId::value).toList()))
                        .setMaxResults(most)
                        .getResultList())
                .map(rows -> rows.stream().map(TranscriptStore::standing).toList());
    }

    /** Transcripts held by a signing request, locked against other changes of state until the transaction ends. */
    Uni<List<Standing>> lockHeldBy(SchoolId school, ClaimId claim) {
        return SchoolRows.session()
                .chain(session -> session.createNativeQuery(
                                STANDING
                                        + " FROM transcript WHERE school_id = :school AND held_by = :claim"
                                        + " ORDER BY id FOR NO KEY UPDATE",
                                Object[].class)
                        .setParameter("school", school.value())
                        .setParameter("claim", claim.value())
                        .getResultList())
                .map(rows -> rows.stream().map(TranscriptStore::standing).toList());
    }

    /** One part of a list. */
    Uni<List<ListedTranscript>> list(SchoolId school, TranscriptFilter filter, PageRequest page) {
        return SchoolRows.session()
                .chain(session -> filter.bind(session.createNativeQuery(
                                STANDING + ", school_year, pupil_code, updated_at FROM transcript"
                                        + " WHERE school_id = :school AND id > :after" + filter.sql()
                                        + " ORDER BY id",
                                Object[].class))
                        .setParameter("school", school.value())
                        .setParameter("after", page.after())
                        .setMaxResults(page.fetch())
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new ListedTranscript(
                                standing(row), (String) row[11], (String) row[12], SchoolRows.instant(row[13])))
                        .toList());
    }

    private static ObjectNode contentRow(TranscriptId id, TranscriptContent content, Instant now) {
        var pupil = content.pupil();
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id.toString())
                .put("pupil_code", pupil == null ? null : pupil.pupilCode())
                .put("pupil_name", pupil == null ? null : pupil.fullName())
                .put("at", now.toString())
                .putRawValue("content", new RawValue(ContentJson.write(content)));
    }

    private static Standing standing(Object[] row) {
        String awaiting = (String) row[4];
        UUID heldBy = (UUID) row[5];
        UUID leader = (UUID) row[7];
        return new Standing(
                new TranscriptId((UUID) row[0]),
                new ClassId((UUID) row[1]),
                new StaffId((UUID) row[10]),
                (String) row[2],
                state(TranscriptState.Code.valueOf((String) row[3]), awaiting, heldBy, (Boolean) row[9]),
                ((Number) row[6]).intValue(),
                leader == null ? null : new StaffId(leader),
                ((Number) row[8]).intValue());
    }

    private static TranscriptState state(
            TranscriptState.Code code, @Nullable String awaiting, @Nullable UUID heldBy, boolean settling) {
        return switch (code) {
            case DRAFT -> new Draft();
            case LOCKED -> new Locked();
            case IN_SIGNING -> {
                Slot next = Slot.valueOf(String.valueOf(awaiting));
                yield settling
                        ? new Settling(next)
                        : new InSigning(next, Optional.ofNullable(heldBy).map(ClaimId::new));
            }
            case ISSUED -> new Issued();
        };
    }

    private static StoredTranscript stored(Object[] row) {
        return new StoredTranscript(
                standing(row),
                (String) row[11],
                ContentJson.read((String) row[CONTENT], TranscriptContent.class),
                SchoolRows.instant(row[13]),
                SchoolRows.instant(row[14]),
                row[15] == null ? null : SchoolRows.instant(row[15]));
    }
}
