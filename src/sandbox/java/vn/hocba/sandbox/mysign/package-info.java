/**
 * The wire of Viettel MySign: parses, calls the signing core, answers with numbers.
 */
@NullMarked
package vn.hocba.sandbox.mysign;

import org.jspecify.annotations.NullMarked;
