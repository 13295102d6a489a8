package vn.hocba.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.hocba.remotesigning.PageVisit;

class PageTicketsTest {

    private static final RowKey SESSION = new RowKey(UUID.randomUUID(), UUID.randomUUID());

    private final PageTickets tickets = new PageTickets(Base64.getEncoder().encodeToString(new byte[32]));

    @Test
    void namesTheSessionThatTheyWereMadeFor() {
        assertThat(tickets.ofTicket(tickets.ticket(SESSION))).contains(SESSION);
        assertThat(tickets.ofState(tickets.state(SESSION))).contains(SESSION);
    }

    @Test
    void oneIsNotGoodForTheOthersPurpose() {
        assertThat(tickets.ofState(tickets.ticket(SESSION))).isEmpty();
        assertThat(tickets.ofTicket(tickets.state(SESSION))).isEmpty();
    }

    @Test
    void anyChangedByteMakesItNobodys() {
        var bytes = Base64.getUrlDecoder().decode(tickets.state(SESSION));

        assertThat(IntStream.range(0, bytes.length)).allSatisfy(at -> {
            var changed = bytes.clone();
            changed[at] ^= 1;
            assertThat(tickets.ofState(Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .isEmpty();
        });
        assertThat(tickets.ofState("")).isEmpty();
        assertThat(tickets.ofState("*")).isEmpty();
        assertThat(tickets.ofState(tickets.state(SESSION) + "AAAA")).isEmpty();
    }

    @Test
    void anotherInstallationMakesOthers() {
        var other =
                new PageTickets(Base64.getEncoder().encodeToString("another key of thirty-two bytes!".getBytes(UTF_8)));

        assertThat(other.ofState(tickets.state(SESSION))).isEmpty();
        assertThat(other.verifier(SESSION)).isNotEqualTo(tickets.verifier(SESSION));
    }

    @Test
    void stateAndVerifierAreOfTheFormThatAVisitWants() {
        var visit = new PageVisit(
                tickets.state(SESSION), tickets.verifier(SESSION), URI.create("https://hocba.example.vn/back"));

        assertThat(visit.challenge()).hasSize(43).isNotEqualTo(visit.verifier());
        assertThat(visit.toString()).doesNotContain(visit.state(), visit.verifier());
    }
}
