package vn.hocba.signing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import vn.hocba.access.Actor;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/** Counts the streams of events that this process serves; each costs a connection, and a look at the database now and then. */
@ApplicationScoped
class OpenStreams {

    private final int perPerson;
    private final int perProcess;
    private final Map<Person, Integer> open = new HashMap<>();
    private int all;

    @Inject
    OpenStreams(SigningConfiguration configuration) {
        this(configuration.streams().perPerson(), configuration.streams().perProcess());
    }

    OpenStreams(int perPerson, int perProcess) {
        this.perPerson = perPerson;
        this.perProcess = perProcess;
    }

    private record Person(String organisation, String subject) {}

    /** The place of one stream; closing it twice is closing it once. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes a place.
     *
     * @throws ProblemException {@link ProblemType#TOO_MANY_REQUESTS} if the person or the process has no more
     */
    synchronized Place take(Actor actor) {
        var person = new Person(actor.organisationCode(), actor.subject());
        int own = open.getOrDefault(person, 0);
        if (own >= perPerson || all >= perProcess) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_REQUESTS,
                    "Bạn đang theo dõi quá nhiều yêu cầu ký cùng lúc; hãy đóng bớt cửa sổ.",
                    "Too many streams of events are open at once; close some, or read the request now and then.");
        }
        open.put(person, own + 1);
        all++;
        var taken = new AtomicBoolean(true);
        return () -> {
            if (taken.getAndSet(false)) {
                leave(person);
            }
        };
    }

    private synchronized void leave(Person person) {
        open.computeIfPresent(person, (who, count) -> count == 1 ? null : count - 1);
        all--;
    }
}
