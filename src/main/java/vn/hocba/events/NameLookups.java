package vn.hocba.events;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks up names on threads of its own: a name server that does not answer holds one for longer than an attempt takes. Then
 * others wait, or are refused.
 */
@ApplicationScoped
class NameLookups {

    private final ThreadPoolExecutor threads;

    NameLookups(WebhooksConfiguration configuration) {
        int places = 2 * configuration.concurrency();
        this.threads = new ThreadPoolExecutor(
                places,
                places,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(places),
                Thread.ofPlatform().name("hocba-lookup-", 0).daemon().factory());
    }

    /** @throws java.util.concurrent.RejectedExecutionException when all threads are held and enough wait for one */
    void begin(Runnable lookUp) {
        threads.execute(lookUp);
    }

    /** Where the name leads, IPv4 first; nowhere if empty. Waits for the name server. */
    List<InetAddress> addresses(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .sorted(Comparator.comparingInt(address -> address.getAddress().length))
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
