package vn.hocba.sandbox.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A PostgreSQL of its own on a free loopback port; its data goes away when it stops. */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String NAME = "hocba";

    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** How to connect; the wire names of {@code sandbox.json}. */
    public record Address(String host, int port, String database, String user, String password) {}

    /** Starts the database with its data below the given directory; waits until it accepts connections. */
    public static EmbeddedDatabase start(Path directory) throws IOException, SQLException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(true)
                .setRegisterShutdownHook(false)
                // the product promises durability: a test bed that forgets commits would measure something else
                .setServerConfig("synchronous_commit", "on")
                .setLocaleConfig("encoding", "UTF-8")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + NAME + " LOGIN CREATEDB PASSWORD '" + NAME + "'");
            statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME + " TEMPLATE template0 ENCODING 'UTF8'");
        }
        return new EmbeddedDatabase(postgres);
    }

    public Address address() {
        return new Address("127.0.0.1", postgres.getPort(), NAME, NAME, NAME);
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
