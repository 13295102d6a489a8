/**
 * Raises embedded signatures to the levels T, LT and LTA and keeps them there, in the background. Its queue is the table
 * {@code signature_level}; nothing here runs inside a user's request but the telling of how far it is.
 */
@NullMarked
package vn.hocba.augmentation;

import org.jspecify.annotations.NullMarked;
