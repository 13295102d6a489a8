package vn.hocba.sandbox.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.keys.KeyPairs;

/** Signs and checks JSON Web Tokens with one RSA key (RFC 7515, RS256). */
final class JwtSigner {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair key;
    private final String keyId;

    private JwtSigner(KeyPair key, String keyId) {
        this.key = key;
        this.keyId = keyId;
    }

    static JwtSigner generate() {
        try {
            KeyPair pair = KeyPairs.rsa(2048);
            byte[] thumbprint =
                    MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
            return new JwtSigner(pair, BASE64URL.encodeToString(thumbprint).substring(0, 16));
        } catch (GeneralSecurityException missingAlgorithm) {
            throw new IllegalStateException(missingAlgorithm);
        }
    }

    /** A signer that announces this one's key id but holds another key: its tokens must be refused. */
    JwtSigner impostor() {
        return new JwtSigner(generate().key, keyId);
    }

    String sign(Map<String, Object> claims) {
        String header = part(Json.bytes(Map.of("alg", "RS256", "typ", "JWT", "kid", keyId)));
        String signed = header + "." + part(Json.bytes(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + part(signature.sign());
        } catch (GeneralSecurityException unusableKey) {
            throw new IllegalStateException(unusableKey);
        }
    }

    /** The claims of a token that this signer made; says nothing about its expiry. */
    Optional<JsonNode> claims(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    ? Json.parse(Base64.getUrlDecoder().decode(parts[1]))
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** The public key as a JSON Web Key (RFC 7517). */
    Map<String, Object> jwk() {
        RSAPublicKey rsa = (RSAPublicKey) key.getPublic();
        Map<String, Object> jwk = new LinkedHashMap<>();
        jwk.put("kty", "RSA");
        jwk.put("use", "sig");
        jwk.put("alg", "RS256");
        jwk.put("kid", keyId);
        jwk.put("n", part(unsigned(rsa.getModulus())));
        jwk.put("e", part(unsigned(rsa.getPublicExponent())));
        return jwk;
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String part(byte[] bytes) {
        return BASE64URL.encodeToString(bytes);
    }
}
