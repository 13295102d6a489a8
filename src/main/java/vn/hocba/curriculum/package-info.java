/**
 * Which subjects a grade has and what a circular demands of a transcript, as policy data that is versioned by school year.
 * Pure: values in, findings out.
 */
@NullMarked
package vn.hocba.curriculum;

import org.jspecify.annotations.NullMarked;
