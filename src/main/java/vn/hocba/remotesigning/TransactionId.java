package vn.hocba.remotesigning;

/**
 * Our own name of one request for consent, stored before the service is called. It stays the same however often, and by whichever
 * process, that request is sent: where a wire takes it, the service acts on it once and can be asked about it after a lost answer.
 *
 * @param value unique among all requests to a provider, 1 to 64 letters, digits and hyphens
 */
public record TransactionId(String value) {

    /** @throws IllegalArgumentException if the form is another */
    public TransactionId {
        if (!value.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("a transaction id has 1 to 64 letters, digits and hyphens");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
