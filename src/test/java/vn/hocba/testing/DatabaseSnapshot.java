package vn.hocba.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A digest of the rows of each table: two equal snapshots mean that nothing was changed in between. Left out are the rows of
 * schools that other tests made, in which work may still be going on.
 *
 * @param tables row count and digest by table name
 */
public record DatabaseSnapshot(Map<String, String> tables) {

    /** @param bystanders the schools whose rows are left out */
    static DatabaseSnapshot take(ApiUnderTest api, List<UUID> bystanders) {
        try (Connection connection = api.database();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Map<String, String> digests = new TreeMap<>();
            for (String table : tables(statement)) {
                digests.put(table, digest(connection, table, bystanders));
            }
            return new DatabaseSnapshot(digests);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digest(Connection connection, String table, List<UUID> bystanders) throws SQLException {
        try (PreparedStatement rows = connection.prepareStatement(
                "SELECT count(*) || ' rows ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '')"
                        + " FROM \"" + table
                        + "\" t WHERE (to_jsonb(t) ->> 'school_id')::uuid = ANY (?) IS NOT TRUE")) {
            rows.setArray(1, connection.createArrayOf("uuid", bystanders.toArray()));
            try (ResultSet row = rows.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
