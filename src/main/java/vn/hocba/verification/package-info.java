/**
 * The verdict on a signed transcript: what exactly was signed, by whom, in which role, and whether to believe it.
 * The validator itself is pure; only the resource and its settings know the outside.
 */
@NullMarked
package vn.hocba.verification;

import org.jspecify.annotations.NullMarked;
