/**
 * What happened, told to those outside: a transactional outbox, and signed webhooks that deliver it at least once.
 * Events carry ids and states; who wants to know more asks the API with a token.
 */
@NullMarked
package vn.hocba.events;

import org.jspecify.annotations.NullMarked;
