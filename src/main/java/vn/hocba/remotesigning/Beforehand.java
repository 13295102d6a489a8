package vn.hocba.remotesigning;

import io.smallrye.mutiny.Uni;
import vn.hocba.remotesigning.RemoteSigningFailure.AnswerLost;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure.NothingSent;

/** Questions that have to be answered before the call that matters. */
public final class Beforehand {

    private Beforehand() {}

    /** Whatever became of the question, the call that matters was not sent. */
    public static <T> Uni<T> ask(Uni<T> question) {
        return question.onFailure(failure -> failure instanceof AnswerLost || failure instanceof MalformedAnswer)
                .transform(cause -> new NothingSent("a question before the call failed: " + cause.getMessage(), cause));
    }
}
