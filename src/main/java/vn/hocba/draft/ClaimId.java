package vn.hocba.draft;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The signing request that holds a transcript, as this package knows it: by its id alone. */
@Schema(type = SchemaType.STRING, format = "uuid")
public record ClaimId(@JsonValue UUID value) {}
