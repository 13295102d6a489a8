/**
 * What tests and demos steer the sandbox with: people, faults, counters, odd tokens.
 */
@NullMarked
package vn.hocba.sandbox.control;

import org.jspecify.annotations.NullMarked;
