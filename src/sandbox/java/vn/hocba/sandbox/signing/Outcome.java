package vn.hocba.sandbox.signing;

/** What became of a request for consent so far; a refusal is thrown. */
public sealed interface Outcome {

    /**
     * Agreed.
     *
     * @param sad the activation data, a secret
     * @param expiresIn seconds
     */
    record Granted(String sad, long expiresIn) implements Outcome {
        @Override
        public String toString() {
            return "Granted[expiresIn=" + expiresIn + "]";
        }
    }

    /** The person has not decided. */
    record Waiting(String handle) implements Outcome {}
}
