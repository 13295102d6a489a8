package vn.hocba.curriculum;

/**
 * One thing that a transcript lacks, or that does not fit the circular.
 *
 * @param severity whether it stops the lock
 * @param pointer the field, as an RFC 6901 pointer relative to the transcript's content; it may name a field that is absent
 * @param code stable kebab-case name of the rule
 * @param vi what to do, as a teacher would read it
 * @param en the same in English
 */
public record Finding(Severity severity, String pointer, String code, String vi, String en) {}
