/**
 * The wire of VNPT SmartCA: push to the phone (v1), and password with OTP (v2, the integrated package). It keeps no state: a
 * transaction is known to the service by our own id.
 */
@NullMarked
package vn.hocba.remotesigning.smartca;

import org.jspecify.annotations.NullMarked;
