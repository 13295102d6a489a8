/** What tests of several packages share: real processes, own certificate authorities, independent validators. */
@NullMarked
package vn.hocba.testing;

import org.jspecify.annotations.NullMarked;
