package vn.hocba.events;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/**
 * Where a receiver of events stands, as far as its address alone tells; where its name leads is looked at before each attempt.
 *
 * @param host name or literal, without the brackets of IPv6
 */
record EndpointUrl(URI uri, boolean tls, String host, int port) {

    static final int MAX_LENGTH = 1000;

    /**
     * Reads an address that may be called.
     *
     * @throws ProblemException {@link ProblemType#VALIDATION_FAILED} with what is wrong about {@code /url}
     */
    static EndpointUrl parse(String text, Set<Integer> ports, boolean loopback) {
        URI uri = uri(text);
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!tls && !(loopback && scheme.equals("http"))) {
            throw invalid("https-only", "Địa chỉ phải bắt đầu bằng https://.", "The address must begin with https://.");
        }
        String host = Optional.ofNullable(uri.getHost()).orElse("");
        if (host.isEmpty() || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw malformed();
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        Optional<InetAddress> literal = literal(bare);
        if (literal.filter(address -> !AddressRules.isAllowed(address, loopback))
                .isPresent()) {
            throw invalid(
                    "address-not-public",
                    "Địa chỉ phải là địa chỉ công khai trên Internet.",
                    "The address must be a public one.");
        }
        int port = uri.getPort() == -1 ? (tls ? 443 : 80) : uri.getPort();
        if (!ports.contains(port) && !loopback) {
            throw invalid(
                    "port-not-allowed",
                    "Cổng này không được phép; hãy dùng cổng 443.",
                    "This port is not allowed; use 443.");
        }
        return new EndpointUrl(uri, tls, bare, port);
    }

    /** Path and query, as they are sent. */
    String target() {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
    }

    /** Whether an address that the name led to may be called. */
    boolean mayCall(InetAddress address, Set<Integer> ports, boolean loopback) {
        return address.isLoopbackAddress() ? loopback : tls && ports.contains(port) && AddressRules.isPublic(address);
    }

    private static URI uri(String text) {
        if (text.length() > MAX_LENGTH || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw malformed();
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw malformed();
        }
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    private static ProblemException malformed() {
        return invalid(
                "wrong-format",
                "Cần một địa chỉ https đầy đủ, không có tên đăng nhập và dấu #.",
                "Needs a whole https address without user name and fragment.");
    }

    private static ProblemException invalid(String code, String vi, String en) {
        return new ProblemException(ProblemType.VALIDATION_FAILED, List.of(FieldError.at("/url", code, vi, en)));
    }
}
