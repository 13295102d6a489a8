package vn.hocba.signing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** {@code hocba.callbacks}: whether signing services may tell that an order is done. */
@ConfigMapping(prefix = "hocba.callbacks")
public interface CallbackConfiguration {

    /** Where signing services reach this API, such as {@code https://hocba.example.vn}; without it they are not asked to call. */
    Optional<URI> baseUrl();

    /** Calls a second that one replica looks at; beyond that they are refused, and polling goes on. */
    @WithDefault("100")
    int perSecond();
}
