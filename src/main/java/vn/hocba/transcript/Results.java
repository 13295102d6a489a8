package vn.hocba.transcript;

/**
 * What a pupil achieved in the year. Each level of schooling has a type of its own; the grade decides which one a transcript
 * carries, so that the JSON needs no discriminator.
 */
public sealed interface Results permits PrimaryResults {}
