/**
 * The sandbox as a process, over raw HTTP: what the product relies on is shown without the product's own clients.
 */
@NullMarked
package vn.hocba.standin;

import org.jspecify.annotations.NullMarked;
