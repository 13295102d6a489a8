/**
 * Who did what to which subject, when and why: append-only, hash-chained per school.
 * Entries are appended in the transaction of the act that they record.
 */
@NullMarked
package vn.hocba.audit;

import org.jspecify.annotations.NullMarked;
