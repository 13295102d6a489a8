/**
 * Fetches what certificates are checked with. Only configured places are asked, never those that a certificate or an
 * uploaded file names.
 */
@NullMarked
package vn.hocba.pki.client;

import org.jspecify.annotations.NullMarked;
