package vn.hocba;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.ApiUnderTest;

/** A school's rows can be moved as a whole; docs/decisions/0004 lists what belongs to no school. */
class SchoolKeysIT {

    private static final List<String> SYSTEM_TABLES =
            List.of("flyway_schema_history", "idempotent_response", "provider_pause", "school");

    @Test
    void everyOtherTableHasItsSchoolFirstInThePrimaryKey() throws SQLException {
        assertThat(rows("""
                SELECT t.relname || ' ' || coalesce((
                         SELECT a.attname FROM pg_index i
                           JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
                          WHERE i.indrelid = t.oid AND i.indisprimary), 'no key')
                  FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
                 WHERE t.relkind = 'r' AND n.nspname = 'public'
                 ORDER BY 1"""))
                .filteredOn(row -> SYSTEM_TABLES.stream().noneMatch(table -> row.startsWith(table + " ")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).endsWith(" school_id"));
    }

    @Test
    void foreignKeysBetweenTablesOfASchoolIncludeTheSchool() throws SQLException {
        assertThat(rows("""
                SELECT c.conrelid::regclass || ' -> ' || c.confrelid::regclass || ': ' || pg_get_constraintdef(c.oid)
                  FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
                 WHERE c.contype = 'f' AND n.nspname = 'public'
                 ORDER BY 1""")).isNotEmpty().allSatisfy(row -> assertThat(row).contains("FOREIGN KEY (school_id"));
    }

    private static List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = ApiUnderTest.shared().database();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
