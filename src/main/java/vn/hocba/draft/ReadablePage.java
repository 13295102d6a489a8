package vn.hocba.draft;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import vn.hocba.problem.ProblemException;
import vn.hocba.transcript.Placement;

/** The page that a signer reads before consenting. */
@ApplicationScoped
class ReadablePage {

    @CheckedTemplate
    static class Templates {
        private Templates() {}

        static native TemplateInstance transcript(PageModel page);
    }

    /**
     * The page as HTML.
     *
     * @throws ProblemException if the class cannot be named on a document
     */
    Uni<String> render(Transcripts.Found found) {
        LockedRevision locked = found.locked();
        Placement placement = locked == null
                ? Drafts.placement(found.schoolClass())
                : locked.transcript().placement();
        String school = locked == null
                ? found.viewer().school().name()
                : locked.transcript().school().name();
        return Templates.transcript(PageModel.of(found.stored(), placement, school, locked))
                .createUni();
    }
}
