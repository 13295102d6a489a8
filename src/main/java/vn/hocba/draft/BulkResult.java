package vn.hocba.draft;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of a bulk request; items that could not be carried out never touch the others.
 *
 * @param done how many items were carried out
 * @param refused how many were not
 * @param items one result per item, in the order of the request
 */
@Schema(name = "BulkResult", description = "Per-item results; items that were refused changed nothing.")
public record BulkResult(int done, int refused, List<ItemResult> items) {

    static BulkResult of(List<ItemResult> items) {
        int done = (int) items.stream().filter(ItemResult::done).count();
        return new BulkResult(done, items.size() - done, List.copyOf(items));
    }
}
