/**
 * Who acts, for which organisation, in which roles: read from the access token and from nothing else.
 * Which class or pupil is whose is asked of the directory by the caller.
 */
@NullMarked
package vn.hocba.access;

import org.jspecify.annotations.NullMarked;
