/**
 * The OpenID Connect issuer: login page, code flow with PKCE, tokens of the invented people.
 */
@NullMarked
package vn.hocba.sandbox.oidc;

import org.jspecify.annotations.NullMarked;
