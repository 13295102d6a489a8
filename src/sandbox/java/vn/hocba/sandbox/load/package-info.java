/**
 * Many classes signed at once: for measuring the signing pipeline, and for disturbing it. Starts the packaged API and the
 * sandbox as processes and acts through the public API only.
 */
@NullMarked
package vn.hocba.sandbox.load;

import org.jspecify.annotations.NullMarked;
