/**
 * The look that the login page and the consent page share: layout, login form, style sheet, escaping.
 * Decides nothing.
 */
@NullMarked
package vn.hocba.sandbox.pages;

import org.jspecify.annotations.NullMarked;
