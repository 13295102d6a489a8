/**
 * The published attacks on signed XML as files made from honest transcripts, and what is said of each.
 * Nothing here is used outside tests.
 */
@NullMarked
package vn.hocba.verification.attacks;

import org.jspecify.annotations.NullMarked;
