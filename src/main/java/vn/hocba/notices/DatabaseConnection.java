package vn.hocba.notices;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sees how the pool's connections are made, whatever the datasource's settings are (TLS, its certificates, the host name's check), so
 * that one more connection beside the pool is made in the same way. Quarkus would otherwise make the pool itself, with a supplier that
 * asks a credentials provider for each connection: were one configured, its changing passwords would have to be asked for here.
 *
 * <p>No wait for the database is without end: a connection whose other end is gone without a word is closed, and fails whoever waits
 * for an answer on it. The server in turn ends what nobody waits for any more ({@code hocba.database.longest-wait}).
 */
@Singleton
class DatabaseConnection implements PgPoolCreator {

    /** Characters of a statement that is kept prepared: all of ours. The client's own limit had the longest planned each time. */
    private static final int LONGEST_STATEMENT = 16_384;

    private final Duration timeout;
    private volatile List<PgConnectOptions> pools = List.of();

    /** @param timeout longest silence of a connection on which an answer is waited for */
    DatabaseConnection(@ConfigProperty(name = "hocba.database.timeout", defaultValue = "30S") Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public Pool create(Input input) {
        pools = input.pgConnectOptionsList().stream().map(this::bounded).toList();
        List<SqlConnectOptions> options = List.copyOf(pools);
        return PgBuilder.pool()
                .with(resting(input.poolOptions()))
                .connectingTo(options)
                .using(input.vertx())
                .build();
    }

    private PgConnectOptions bounded(PgConnectOptions given) {
        var bounded = new PgConnectOptions(given);
        bounded.setConnectTimeout((int) timeout.toMillis())
                .setReadIdleTimeout((int) timeout.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        bounded.setPreparedStatementCacheSqlLimit(LONGEST_STATEMENT);
        return bounded;
    }

    /** What rests in the pool is silent too: it leaves early enough for an answer to whoever gets it last. */
    private PoolOptions resting(PoolOptions given) {
        return new PoolOptions(given)
                .setIdleTimeout((int) timeout.dividedBy(2).toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /** Longest pause between two questions on a connection that is to stay open. */
    Duration pulse() {
        return timeout.dividedBy(2);
    }

    /**
     * How to connect, under a name of its own.
     *
     * @throws IllegalStateException while there is no pool yet
     */
    PgConnectOptions named(String application) {
        return new PgConnectOptions(pools.stream()
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("the database's pool is not there yet")))
                .addProperty("application_name", application);
    }
}
