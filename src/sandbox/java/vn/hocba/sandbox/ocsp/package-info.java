/**
 * The sandbox's OCSP responders (RFC 6960 over HTTP), one for each of its authorities.
 */
@NullMarked
package vn.hocba.sandbox.ocsp;

import org.jspecify.annotations.NullMarked;
