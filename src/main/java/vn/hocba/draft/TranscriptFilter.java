package vn.hocba.draft;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.StaffId;

/** Conditions of a list as SQL with parameters; text of a request is only ever a parameter. */
final class TranscriptFilter {
    private final StringBuilder sql = new StringBuilder();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    TranscriptFilter ofClass(@Nullable ClassId classId) {
        return classId == null ? this : and("class_id = :class", "class", classId.value());
    }

    TranscriptFilter ofYear(@Nullable String schoolYear) {
        return schoolYear == null ? this : and("school_year = :year", "year", schoolYear);
    }

    TranscriptFilter in(TranscriptState.@Nullable Code state) {
        return state == null ? this : and("state = :state", "state", state.name());
    }

    /** Only transcripts of these classes. */
    TranscriptFilter visible(Collection<ClassId> classes) {
        return and("class_id" + given("classes"), "classes", json(classes));
    }

    /** What this person could sign now: free, and at a slot that is theirs. */
    TranscriptFilter awaiting(Viewer viewer) {
        List<String> slots = new ArrayList<>();
        StaffId me = viewer.staffId();
        if (me != null && viewer.isHomeroomTeacher()) {
            slots.add("(awaiting_slot = 'HOMEROOM_TEACHER' AND class_id" + given("own") + ")");
            parameters.put("own", json(viewer.ownClasses()));
        }
        if (me != null && viewer.isPrincipal()) {
            slots.add("(awaiting_slot = 'PRINCIPAL' AND leader_staff_id = :me)");
            parameters.put("me", me.value());
        }
        if (viewer.isSealOfficer()) {
            slots.add("awaiting_slot = 'SCHOOL_SEAL'");
        }
        sql.append(" AND held_by IS NULL AND NOT settling AND (")
                .append(slots.isEmpty() ? "false" : String.join(" OR ", slots))
                .append(')');
        return this;
    }

    String sql() {
        return sql.toString();
    }

    <T> Mutiny.SelectionQuery<T> bind(Mutiny.SelectionQuery<T> query) {
        parameters.forEach(query::setParameter);
        return query;
    }

    private TranscriptFilter and(String condition, String parameter, Object value) {
        sql.append(" AND ").append(condition);
        parameters.put(parameter, value);
        return this;
    }

    private static String given(String parameter) {
        return " IN (SELECT CAST(given AS uuid) FROM jsonb_array_elements_text(CAST(CAST(:" + parameter
                + " AS text) AS jsonb)) AS given)";
    }

    private static String json(Collection<ClassId> classes) {
        return new JsonArray(classes.stream().map(ClassId::toString).toList()).encode();
    }
}
