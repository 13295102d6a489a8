/**
 * What calls to others over HTTP have in common, whoever they are: how a client is set up that trusts nobody without a certificate,
 * and how long somebody asks to be left alone. Knows nothing of what is said.
 */
@NullMarked
package vn.hocba.http;

import org.jspecify.annotations.NullMarked;
