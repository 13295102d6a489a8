package vn.hocba.idempotency;

/**
 * A write that may be repeated: whose key, and what was asked.
 *
 * @param organisation scope of the key, with the actor: two people never share a key
 * @param subject the actor's account
 * @param key the {@code Idempotency-Key}, 1-255 visible ASCII characters
 * @param fingerprint keyed hash over method, path and body, hex; with the key kept secret it cannot be searched for a
 *     PIN or OTP that the body held
 */
public record IdempotentRequest(String organisation, String subject, String key, String fingerprint) {}
