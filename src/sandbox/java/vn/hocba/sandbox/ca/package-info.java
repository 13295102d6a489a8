/**
 * The sandbox's certification authority: issues signers' certificates and publishes its certificates and CRLs.
 */
@NullMarked
package vn.hocba.sandbox.ca;

import org.jspecify.annotations.NullMarked;
