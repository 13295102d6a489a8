/**
 * The wire of the RSSP profile of TS 119 432: parses, calls the signing core, answers with numbers and the standard's words.
 */
@NullMarked
package vn.hocba.sandbox.rssp;

import org.jspecify.annotations.NullMarked;
