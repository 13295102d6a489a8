package vn.hocba.testing;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Parameters of the OAuth endpoints of a CSC service, complete and then changed one at a time. Immutable. */
public record AuthorizationForm(Map<String, String> parameters) {

    /** Nobody listens there: tests look where they are sent, and do not go. */
    public static final String REDIRECT = "http://127.0.0.1:1/back";

    public static final String STATE = "state-that-comes-back-0123456789";
    public static final String VERIFIER = "verifier-of-forty-three-characters-or-more-0123";

    private static final String SHA256 = "2.16.840.1.101.3.4.2.1";

    /** A request of v1 for the use of a credential, over the digests of some documents. */
    public static AuthorizationForm v1(String credential, List<byte[]> documents) {
        return common(credential, documents).with("hash", hashes(documents));
    }

    /** The same of v2. */
    public static AuthorizationForm v2(String credential, List<byte[]> documents) {
        return common(credential, documents).with("hashes", hashes(documents)).with("hashAlgorithmOID", SHA256);
    }

    private static AuthorizationForm common(String credential, List<byte[]> documents) {
        return new AuthorizationForm(Map.of())
                .with("response_type", "code")
                .with("client_id", "hocba")
                .with("redirect_uri", REDIRECT)
                .with("scope", "credential")
                .with("state", STATE)
                .with("code_challenge", base64Url(sha256(VERIFIER.getBytes(StandardCharsets.US_ASCII))))
                .with("code_challenge_method", "S256")
                .with("credentialID", credential)
                .with("numSignatures", Integer.toString(documents.size()));
    }

    /** A request for the token that a code stands for. */
    public static AuthorizationForm token(String code) {
        return new AuthorizationForm(Map.of())
                .with("grant_type", "authorization_code")
                .with("code", code)
                .with("redirect_uri", REDIRECT)
                .with("code_verifier", VERIFIER)
                .with("client_id", "hocba")
                .with("client_secret", "sandbox-secret");
    }

    private static String hashes(List<byte[]> documents) {
        return documents.stream().map(document -> base64Url(sha256(document))).collect(Collectors.joining(","));
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same with another value; without the parameter for an empty one. */
    public AuthorizationForm with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        if (value.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new AuthorizationForm(changed);
    }

    /** As a query or form-encoded body. */
    public String encoded() {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** The parameters of an address. */
    public static Map<String, String> in(String address) {
        String query = URI.create(address).getRawQuery();
        return Arrays.stream((query == null ? "" : query).split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
