/** Makes the sandbox's keys, or finds them made. */
@NullMarked
package vn.hocba.sandbox.keys;

import org.jspecify.annotations.NullMarked;
