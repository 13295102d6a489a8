/**
 * Replay of repeated writes: the first successful response under an {@code Idempotency-Key} is stored in the
 * transaction of its effect, and given again to every repetition of the same request.
 */
@NullMarked
package vn.hocba.idempotency;

import org.jspecify.annotations.NullMarked;
