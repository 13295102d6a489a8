/**
 * The ceremony: from a signer's request over locked transcripts to signatures embedded in their XML.
 * The only package that knows the whole flow; everything it needs is done by the packages it imports.
 */
@NullMarked
package vn.hocba.signing;

import org.jspecify.annotations.NullMarked;
