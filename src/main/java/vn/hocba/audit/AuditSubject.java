package vn.hocba.audit;

import java.util.UUID;

/**
 * What an entry is about.
 *
 * @param schoolId the school whose chain it stands in
 * @param type kind of thing, snake_case, such as {@code transcript}
 * @param id the thing
 */
public record AuditSubject(UUID schoolId, String type, UUID id) {}
