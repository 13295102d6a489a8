package vn.hocba.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:10::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fdff::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void refusesWhatIsNotAPublicAddress(String address) {
        assertThat(AddressRules.isPublic(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2001:200::1",
                "2400:cb00::1",
                "2606:4700::1111",
                "3ffe::1"
            })
    void takesPublicAddresses(String address) {
        assertThat(AddressRules.isPublic(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void agreesWithTheJdkOnEverythingThatItKnowsToBePrivate() throws UnknownHostException {
        Random random = new Random(4);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
            random.nextBytes(bytes);
            if (i % 3 == 0) {
                bytes[0] = (byte) new int[] {10, 127, 169, 172, 192, 224, 0xfc, 0xfe, 0xff, 0}[random.nextInt(10)];
            }
            InetAddress address = InetAddress.getByAddress(bytes);
            boolean inside = address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || address.isSiteLocalAddress()
                    || address.isMulticastAddress();
            if (inside) {
                assertThat(AddressRules.isPublic(address)).as("%s", address).isFalse();
            }
        }
    }

    @Test
    void letsThisMachineBeCalledOnlyWhereThatIsSwitchedOn() {
        InetAddress here = InetAddress.getLoopbackAddress();
        assertThat(AddressRules.isAllowed(here, false)).isFalse();
        assertThat(AddressRules.isAllowed(here, true)).isTrue();
        assertThat(AddressRules.isAllowed(InetAddress.ofLiteral("10.0.0.1"), true))
                .isFalse();
    }
}
