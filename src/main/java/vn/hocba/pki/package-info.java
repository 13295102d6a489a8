/**
 * Certificates, digests and signature values: pure values and checks. Nothing here reads a network or a clock.
 */
@NullMarked
package vn.hocba.pki;

import org.jspecify.annotations.NullMarked;
