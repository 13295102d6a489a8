/**
 * The one bounded pool for computing that would hold up an event loop: large JSON, XML, digests, rule checks.
 * Gives results back on the caller's own context; knows nothing of what is computed.
 */
@NullMarked
package vn.hocba.workers;

import org.jspecify.annotations.NullMarked;
