package vn.hocba.remotesigning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** The configured signing providers, by {@link ProviderId}. */
@ConfigMapping(prefix = "hocba.providers")
public interface ProvidersConfiguration {

    /** May be empty: then nothing can be signed. */
    @WithParentName
    Map<String, ProviderSettings> providers();
}
