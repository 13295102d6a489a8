/**
 * The installation's one secret key, as it is configured, and sealing small values under it.
 * Knows nothing of what is sealed.
 */
@NullMarked
package vn.hocba.secrets;

import org.jspecify.annotations.NullMarked;
