package vn.hocba.sandbox.load;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import vn.hocba.sandbox.demo.DemoFailure;
import vn.hocba.sandbox.demo.DemoProcesses;

/** API processes on one database that are killed and come back, at the same addresses; and the database itself. */
final class Replicas {

    private static final int RECOVERY_LOOK = 1;
    private static final int MOST_LOOKS = 240;

    private final Stack stack;
    private final List<DemoProcesses.Server> servers = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private int lives;

    private Replicas(Stack stack) {
        this.stack = stack;
    }

    static Replicas start(Stack stack, int count) throws IOException, InterruptedException, DemoFailure {
        Replicas replicas = new Replicas(stack);
        for (int i = 0; i < count; i++) {
            replicas.servers.add(replicas.server(i, 0));
        }
        return replicas;
    }

    private DemoProcesses.Server server(int index, int port) throws IOException, InterruptedException, DemoFailure {
        lives++;
        List<String> machine = new ArrayList<>(DemoProcesses.quickly());
        machine.add("-Xmx300m");
        return stack.api("api-%d-life-%d".formatted(index + 1, lives), port, machine);
    }

    /** Any of them, in turn; it may be dead. */
    synchronized URI any() {
        return servers.get(Math.floorMod(turn.getAndIncrement(), servers.size()))
                .address();
    }

    int count() {
        return servers.size();
    }

    /** SIGKILL, and another life. */
    void kill(int index) throws IOException, InterruptedException, DemoFailure {
        DemoProcesses.Server dying;
        synchronized (this) {
            dying = servers.get(index);
        }
        dying.process().destroyForcibly().waitFor();
        DemoProcesses.Server next = server(index, dying.address().getPort());
        synchronized (this) {
            servers.set(index, next);
        }
    }

    /**
     * SIGKILL to a process of the database, upon which it ends all others, recovers from its log and starts again: as after a
     * crash, every connection is gone and what was not committed too.
     */
    void crashDatabase() throws SQLException, InterruptedException {
        try (Connection connection = stack.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            ProcessHandle.of(row.getLong(1)).ifPresent(ProcessHandle::destroyForcibly);
        }
        awaitDatabase();
    }

    private void awaitDatabase() throws SQLException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try (Connection connection = stack.database()) {
                if (connection.isValid(RECOVERY_LOOK)) {
                    return;
                }
            } catch (SQLException recovering) {
                if (tries == MOST_LOOKS) {
                    throw recovering;
                }
            }
            Thread.sleep(Duration.ofSeconds(RECOVERY_LOOK).dividedBy(4));
        }
    }
}
