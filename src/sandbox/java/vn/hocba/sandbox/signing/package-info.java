/**
 * The signing core that every wire shares: credentials, consents, activation data, key operations, counters.
 * Knows no wire: a dialect translates its requests into calls here and refusals into its own error texts.
 */
@NullMarked
package vn.hocba.sandbox.signing;

import org.jspecify.annotations.NullMarked;
