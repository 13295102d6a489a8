/**
 * The invented people and organisations that every stand-in shares: who exists, which roles and which holder id.
 * Keys and tokens are made elsewhere.
 */
@NullMarked
package vn.hocba.sandbox.people;

import org.jspecify.annotations.NullMarked;
