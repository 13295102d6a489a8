package vn.hocba.xades;

import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.SignatureValue;

/** Completing a signature but for the check of its value, which the benchmarks measure on its own. */
public final class WithoutKeyOperation {

    private WithoutKeyOperation() {}

    /** As {@link XadesSigner#complete}, the value taken as it is. */
    public static TranscriptDocument complete(
            TranscriptDocument document, PreparedSignature prepared, SignatureValue value) {
        return XadesSigner.embed(document, prepared, value);
    }
}
