package vn.hocba.idempotency;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import vn.hocba.secrets.Vault;

/** A response's entity as the text that is sent and stored, so that a replay is the same to the byte. */
@Singleton
final class ResponseBodies {

    private final ObjectMapper json;
    private final Vault vault;

    ResponseBodies(ObjectMapper json, @ConfigProperty(name = "hocba.secrets.key") String key) {
        this.json = json;
        this.vault = new Vault(key);
    }

    @Nullable
    String text(@Nullable Object entity) {
        if (entity == null || entity instanceof String) {
            return (String) entity;
        }
        try {
            return json.writeValueAsString(entity);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("response of " + entity.getClass().getSimpleName(), e);
        }
    }

    /** As it is stored when it shows a secret; opens for a repetition of this request only. */
    String seal(@Nullable String text, IdempotentRequest request) {
        byte[] clear = requireNonNull(text).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(vault.seal(clear, belongsTo(request)));
    }

    String open(@Nullable String sealed, IdempotentRequest request) {
        byte[] stored = Base64.getDecoder().decode(requireNonNull(sealed));
        return new String(vault.open(stored, belongsTo(request)), StandardCharsets.UTF_8);
    }

    private static String belongsTo(IdempotentRequest request) {
        return String.join("\n", "response", request.organisation(), request.subject(), request.key());
    }
}
