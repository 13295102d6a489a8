package vn.hocba.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private static ProblemType typeOf(Throwable failure) {
        return Failures.problem(failure).type();
    }

    private static PgException database(String state) {
        return new PgException("message", "ERROR", state, "detail");
    }

    @Test
    void jsonThatACallerSentIsTheCallersMistake() {
        assertThat(typeOf(new JsonParseException(null, "broken"))).isEqualTo(ProblemType.MALFORMED_JSON);
    }

    @Test
    void jsonThatFailsInsideIsOursEvenThoughItLooksTheSame() {
        assertThat(typeOf(new IllegalStateException("stored", new JsonParseException(null, "broken"))))
                .isEqualTo(ProblemType.INTERNAL_ERROR);
    }

    @Test
    void databaseFailuresSayWhetherToTryAgain() {
        assertThat(typeOf(new IllegalStateException(database("40P01")))).isEqualTo(ProblemType.CONFLICT);
        assertThat(typeOf(database("23505"))).isEqualTo(ProblemType.CONFLICT);
        assertThat(typeOf(database("53300"))).isEqualTo(ProblemType.TEMPORARILY_UNAVAILABLE);
        assertThat(typeOf(database("57P01"))).isEqualTo(ProblemType.TEMPORARILY_UNAVAILABLE);
        assertThat(typeOf(database("22P05"))).isEqualTo(ProblemType.VALIDATION_FAILED);
        assertThat(typeOf(database("42601"))).isEqualTo(ProblemType.INTERNAL_ERROR);
    }

    @Test
    void lostConnectionsAreForAMoment() {
        assertThat(typeOf(new ConnectException("refused"))).isEqualTo(ProblemType.TEMPORARILY_UNAVAILABLE);
        assertThat(typeOf(new IOException("Connection reset by peer"))).isEqualTo(ProblemType.TEMPORARILY_UNAVAILABLE);
        assertThat(typeOf(new TimeoutException())).isEqualTo(ProblemType.TEMPORARILY_UNAVAILABLE);
    }

    @Test
    void whatNobodyForesawIsInternal() {
        assertThat(typeOf(new NullPointerException())).isEqualTo(ProblemType.INTERNAL_ERROR);
    }
}
