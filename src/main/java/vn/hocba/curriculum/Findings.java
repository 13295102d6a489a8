package vn.hocba.curriculum;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the findings of one check, in the order of the document. */
final class Findings {
    private final List<Finding> found = new ArrayList<>();

    void error(String pointer, String code, String vi, String en) {
        found.add(new Finding(Severity.ERROR, pointer, code, vi, en));
    }

    void warning(String pointer, String code, String vi, String en) {
        found.add(new Finding(Severity.WARNING, pointer, code, vi, en));
    }

    /** Reports the field as required when the value is absent. */
    void require(@Nullable Object value, String pointer, String nameVi, String nameEn) {
        if (value == null) {
            error(pointer, "required", "Thiếu " + nameVi + ".", "Missing " + nameEn + ".");
        }
    }

    List<Finding> all() {
        return List.copyOf(found);
    }
}
