package vn.hocba.idempotency;

/** Entity of a response that shows a secret: it is stored encrypted for its repetitions. */
public interface Confidential {}
