/**
 * What one replica has committed, told to all of them at once through the database (LISTEN, NOTIFY).
 * A hint that it is worth looking: whoever listens looks now and then all the same.
 */
@NullMarked
package vn.hocba.notices;

import org.jspecify.annotations.NullMarked;
