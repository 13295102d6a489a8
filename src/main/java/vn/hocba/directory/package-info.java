/**
 * Schools, their classes and staff, and whose signing credential is whose.
 * Others ask here which school, class or person an actor stands for.
 */
@NullMarked
package vn.hocba.directory;

import org.jspecify.annotations.NullMarked;
