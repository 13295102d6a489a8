/**
 * The wire of the Cloud Signature Consortium API, v1 and v2: parses, calls the signing core, answers with the standard's texts.
 */
@NullMarked
package vn.hocba.sandbox.csc;

import org.jspecify.annotations.NullMarked;
