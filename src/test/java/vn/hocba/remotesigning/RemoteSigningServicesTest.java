package vn.hocba.remotesigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.remotesigning.csc.CscV2Dialect;
import vn.hocba.remotesigning.mysign.MySignDialect;
import vn.hocba.remotesigning.smartca.SmartCaDialect;

class RemoteSigningServicesTest {

    private static final TestSettings SAFE = TestSettings.of("https://sign.example.vn/csc/v2");

    private final Vertx vertx = Vertx.vertx();
    private final List<Dialect> dialects = List.of(new CscV2Dialect(vertx));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void connectsEachConfiguredProvider() {
        var services = new RemoteSigningServices(() -> Map.of("north", SAFE, "south-2", SAFE), dialects);

        assertThat(services.providers()).containsExactlyInAnyOrder(new ProviderId("north"), new ProviderId("south-2"));
        assertThat(services.provider(new ProviderId("north")))
                .isNotSameAs(services.provider(new ProviderId("south-2")));
    }

    @Test
    void worksWithoutAnyProvider() {
        var services = new RemoteSigningServices(Map::of, dialects);

        assertThat(services.providers()).isEmpty();
        assertThatExceptionOfType(RemoteSigningFailure.Permanent.class)
                .isThrownBy(() -> services.provider(new ProviderId("north")))
                .withMessageContaining("north");
    }

    @Test
    void namesTheKeyOfADialectThatIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RemoteSigningServices(() -> Map.of("north", SAFE), List.of()))
                .withMessageContaining("hocba.providers.north.dialect");
    }

    @Test
    void findsTheProviderThatCallsAtAFixedAddress() {
        String secret = "0123456789-0123456789_0123456789-A";
        var services = new RemoteSigningServices(
                () -> Map.of("vnpt", SAFE.with("callback-secret", secret)), List.of(smartCa()));

        assertThat(services.calledAt(secret)).contains(new ProviderId("vnpt"));
        assertThat(services.calledAt(secret + "x")).isEmpty();
    }

    @Test
    void refusesSecretsOfCallbacksThatCouldBeGuessedAreSharedOrOfNoUse() {
        var weak = SAFE.with("callback-secret", "short");
        var strong = SAFE.with("callback-secret", "0123456789-0123456789_0123456789-A");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RemoteSigningServices(() -> Map.of("vnpt", weak), List.of(smartCa())))
                .withMessageContaining("hocba.providers.vnpt.callback-secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RemoteSigningServices(() -> Map.of("vnpt", strong, "vnpt-2", strong), List.of(smartCa())))
                .withMessageContaining("another provider");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RemoteSigningServices(() -> Map.of("north", strong), dialects))
                .withMessageContaining("hocba.callbacks.base-url");
    }

    @Test
    void refusesASecretOfCallbacksWhereTheServiceWouldNeverCall() {
        var mySign = List.of(underItsName(new MySignDialect(vertx)));
        var secret = SAFE.with("profile", "adss:ras:profile:001")
                .with("callback-secret", "0123456789-0123456789_0123456789-A");

        assertThat(new RemoteSigningServices(() -> Map.of("viettel", secret.with("async", "3")), mySign).providers())
                .hasSize(1);
        for (var async : List.of("1", "2")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new RemoteSigningServices(() -> Map.of("viettel", secret.with("async", async)), mySign))
                    .withMessageContaining("hocba.providers.viettel.callback-secret")
                    .withMessageContaining("async=3");
        }
    }

    private Dialect smartCa() {
        return underItsName(new SmartCaDialect(vertx));
    }

    /** Under the name that the settings of these tests carry. */
    private static Dialect underItsName(Dialect wire) {
        return new Dialect() {
            @Override
            public String name() {
                return SAFE.dialect();
            }

            @Override
            public RemoteSigningService connect(ProviderId id, ProviderSettings settings, Rest rest) {
                return wire.connect(id, settings, rest);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"concurrency", "held-calls", "most-digests", "max-signatures"})
    void refusesToStartWithABoundThatLetsNothingThrough(String key) {
        var nothing = key.equals("concurrency") ? SAFE.withConcurrency(0) : SAFE.with(key, "0");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RemoteSigningServices(() -> Map.of("north", nothing), dialects))
                .withMessageContaining("hocba.providers.north." + key);
    }

    @Test
    void refusesAnAddressThatExposesSecrets() {
        var unsafe = TestSettings.of("http://sign.example.vn/csc/v2");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RemoteSigningServices(() -> Map.of("north", unsafe), dialects))
                .withMessageContaining("hocba.providers.north.url");
    }
}
