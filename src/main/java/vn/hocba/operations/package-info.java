/**
 * Running the service: health, checks at start-up, and the contract as it is published.
 * May look into every room; no room looks into this one.
 */
@NullMarked
package vn.hocba.operations;

import org.jspecify.annotations.NullMarked;
