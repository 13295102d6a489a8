package vn.hocba.audit;

import java.time.Instant;

/**
 * A recorded act.
 *
 * @param sequence place in the school's chain, from 1, without gaps
 * @param event the act
 * @param at when it was recorded, to the microsecond
 */
public record AuditEntry(long sequence, AuditEvent event, Instant at) {}
