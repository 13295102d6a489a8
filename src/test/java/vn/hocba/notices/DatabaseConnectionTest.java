package vn.hocba.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseConnectionTest {

    private record Given(Vertx vertx, PoolOptions poolOptions, List<PgConnectOptions> pgConnectOptionsList)
            implements PgPoolCreator.Input {}

    @Test
    void theConnectionBesideThePoolIsMadeAsThePoolsAre() {
        var vertx = Vertx.vertx();
        try {
            var connection = new DatabaseConnection(Duration.ofSeconds(30));
            var pools = new PgConnectOptions()
                    .setHost("db.example.vn")
                    .setUser("hocba")
                    .setSslMode(SslMode.VERIFY_FULL)
                    .setTrustOptions(new PemTrustOptions().addCertPath("/etc/hocba/db.pem"))
                    .setHostnameVerificationAlgorithm("HTTPS");

            connection
                    .create(new Given(vertx, new PoolOptions(), List.of(pools)))
                    .close();

            var beside = connection.named("hocba-notices");
            assertThat(beside.getProperties()).containsEntry("application_name", "hocba-notices");
            assertThat(pools.getProperties()).doesNotContainEntry("application_name", "hocba-notices");
            assertThat(beside.getHost()).isEqualTo("db.example.vn");
            assertThat(beside.getSslMode()).isEqualTo(SslMode.VERIFY_FULL);
            assertThat(beside.getTrustOptions()).isEqualTo(pools.getTrustOptions());
            assertThat(beside.getHostnameVerificationAlgorithm()).isEqualTo("HTTPS");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void thereIsNoneBeforeThePool() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new DatabaseConnection(Duration.ofSeconds(30)).named("hocba-notices"));
    }
}
