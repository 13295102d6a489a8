package vn.hocba.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A digest of all rows of each table: two equal snapshots mean that nothing was changed in between.
 *
 * @param tables row count and digest by table name
 */
public record DatabaseSnapshot(Map<String, String> tables) {

    static DatabaseSnapshot take(ApiUnderTest api) {
        try (Connection connection = api.database();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Map<String, String> digests = new TreeMap<>();
            for (String table : tables(statement)) {
                try (ResultSet row = statement.executeQuery(
                        "SELECT count(*) || ' rows ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '')"
                                + " FROM \"" + table + "\" t")) {
                    row.next();
                    digests.put(table, row.getString(1));
                }
            }
            return new DatabaseSnapshot(digests);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
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
