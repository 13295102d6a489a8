/**
 * The ministry layout as bytes: the deterministic writer, the strict scanner and the hardened parser of transcript files.
 * Pure: knows neither keys nor storage.
 */
@NullMarked
package vn.hocba.document;

import org.jspecify.annotations.NullMarked;
