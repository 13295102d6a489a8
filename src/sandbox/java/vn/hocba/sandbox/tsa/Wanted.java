package vn.hocba.sandbox.tsa;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.tsp.TimeStampRequest;
import vn.hocba.sandbox.faults.Fault;

/**
 * A timestamp to make.
 *
 * @param certificates whether the token carries the authority's certificate
 */
record Wanted(MessageImprint imprint, Optional<BigInteger> nonce, boolean certificates) {

    /** EN 319 421's best practices policy. */
    static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("0.4.0.2023.1.1");

    private static final Map<ASN1ObjectIdentifier, Integer> DIGEST_LENGTHS = Map.of(
            NISTObjectIdentifiers.id_sha256,
            32,
            NISTObjectIdentifiers.id_sha384,
            48,
            NISTObjectIdentifiers.id_sha512,
            64);

    /** Reads a TimeStampReq; throws {@link TimestampRefused} for what this authority does not timestamp. */
    static Wanted read(byte[] encoded) {
        TimeStampRequest request;
        try {
            request = new TimeStampRequest(encoded);
        } catch (IOException | IllegalArgumentException malformed) {
            throw new TimestampRefused(FailInfo.BAD_DATA_FORMAT);
        }
        if (request.getVersion() != 1) {
            throw new TimestampRefused(FailInfo.BAD_REQUEST);
        }
        Integer length = DIGEST_LENGTHS.get(request.getMessageImprintAlgOID());
        if (length == null) {
            throw new TimestampRefused(FailInfo.BAD_ALG);
        }
        if (request.getMessageImprintDigest().length != length) {
            throw new TimestampRefused(FailInfo.BAD_DATA_FORMAT);
        }
        if (request.getReqPolicy() != null && !request.getReqPolicy().equals(POLICY)) {
            throw new TimestampRefused(FailInfo.UNACCEPTED_POLICY);
        }
        if (request.hasExtensions()) {
            throw new TimestampRefused(FailInfo.UNACCEPTED_EXTENSION);
        }
        return new Wanted(request.getMessageImprint(), Optional.ofNullable(request.getNonce()), request.getCertReq());
    }

    /** What a faulty authority takes the request for. */
    Wanted misread(Optional<Fault> fault) {
        return fault.map(ordered -> switch (ordered.kind()) {
                    case WRONG_IMPRINT -> new Wanted(another(imprint), nonce, certificates);
                    case WRONG_NONCE -> new Wanted(imprint, another(nonce), certificates);
                    default -> this;
                })
                .orElse(this);
    }

    private static MessageImprint another(MessageImprint imprint) {
        byte[] digest = imprint.getHashedMessage();
        digest[0] ^= 1;
        return new MessageImprint(imprint.getHashAlgorithm(), digest);
    }

    private static Optional<BigInteger> another(Optional<BigInteger> nonce) {
        return Optional.of(nonce.orElse(BigInteger.ZERO).add(BigInteger.ONE));
    }
}
