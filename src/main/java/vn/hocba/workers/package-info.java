/**
 * Where work runs that no request's thread should: one bounded pool for computing that would hold up an event loop, and event
 * loops for database work that no request brought. Knows nothing of what is done there.
 */
@NullMarked
package vn.hocba.workers;

import org.jspecify.annotations.NullMarked;
