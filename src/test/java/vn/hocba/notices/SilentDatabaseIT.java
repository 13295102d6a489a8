package vn.hocba.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.testing.Eventually.eventually;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.PostgresProxy;
import vn.hocba.testing.WireWatch;

/** What becomes of waits for a database whose end of the connections is gone without a word. */
class SilentDatabaseIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private record Given(Vertx vertx, PoolOptions poolOptions, List<PgConnectOptions> pgConnectOptionsList)
            implements PgPoolCreator.Input {}

    private static EmbeddedPostgres postgres;

    private final Vertx vertx = Vertx.vertx();
    private final DatabaseConnection database = new DatabaseConnection(Duration.ofSeconds(2));
    private PostgresProxy between;
    private Pool pool;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void connect() {
        between = new PostgresProxy(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), postgres.getPort()), new WireWatch());
        var options = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(between.port())
                .setDatabase("postgres")
                .setUser("postgres");
        pool = database.create(new Given(vertx, new PoolOptions().setMaxSize(1), List.of(options)));
    }

    @AfterEach
    void disconnect() throws IOException {
        pool.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        between.close();
    }

    @Test
    void whoWaitsIsToldAndTheNextIsAnsweredOnAnotherConnection() {
        // held, so that it is the one that falls silent
        var held = eventually(
                        () -> pool.getConnection()
                                .map(Optional::of)
                                .otherwise(Optional.empty())
                                .toCompletionStage()
                                .toCompletableFuture()
                                .join(),
                        Optional::isPresent)
                .orElseThrow();
        between.swallow();

        assertThat(failed(held.query("SELECT 1").execute())).isTrue();
        held.close();
        eventually(this::answers, answered -> answered);
    }

    @Test
    void whoListensFindsAnotherConnectionByItself() {
        var told = new AtomicInteger();
        var notices = new Notices(vertx, true, database);
        notices.listen(Topic.SIGNING_SESSION, payload -> told.incrementAndGet());
        notices.start(new StartupEvent());
        eventually(told::get, times -> times > 0);
        int before = told.get();
        between.swallow();

        eventually(told::get, times -> times > before);
        notices.stop(new ShutdownEvent());
    }

    private boolean answers() {
        return !failed(pool.query("SELECT 1").execute());
    }

    private static boolean failed(Future<?> answer) {
        try {
            answer.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException("waits without end", e);
        }
    }
}
