package vn.hocba.verification;

import vn.hocba.pki.DigestAlgorithm;

/** A part of a file that a signature may cover. */
interface CanonicalPart {

    /** Its exclusive canonical form without comments. */
    byte[] canonicalForm();

    /** The digest of its canonical form. */
    byte[] digest(DigestAlgorithm algorithm);
}
