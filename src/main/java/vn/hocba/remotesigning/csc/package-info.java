/**
 * The wire of the Cloud Signature Consortium's API, v1.0.4.0 and v2.0.0.2 (TS 119 432 annex), and nothing else: it knows no signing
 * requests and keeps no state but the service login and what the service said about itself.
 */
@NullMarked
package vn.hocba.remotesigning.csc;

import org.jspecify.annotations.NullMarked;
