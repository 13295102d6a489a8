package vn.hocba.sandbox.load;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What the parts can do alone on this machine at this time, on one thread and one connection. */
final class Yardsticks {

    private static final int DIGEST = 32;

    private Yardsticks() {}

    /** Bare P-256 signatures a second: the sandbox's key operation, without consent, wire and counters. */
    static double keyOperations(Duration time) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        sign(pair, time.dividedBy(2));
        return sign(pair, time);
    }

    private static double sign(KeyPair pair, Duration time) throws GeneralSecurityException {
        byte[] digest = new byte[DIGEST];
        long start = System.nanoTime();
        long end = start + time.toNanos();
        int count = 0;
        while (System.nanoTime() < end) {
            Signature signature = Signature.getInstance("NONEwithECDSA");
            signature.initSign(pair.getPrivate());
            digest[count % DIGEST]++;
            signature.update(digest);
            signature.sign();
            count++;
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    /** Commits a second of one small row each. */
    static double commits(Connection connection, Duration time) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS yardstick (id bigint, text text)");
        }
        long start = System.nanoTime();
        long end = start + time.toNanos();
        int count = 0;
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO yardstick VALUES (?, 'row')")) {
            while (System.nanoTime() < end) {
                insert.setLong(1, count++);
                insert.executeUpdate();
            }
        }
        double rate = count / ((System.nanoTime() - start) / 1e9);
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE yardstick");
        }
        return rate;
    }
}
