package vn.hocba.sandbox.people;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One invented person.
 *
 * @param account login name, unique; the {@code sub} of the tokens
 * @param organisation school code, or {@code platform}
 * @param personalNumber 12 digits; whose name stands in the person's certificates
 * @param taxCode when present, the credentials of this account are the organisation's seal
 */
public record Person(
        String account,
        String name,
        String password,
        List<String> roles,
        String organisation,
        String organisationName,
        @Nullable String personalNumber,
        @Nullable String taxCode) {

    public Person {
        roles = List.copyOf(roles);
    }

    /** The id that signing services know the holder of the credentials by: tax code of a seal, else personal number. */
    public Optional<String> holder() {
        return Optional.ofNullable(taxCode == null ? personalNumber : taxCode);
    }
}
