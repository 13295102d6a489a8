/** The học bạ số signing API; one sub-package per capability. */
@NullMarked
package vn.hocba;

import org.jspecify.annotations.NullMarked;
