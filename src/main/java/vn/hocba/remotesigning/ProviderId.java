package vn.hocba.remotesigning;

import java.util.regex.Pattern;

/**
 * Name of a configured signing provider, as it stands in {@code hocba.providers.<id>}.
 *
 * @param value 1 to 40 lower-case letters, digits and hyphens, starting with a letter
 */
public record ProviderId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /** @throws IllegalArgumentException if the form is another */
    public ProviderId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a provider id: 1 to 40 of a-z, 0-9 and '-', a letter first");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
