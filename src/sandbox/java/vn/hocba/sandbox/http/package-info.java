/**
 * The little of HTTP that the stand-ins need, over the JDK's server: routes, bounded bodies, replies.
 * Knows nothing of what is served.
 */
@NullMarked
package vn.hocba.sandbox.http;

import org.jspecify.annotations.NullMarked;
