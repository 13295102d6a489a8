/**
 * Runs the embedded database of demos and tests and takes it down with the sandbox.
 */
@NullMarked
package vn.hocba.sandbox.postgres;

import org.jspecify.annotations.NullMarked;
