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
            for (Table table : tables(statement)) {
                digests.put(table.name(), digest(connection, table, bystanders));
            }
            return new DatabaseSnapshot(digests);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param ofSchools whether each row belongs to a school */
    private record Table(String name, boolean ofSchools) {}

    private static String digest(Connection connection, Table table, List<UUID> bystanders) throws SQLException {
        try (PreparedStatement rows = connection.prepareStatement(
                "SELECT count(*) || ' rows ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '')"
                        + " FROM \"" + table.name() + "\" t WHERE ("
                        + (table.ofSchools() ? "t.school_id" : "NULL::uuid")
                        + " = ANY (?)) IS NOT TRUE")) {
            rows.setArray(1, connection.createArrayOf("uuid", bystanders.toArray()));
            try (ResultSet row = rows.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static List<Table> tables(Statement statement) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT relname, EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'school_id')
                  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1""")) {
            while (rows.next()) {
                tables.add(new Table(rows.getString(1), rows.getBoolean(2)));
            }
        }
        return tables;
    }
}
