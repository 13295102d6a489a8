/**
 * The sandbox's timestamp authorities (RFC 3161 over HTTP): one with an RSA key, one with an elliptic one.
 */
@NullMarked
package vn.hocba.sandbox.tsa;

import org.jspecify.annotations.NullMarked;
