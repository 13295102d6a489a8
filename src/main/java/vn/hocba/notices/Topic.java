package vn.hocba.notices;

/** What is told; triggers of the tables tell it, in the transaction that changes them. */
public enum Topic {
    /** Something that readers of a signing request see has changed; with its id. */
    SIGNING_REQUEST("hocba_signing_request"),
    /** The next step of a signing session is due, and nobody's yet. */
    SIGNING_SESSION("hocba_signing_session"),
    /** An event is to be delivered. */
    WEBHOOK_DELIVERY("hocba_webhook_delivery"),
    /** A signature is to be raised to its level. */
    SIGNATURE_LEVEL("hocba_signature_level");

    private final String channel;

    Topic(String channel) {
        this.channel = channel;
    }

    String channel() {
        return channel;
    }
}
