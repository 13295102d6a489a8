package vn.hocba.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.tsp.TimeStampRequestGenerator;

/**
 * The wish for a timestamp (RFC 3161 section 2.4.1): only a digest travels, and the answer shall bring the authority's certificate.
 *
 * @param algorithm of the digest
 * @param imprint the digest
 * @param nonce to be repeated in the answer; unpredictable
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record TimestampRequest(DigestAlgorithm algorithm, byte[] imprint, BigInteger nonce) {

    /** @throws IllegalArgumentException if the digest has another length than its algorithm's */
    public TimestampRequest {
        if (imprint.length != algorithm.length()) {
            throw new IllegalArgumentException("not an imprint of " + algorithm);
        }
        imprint = imprint.clone();
    }

    /** A timestamp over this data. */
    public static TimestampRequest over(byte[] data, DigestAlgorithm algorithm, BigInteger nonce) {
        return new TimestampRequest(algorithm, algorithm.digest(data), nonce);
    }

    @Override
    public byte[] imprint() {
        return imprint.clone();
    }

    /** The DER form. */
    public byte[] encoded() {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        try {
            return generator
                    .generate(new ASN1ObjectIdentifier(algorithm.oid()), imprint, nonce)
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimestampRequest that
                && algorithm == that.algorithm
                && nonce.equals(that.nonce)
                && Arrays.equals(imprint, that.imprint);
    }

    @Override
    public int hashCode() {
        return nonce.hashCode();
    }

    @Override
    public String toString() {
        return "timestamp request " + nonce;
    }
}
