/**
 * The installation's one secret key, as it is configured.
 * Says whether it is one; knows nothing of what is done with it.
 */
@NullMarked
package vn.hocba.secrets;

import org.jspecify.annotations.NullMarked;
