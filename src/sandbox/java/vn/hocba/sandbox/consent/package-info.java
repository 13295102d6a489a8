/**
 * The page on the signer's phone: shows what is asked and takes the decision to the signing core.
 */
@NullMarked
package vn.hocba.sandbox.consent;

import org.jspecify.annotations.NullMarked;
