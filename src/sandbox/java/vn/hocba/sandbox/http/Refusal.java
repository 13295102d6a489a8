package vn.hocba.sandbox.http;

/** Ends the handling of a request with an answer of its own. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reply.Answer answer;

    public Refusal(Reply.Answer answer) {
        super("refused with " + answer.status(), null, false, false);
        this.answer = answer;
    }

    public Reply.Answer answer() {
        return answer;
    }
}
