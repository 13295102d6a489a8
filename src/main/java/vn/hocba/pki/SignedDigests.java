package vn.hocba.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Tells which of many digests a signature value is over, for values of which nobody knows the order. Each value is computed with
 * once, not once for each digest: an RSA value gives its digest back, an ECDSA value the point that stands for it. What is found is
 * where to look; whether the value verifies is for {@link SignatureValue#verifies} to say.
 */
public final class SignedDigests {

    private final SignatureAlgorithm algorithm;
    private final PublicKey key;
    private final List<byte[]> digests;

    /**
     * @param key of the signer
     * @param digests of the algorithm's digest; the same may stand among them more than once
     */
    public SignedDigests(SignatureAlgorithm algorithm, PublicKey key, List<byte[]> digests) {
        this.algorithm = algorithm;
        this.key = key;
        this.digests = digests.stream().map(byte[]::clone).toList();
    }

    /**
     * Assigns values to the digests that they are over.
     *
     * @param raw as a service returned them, in any order, junk among them; of more than two for each digest the rest is left aside
     * @return for each digest a value; empty where none is over it. One value serves all equal digests
     */
    public List<Optional<byte[]>> assign(Collection<byte[]> raw) {
        var found = new ArrayList<Optional<byte[]>>(Collections.nCopies(digests.size(), Optional.empty()));
        var lookup = lookup();
        raw.stream()
                .limit(2L * digests.size())
                .forEach(value -> places(lookup, value)
                        .forEach(place -> found.set(place, found.get(place).or(() -> Optional.of(value.clone())))));
        return List.copyOf(found);
    }

    private List<Integer> places(Lookup lookup, byte[] raw) {
        try {
            return lookup.places(SignatureValue.fromService(algorithm, key, raw).xmlForm());
        } catch (MalformedSignatureValueException | GeneralSecurityException | IllegalArgumentException e) {
            // no value of this key: over nothing
            return List.of();
        }
    }

    /** From a value in its XML form to the places of the digests that it is over. */
    private interface Lookup {
        List<Integer> places(byte[] value) throws GeneralSecurityException;
    }

    private Lookup lookup() {
        return switch (key) {
            case RSAPublicKey rsa when algorithm.pss() -> salted(rsa);
            case RSAPublicKey rsa -> recovered(rsa);
            case ECPublicKey ec -> pointed();
            default -> value -> List.of();
        };
    }

    /** RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2.2): the key opens the value, and inside is the digest. */
    private Lookup recovered(RSAPublicKey rsa) {
        var known = places(this::digestInfo);
        return value -> {
            var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.DECRYPT_MODE, rsa);
            return known.getOrDefault(ByteBuffer.wrap(cipher.doFinal(value)), List.of());
        };
    }

    private byte[] digestInfo(byte[] digest) {
        try {
            return new DigestInfo(
                            new AlgorithmIdentifier(
                                    new ASN1ObjectIdentifier(algorithm.digest().oid()), DERNull.INSTANCE),
                            digest)
                    .getEncoded("DER");
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory", e);
        }
    }

    /**
     * RSASSA-PSS (RFC 8017 section 9.1.2): inside is a digest over salt and digest, so each digest that has no value yet is tried,
     * but by one short hash and not by another computation with the key.
     */
    private Lookup salted(RSAPublicKey rsa) {
        var known = places(digest -> digest);
        return value -> {
            var opened = PssBlock.open(rsa, algorithm.digest(), value);
            if (opened.isEmpty()) {
                return List.of();
            }
            var match = known.keySet().stream()
                    .filter(digest -> opened.get().isOver(digest))
                    .findFirst();
            // in the order of the digests the next value's is among the first that are left
            return match.map(known::remove).orElse(List.of());
        };
    }

    /**
     * ECDSA (FIPS 186-5 section 6.4): a value (r, s) is over the number e where the point sR is eG + rQ, with R one of the two points
     * above r. So eG is computed once for each digest, and sR - rQ for each value.
     */
    private Lookup pointed() {
        var parameters = parameters();
        var domain = parameters.getParameters();
        var known = places(digest -> encoded(domain.getG().multiply(number(digest, domain))));
        return value -> {
            int half = value.length / 2;
            var r = new BigInteger(1, value, 0, half);
            var s = new BigInteger(1, value, half, half);
            if (r.signum() == 0
                    || s.signum() == 0
                    || r.compareTo(domain.getN()) >= 0
                    || s.compareTo(domain.getN()) >= 0) {
                return List.of();
            }
            var signed = above(r, domain).multiply(s);
            var keyed = parameters.getQ().multiply(r);
            return Optional.ofNullable(known.get(ByteBuffer.wrap(encoded(signed.subtract(keyed)))))
                    .or(() -> Optional.ofNullable(
                            known.get(ByteBuffer.wrap(encoded(signed.negate().subtract(keyed))))))
                    .orElse(List.of());
        };
    }

    private ECPublicKeyParameters parameters() {
        try {
            return (ECPublicKeyParameters) PublicKeyFactory.createKey(key.getEncoded());
        } catch (IOException e) {
            throw new IllegalArgumentException("unreadable key", e);
        }
    }

    /** The digest's leftmost bits, as many as the group's order has. */
    private static BigInteger number(byte[] digest, ECDomainParameters domain) {
        int surplus = digest.length * 8 - domain.getN().bitLength();
        var number = new BigInteger(1, digest);
        return surplus > 0 ? number.shiftRight(surplus) : number;
    }

    /** A point with this abscissa. @throws IllegalArgumentException if the curve has none */
    private static ECPoint above(BigInteger r, ECDomainParameters domain) {
        int length = (domain.getCurve().getFieldSize() + 7) / 8;
        byte[] compressed = new byte[length + 1];
        compressed[0] = 2;
        byte[] abscissa = r.toByteArray();
        int from = Math.max(0, abscissa.length - length);
        System.arraycopy(
                abscissa, from, compressed, compressed.length - (abscissa.length - from), abscissa.length - from);
        return domain.getCurve().decodePoint(compressed);
    }

    private static byte[] encoded(ECPoint point) {
        return point.normalize().getEncoded(true);
    }

    private interface Sign {
        byte[] of(byte[] digest);
    }

    /** The places of each digest, by what a value shows of it; in the order of the digests. */
    private Map<ByteBuffer, List<Integer>> places(Sign sign) {
        var places = new LinkedHashMap<ByteBuffer, List<Integer>>();
        for (int i = 0; i < digests.size(); i++) {
            places.computeIfAbsent(ByteBuffer.wrap(sign.of(digests.get(i))), none -> new ArrayList<>())
                    .add(i);
        }
        return places;
    }

    /** What stands in an RSASSA-PSS value, made with MGF1 of the same digest and a salt as long as that. */
    @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
    private record PssBlock(DigestAlgorithm algorithm, byte[] salt, byte[] hash) {

        private static final int TRAILER = 0xbc;

        static Optional<PssBlock> open(RSAPublicKey key, DigestAlgorithm algorithm, byte[] value) {
            var number = new BigInteger(1, value);
            if (number.compareTo(key.getModulus()) >= 0) {
                return Optional.empty();
            }
            int length = (key.getModulus().bitLength() + 6) / 8;
            byte[] opened =
                    number.modPow(key.getPublicExponent(), key.getModulus()).toByteArray();
            byte[] block = new byte[length];
            int from = Math.max(0, opened.length - length);
            System.arraycopy(opened, from, block, length - (opened.length - from), opened.length - from);
            int masked = length - algorithm.length() - 1;
            if (masked < algorithm.length() || (block[length - 1] & 0xff) != TRAILER) {
                return Optional.empty();
            }
            byte[] hash = Arrays.copyOfRange(block, masked, length - 1);
            byte[] mask = mask(algorithm, hash, masked);
            byte[] salt = new byte[algorithm.length()];
            for (int i = 0; i < salt.length; i++) {
                int at = masked - salt.length + i;
                salt[i] = (byte) (block[at] ^ mask[at]);
            }
            return Optional.of(new PssBlock(algorithm, salt, hash));
        }

        boolean isOver(ByteBuffer digest) {
            var hashing = algorithm.newDigest();
            hashing.update(new byte[8]);
            hashing.update(digest.duplicate());
            hashing.update(salt);
            return Arrays.equals(hashing.digest(), hash);
        }

        private static byte[] mask(DigestAlgorithm algorithm, byte[] seed, int length) {
            byte[] mask = new byte[length];
            for (int counter = 0, at = 0; at < length; counter++, at += algorithm.length()) {
                var hashing = algorithm.newDigest();
                hashing.update(seed);
                hashing.update(ByteBuffer.allocate(4).putInt(0, counter));
                System.arraycopy(hashing.digest(), 0, mask, at, Math.min(algorithm.length(), length - at));
            }
            return mask;
        }
    }
}
