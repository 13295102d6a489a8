package vn.hocba.testing;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The product's configuration without the product: what is not given has its real default. */
public final class TestConfiguration {

    private TestConfiguration() {}

    /** @param given by the names that operators use */
    public static <T> T of(Class<T> mapping, Map<String, String> given) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withDefaultValues(given)
                .build()
                .getConfigMapping(mapping);
    }
}
