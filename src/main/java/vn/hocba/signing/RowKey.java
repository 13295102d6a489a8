package vn.hocba.signing;

import java.io.Serializable;
import java.util.UUID;

/** Key of a row of school data: the school comes first, so that a school's rows can live together. */
public record RowKey(UUID schoolId, UUID id) implements Serializable {}
