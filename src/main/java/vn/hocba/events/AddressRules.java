package vn.hocba.events;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which addresses a receiver of events may stand at: public unicast ones. Everything that leads into a network of our own, or
 * to an address in another guise, is refused (IANA special-purpose registries for IPv4, RFC 6890, and IPv6).
 */
final class AddressRules {

    private static final List<Block> NOT_PUBLIC_V4 = List.of(
            Block.of("0.0.0.0", 8), // this network
            Block.of("10.0.0.0", 8), // private
            Block.of("100.64.0.0", 10), // carrier-grade NAT
            Block.of("127.0.0.0", 8), // loopback
            Block.of("169.254.0.0", 16), // link-local, metadata services
            Block.of("172.16.0.0", 12), // private
            Block.of("192.0.0.0", 24), // IETF protocols
            Block.of("192.0.2.0", 24), // documentation
            Block.of("192.88.99.0", 24), // 6to4 relays
            Block.of("192.168.0.0", 16), // private
            Block.of("198.18.0.0", 15), // benchmarks
            Block.of("198.51.100.0", 24), // documentation
            Block.of("203.0.113.0", 24), // documentation
            Block.of("224.0.0.0", 4), // multicast
            Block.of("240.0.0.0", 4)); // reserved, broadcast

    private static final Block GLOBAL_UNICAST_V6 = Block.of("2000::", 3);
    private static final List<Block> NOT_PUBLIC_V6 = List.of(
            Block.of("2001::", 23), // IETF protocols: Teredo, ORCHID
            Block.of("2001:db8::", 32), // documentation
            Block.of("2002::", 16), // 6to4: an IPv4 address in disguise
            Block.of("3fff::", 20)); // documentation

    private AddressRules() {}

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? NOT_PUBLIC_V4.stream().noneMatch(block -> block.contains(bytes))
                : GLOBAL_UNICAST_V6.contains(bytes) && NOT_PUBLIC_V6.stream().noneMatch(block -> block.contains(bytes));
    }

    /** Whether it may be called, if this machine's own addresses may be as well. */
    static boolean isAllowed(InetAddress address, boolean loopback) {
        return isPublic(address) || (loopback && address.isLoopbackAddress());
    }

    private record Block(List<Byte> prefix, int bits) {

        static Block of(String address, int bits) {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return new Block(
                    IntStream.range(0, bytes.length).mapToObj(i -> bytes[i]).toList(), bits);
        }

        boolean contains(byte[] address) {
            if (address.length != prefix.size()) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> (i % 8);
                if ((address[i / 8] & mask) != (prefix.get(i / 8) & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
