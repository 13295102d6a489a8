package vn.hocba.signing;

/**
 * Where a session's next step takes its place. Each lane has places of its own, so that neither people who have not decided yet
 * nor a provider that hangs can keep the sessions of everybody else waiting.
 *
 * @param provider whose calls they are; empty for steps that call nobody
 */
record Lane(Kind kind, String provider) {

    /** What a step is busy with. */
    enum Kind {
        /** Asking a person: some services hold that call open until the person has decided. */
        CONSENT,
        /** Any other call of a signing service. */
        CALL,
        /**
         * What calls nobody: verifying and embedding, and to note that whoever was calling died before the answer was stored, or that an
         * unused consent ran out.
         */
        EMBEDDING
    }

    static Lane of(StoredSession session) {
        var provider = session.credential().provider().value();
        return switch (session.state()) {
            case SigningSession.SignaturesReceived state -> embedding();
            case SigningSession.ConsentUnderWay interrupted -> embedding();
            case SigningSession.Submitting interrupted -> embedding();
            case SigningSession.Ended state -> embedding();
            case SigningSession.Prepared state -> new Lane(Kind.CONSENT, provider);
            default -> new Lane(Kind.CALL, provider);
        };
    }

    static Lane embedding() {
        return new Lane(Kind.EMBEDDING, "");
    }
}
