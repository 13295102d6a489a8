/**
 * Faults on demand, applied around the operations of any service: what goes wrong, where, and how many times.
 * Knows HTTP answers, not what they mean.
 */
@NullMarked
package vn.hocba.sandbox.faults;

import org.jspecify.annotations.NullMarked;
