/**
 * What a transcript is: one pupil's record of one school year, as immutable values.
 * Pure: no framework, no I/O, no knowledge of rules, layouts or signatures.
 */
@NullMarked
package vn.hocba.transcript;

import org.jspecify.annotations.NullMarked;
