/**
 * The wire of Viettel MySign: a login for each signer, hashes pushed to the signer's app, signatures fetched when it has decided. It
 * keeps no state but those logins and the credentials' algorithms.
 */
@NullMarked
package vn.hocba.remotesigning.mysign;

import org.jspecify.annotations.NullMarked;
