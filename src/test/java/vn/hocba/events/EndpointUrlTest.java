package vn.hocba.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hocba.problem.ProblemException;

class EndpointUrlTest {

    private static final Set<Integer> PORTS = Set.of(443, 8443);

    @ParameterizedTest
    @CsvSource({
        "http://school.example.vn/, https-only",
        "ftp://school.example.vn/, https-only",
        "school.example.vn, https-only",
        "https:///path, wrong-format",
        "https://user:pass@school.example.vn/, wrong-format",
        "https://school.example.vn/#part, wrong-format",
        "https://school.example.vn/a b, wrong-format",
        "https://trường.vn/, wrong-format",
        "https://school.example.vn:22/, port-not-allowed",
        "https://127.0.0.1/, address-not-public",
        "https://[::1]/, address-not-public",
        "https://[::ffff:10.0.0.1]/, address-not-public",
        "https://169.254.169.254/latest/, address-not-public",
        "http://127.0.0.1:8080/, https-only"
    })
    void refusesAddressesThatMayNotBeCalled(String address, String code) {
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> EndpointUrl.parse(address, PORTS, false));
        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/url");
            assertThat(error.code()).isEqualTo(code);
        });
    }

    @Test
    void readsWhatIsNeededForTheCall() {
        EndpointUrl url = EndpointUrl.parse("https://school.example.vn:8443/hoc-ba?a=1", PORTS, false);
        assertThat(url.tls()).isTrue();
        assertThat(url.host()).isEqualTo("school.example.vn");
        assertThat(url.port()).isEqualTo(8443);
        assertThat(url.target()).isEqualTo("/hoc-ba?a=1");
        assertThat(EndpointUrl.parse("https://school.example.vn", PORTS, false).target())
                .isEqualTo("/");
        assertThat(EndpointUrl.parse("https://[2400:cb00::1]/", PORTS, false).host())
                .isEqualTo("2400:cb00::1");
    }

    @Test
    void looksAgainAtWhereTheNameLeads() {
        EndpointUrl url = EndpointUrl.parse("https://school.example.vn/", PORTS, false);
        assertThat(url.mayCall(InetAddress.ofLiteral("1.1.1.1"), PORTS, false)).isTrue();
        assertThat(url.mayCall(InetAddress.ofLiteral("10.0.0.1"), PORTS, false)).isFalse();
        assertThat(url.mayCall(InetAddress.ofLiteral("127.0.0.1"), PORTS, false))
                .isFalse();
    }

    @Test
    void withTheSwitchForDevelopmentOnlyThisMachineIsCalledByHttpOrOnOtherPorts() {
        EndpointUrl plain = EndpointUrl.parse("http://localhost:9999/", PORTS, true);
        assertThat(plain.mayCall(InetAddress.ofLiteral("127.0.0.1"), PORTS, true))
                .isTrue();
        assertThat(plain.mayCall(InetAddress.ofLiteral("1.1.1.1"), PORTS, true)).isFalse();
        EndpointUrl odd = EndpointUrl.parse("https://school.example.vn:22/", PORTS, true);
        assertThat(odd.mayCall(InetAddress.ofLiteral("1.1.1.1"), PORTS, true)).isFalse();
    }
}
