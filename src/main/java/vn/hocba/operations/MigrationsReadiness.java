package vn.hocba.operations;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** Ready when the database answers and holds the schema that this build was made for, or a newer one. */
@Readiness
class MigrationsReadiness implements AsyncHealthCheck {

    private static final String NAME = "database and migrations";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Pool database;
    private final MigrationVersion needed;

    MigrationsReadiness(Pool database, Flyway flyway) {
        this.database = database;
        this.needed = Stream.of(flyway.info().all())
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder())
                .orElse(MigrationVersion.EMPTY);
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return database.query("SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(MigrationsReadiness::version)
                        .max(Comparator.naturalOrder())
                        .orElse(MigrationVersion.EMPTY))
                .map(applied -> HealthCheckResponse.named(NAME)
                        .withData("applied", applied.toString())
                        .withData("needed", needed.toString())
                        .status(applied.compareTo(needed) >= 0)
                        .build())
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> HealthCheckResponse.named(NAME)
                        .withData("failure", failure.getClass().getSimpleName())
                        .down()
                        .build());
    }

    private static MigrationVersion version(Row row) {
        return MigrationVersion.fromVersion(row.getString("version"));
    }
}
