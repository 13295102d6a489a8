package vn.hocba.notices;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Sees how the pool's connections are made, whatever the datasource's settings are (TLS, its certificates, the host name's check), so
 * that one more connection beside the pool is made in the same way. Quarkus would otherwise make the pool itself, with a supplier that
 * asks a credentials provider for each connection: were one configured, its changing passwords would have to be asked for here.
 */
@Singleton
class DatabaseConnection implements PgPoolCreator {

    private volatile List<PgConnectOptions> pools = List.of();

    @Override
    public Pool create(Input input) {
        pools = List.copyOf(input.pgConnectOptionsList());
        List<SqlConnectOptions> options = List.copyOf(pools);
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(options)
                .using(input.vertx())
                .build();
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
