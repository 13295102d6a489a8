package vn.hocba.notices;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Listens on one connection of its own, and comes back with growing pauses when that breaks. Meanwhile nothing is told, and
 * nothing told meanwhile is told later: whenever it listens again, everybody is told that there may be something.
 */
@ApplicationScoped
public class Notices {

    /** What listeners get instead of a payload when anything may have happened. */
    public static final String ANYTHING = "";

    private static final Logger LOG = Logger.getLogger(Notices.class);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final int MOST_DOUBLINGS = 7;

    private final Vertx vertx;
    private final boolean wanted;
    private final DatabaseConnection database;
    private final Map<Topic, List<Consumer<String>>> listeners = new EnumMap<>(Topic.class);
    private volatile boolean running;
    private volatile Runnable close = () -> {};

    Notices(
            Vertx vertx,
            @ConfigProperty(name = "hocba.notices.listen", defaultValue = "true") boolean wanted,
            DatabaseConnection database) {
        this.vertx = vertx;
        this.wanted = wanted;
        this.database = database;
        for (Topic topic : Topic.values()) {
            listeners.put(topic, new CopyOnWriteArrayList<>());
        }
    }

    /**
     * Has a listener told from now on, on an event loop that it must not hold up.
     *
     * @param listener gets the payload, or {@link #ANYTHING}
     */
    public void listen(Topic topic, Consumer<String> listener) {
        listenersOf(topic).add(listener);
    }

    private List<Consumer<String>> listenersOf(Topic topic) {
        return listeners.getOrDefault(topic, List.of());
    }

    void start(@Observes StartupEvent event) {
        if (!wanted) {
            return;
        }
        running = true;
        PgSubscriber subscriber = PgSubscriber.subscriber(vertx, database.named("hocba-notices"));
        for (Topic topic : Topic.values()) {
            subscriber
                    .channel(topic.channel())
                    .subscribeHandler(listening -> tell(topic, ANYTHING))
                    .handler(payload -> tell(topic, payload));
        }
        subscriber.reconnectPolicy(this::pause);
        long pulse = vertx.setPeriodic(database.pulse().toMillis(), timer -> ask(subscriber));
        close = () -> {
            vertx.cancelTimer(pulse);
            subscriber.close();
        };
        subscriber.connect().onFailure(cause -> LOG.warnf("cannot listen for notices: %s", cause.getMessage()));
    }

    /** Nobody else would notice that the other end is gone: without an answer the connection closes, and another is made. */
    private static void ask(PgSubscriber subscriber) {
        var connection = subscriber.actualConnection();
        if (connection != null) {
            connection
                    .query("SELECT 1")
                    .execute()
                    .onFailure(cause -> LOG.debugf("the connection for notices is gone: %s", cause.getMessage()));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
        close.run();
    }

    /** Milliseconds until the next try to connect; negative for none. */
    private long pause(int tries) {
        if (!running) {
            return -1;
        }
        long longest = FIRST_PAUSE_MILLIS << Math.min(tries, MOST_DOUBLINGS);
        return longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
    }

    private void tell(Topic topic, String payload) {
        for (Consumer<String> listener : listenersOf(topic)) {
            try {
                listener.accept(payload);
            } catch (RuntimeException e) {
                LOG.errorf(e, "a listener of %s", topic);
            }
        }
    }
}
