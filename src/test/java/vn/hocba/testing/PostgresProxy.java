package vn.hocba.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hocba.testing.WirePoint.Phase;
import vn.hocba.testing.WireWatch.Lane;
import vn.hocba.testing.WireWatch.Passage;

/**
 * Stands between the API and PostgreSQL and understands enough of protocol 3.0 to see each commit of a write: an
 * explicit {@code COMMIT}, and the end of an extended query outside a transaction.
 */
public final class PostgresProxy implements Closeable {

    /** What commits are called as {@link WirePoint#what()}. */
    public static final String COMMIT = "COMMIT";

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;
    private static final Pattern WRITE = Pattern.compile("\\b(INSERT\\s+INTO|(?<!FOR )UPDATE|DELETE\\s+FROM)\\s+\\w");
    private static final Pattern TAKES_OVER = Pattern.compile("\\bSET\\s+LEASE_OWNER = (?!NULL)");
    // comes by the clock and for all sessions at once, so it is no step of any ceremony
    private static final Pattern RENEWS = Pattern.compile("\\bSET\\s+LEASE_UNTIL\\b");

    private final InetSocketAddress database;
    private final WireWatch watch;
    private final ServerSocket listener;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Set<String> greetings = ConcurrentHashMap.newKeySet();
    private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean away;

    /** Listens on a loopback port from now on. */
    public PostgresProxy(InetSocketAddress database, WireWatch watch) {
        this.database = database;
        this.watch = watch;
        try {
            this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** What clients said when they connected: names and values, each ended by a NUL. */
    public Set<String> greetings() {
        return Set.copyOf(greetings);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(database.getAddress(), database.getPort())) {
            clients.add(client);
            if (away) {
                refused.incrementAndGet();
                return;
            }
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Conversation conversation = new Conversation(client, server);
            conversations.add(conversation);
            conversation.greet();
            Thread answers = Thread.ofVirtual().start(() -> {
                try (client;
                        server) {
                    conversation.passAnswers();
                } catch (IOException over) {
                    // either end is gone, and with it the conversation
                }
            });
            conversation.passQueries();
            server.shutdownOutput();
            answers.join();
        } catch (IOException over) {
            // either end is gone, and with it the conversation
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.remove(client);
        }
    }

    /** As when the database's machine is gone: connections break, and new ones come to nothing until {@link #restore}. */
    public void cut() {
        away = true;
        for (Socket client : clients) {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** As when whatever keeps connections in between forgets them: they stay open and nothing passes any more; new ones are as ever. */
    public void swallow() {
        conversations.forEach(conversation -> conversation.mute = true);
    }

    /** Connections that came to nothing so far. */
    public int refused() {
        return refused.get();
    }

    /** The end of {@link #cut}. */
    public void restore() {
        away = false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private final class Conversation {
        private final DataInputStream fromClient;
        private final OutputStream toClient;
        private final DataInputStream fromServer;
        private final OutputStream toServer;

        // of the transaction that is open, or of the extended query outside one
        private final Set<Lane> lanes = new LinkedHashSet<>();
        private final Map<String, String> statements = new HashMap<>();
        private boolean inTransaction;
        private boolean writes;
        private volatile boolean mute;
        private volatile @Nullable Passage committing;

        Conversation(Socket client, Socket server) throws IOException {
            this.fromClient = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            this.toClient = client.getOutputStream();
            this.fromServer = new DataInputStream(new BufferedInputStream(server.getInputStream()));
            this.toServer = server.getOutputStream();
        }

        /** Until the first message that has a type: encryption is declined, so that everything can be read. */
        void greet() throws IOException {
            while (true) {
                int length = fromClient.readInt();
                byte[] body = fromClient.readNBytes(length - 4);
                int code = new DataInputStream(new ByteArrayInputStream(body)).readInt();
                if (code != SSL_REQUEST && code != GSS_REQUEST) {
                    greetings.add(new String(body, 4, body.length - 4, StandardCharsets.UTF_8));
                    DataOutputStream out = new DataOutputStream(toServer);
                    out.writeInt(length);
                    out.write(body);
                    out.flush();
                    return;
                }
                toClient.write('N');
                toClient.flush();
            }
        }

        void passQueries() throws IOException {
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            while (true) {
                int type = fromClient.read();
                if (type < 0) {
                    return;
                }
                byte[] body = message(fromClient, type, batch);
                if (mute) {
                    fromClient.transferTo(OutputStream.nullOutputStream());
                    return;
                }
                Passage commit = look(type, body);
                if (commit != null && commit.withheld(Phase.BEFORE)) {
                    // waits for the client's end; then the server rolls back
                    fromClient.transferTo(OutputStream.nullOutputStream());
                    return;
                }
                if (commit != null) {
                    committing = commit;
                }
                if ("PBEDC".indexOf(type) < 0) {
                    toServer.write(batch.toByteArray());
                    toServer.flush();
                    batch.reset();
                }
            }
        }

        /** What the message adds to the picture; the answer is the commit that it asks for, if any. */
        private synchronized @Nullable Passage look(int type, byte[] body) {
            switch (type) {
                case 'P' -> {
                    String name = text(body, 0);
                    statements.put(name, text(body, name.length() + 1).toUpperCase(Locale.ROOT));
                }
                case 'B' -> {
                    String portal = text(body, 0);
                    String command = statements.getOrDefault(text(body, portal.length() + 1), "");
                    note(command);
                    // a claim's question names those who work already, which is no step of theirs
                    if (!TAKES_OVER.matcher(command).find()) {
                        lanes.addAll(watch.lanesOf(body));
                    }
                }
                case 'Q' -> {
                    return simple(text(body, 0), body);
                }
                case 'S' -> {
                    if (!inTransaction) {
                        return end();
                    }
                }
                default -> {}
            }
            return null;
        }

        private @Nullable Passage simple(String sql, byte[] body) {
            String command = sql.strip().toUpperCase(Locale.ROOT);
            if (command.startsWith("BEGIN") || command.startsWith("START TRANSACTION")) {
                end();
                inTransaction = true;
                return null;
            }
            if (command.startsWith("COMMIT")) {
                inTransaction = false;
                return end();
            }
            if (command.startsWith("ROLLBACK")) {
                inTransaction = false;
                forget();
                return null;
            }
            lanes.addAll(watch.lanesOf(body));
            note(command);
            return inTransaction ? null : end();
        }

        private void note(String command) {
            writes |= WRITE.matcher(command).find() && !RENEWS.matcher(command).find();
        }

        private @Nullable Passage end() {
            Passage commit = writes && !lanes.isEmpty() ? watch.passage(COMMIT, Set.copyOf(lanes)) : null;
            forget();
            return commit;
        }

        private void forget() {
            lanes.clear();
            writes = false;
        }

        void passAnswers() throws IOException {
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            while (true) {
                int type = fromServer.read();
                if (type < 0) {
                    return;
                }
                byte[] body = message(fromServer, type, batch);
                if (mute) {
                    fromServer.transferTo(OutputStream.nullOutputStream());
                    return;
                }
                if (type == 'D') {
                    noteRow(body);
                }
                Passage commit = committing;
                if (type == 'Z' && commit != null) {
                    committing = null;
                    if (commit.withheld(Phase.AFTER)) {
                        fromServer.transferTo(OutputStream.nullOutputStream());
                        return;
                    }
                }
                // the answer to a commit goes as a whole, or not at all
                if (type == 'Z' || (commit == null && fromServer.available() == 0)) {
                    toClient.write(batch.toByteArray());
                    toClient.flush();
                    batch.reset();
                }
            }
        }

        private synchronized void noteRow(byte[] body) {
            if (inTransaction) {
                lanes.addAll(watch.lanesOf(body));
            }
        }

        private static byte[] message(DataInputStream in, int type, ByteArrayOutputStream batch) throws IOException {
            int length = in.readInt();
            byte[] body = in.readNBytes(length - 4);
            if (body.length < length - 4) {
                throw new EOFException();
            }
            DataOutputStream out = new DataOutputStream(batch);
            out.writeByte(type);
            out.writeInt(length);
            out.write(body);
            return body;
        }

        private static String text(byte[] body, int from) {
            int end = from;
            while (end < body.length && body[end] != 0) {
                end++;
            }
            return new String(body, from, end - from, StandardCharsets.UTF_8);
        }
    }
}
