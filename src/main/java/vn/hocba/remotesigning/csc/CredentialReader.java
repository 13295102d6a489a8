package vn.hocba.remotesigning.csc;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.SigningCertificate;
import vn.hocba.remotesigning.CertificateStatus;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.CredentialReference;
import vn.hocba.remotesigning.Factor;
import vn.hocba.remotesigning.KeyStatus;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.Scal;

/** Turns what a service says about a credential (credentials/info) into ours; unknown values stay, as unknown. */
final class CredentialReader {

    private static final int LONGEST_CHAIN = 10;

    private final ProviderId provider;

    CredentialReader(ProviderId provider) {
        this.provider = provider;
    }

    /** @throws MalformedAnswer without a readable certificate, since nobody could tell whose key it is */
    Credential read(CredentialId id, Wire.CredentialInfo info) {
        return new Credential(
                new CredentialReference(provider, id),
                certificate(info.cert()),
                keyStatus(info.key()),
                certificateStatus(info.cert()),
                List.copyOf(algorithms(info.key()).keySet()),
                Math.max(1, Objects.requireNonNullElse(info.multisign(), 1)),
                "2".equals(info.scal()) ? Scal.SCAL2 : Scal.SCAL1,
                consent(info.auth()));
    }

    private static SigningCertificate certificate(Wire.@Nullable Cert cert) {
        var encoded = cert == null || cert.certificates() == null ? List.<String>of() : cert.certificates();
        if (encoded.isEmpty() || encoded.size() > LONGEST_CHAIN) {
            throw new MalformedAnswer("credentials/info: " + encoded.size() + " certificates");
        }
        var chain = new ArrayList<X509Certificate>();
        try {
            var factory = CertificateFactory.getInstance("X.509");
            for (var one : encoded) {
                var der = Base64.getMimeDecoder().decode(one);
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw new MalformedAnswer("credentials/info: a certificate cannot be read", e);
        }
        return new SigningCertificate(chain.getFirst(), chain.subList(1, chain.size()));
    }

    private static KeyStatus keyStatus(Wire.@Nullable Key key) {
        return switch (word(key == null ? null : key.status())) {
            case "enabled" -> KeyStatus.ENABLED;
            case "disabled" -> KeyStatus.DISABLED;
            default -> KeyStatus.UNKNOWN;
        };
    }

    private static CertificateStatus certificateStatus(Wire.@Nullable Cert cert) {
        return switch (word(cert == null ? null : cert.status())) {
            case "valid" -> CertificateStatus.VALID;
            case "expired" -> CertificateStatus.EXPIRED;
            case "revoked" -> CertificateStatus.REVOKED;
            case "suspended" -> CertificateStatus.SUSPENDED;
            default -> CertificateStatus.UNKNOWN;
        };
    }

    /**
     * The algorithms that we know among {@code key.algo}, each with the OID to send as {@code signAlgo}: an OID of the signature
     * algorithm, or that of the key, which means any digest (and for RSA the padding of PKCS #1 v1.5).
     */
    static Map<SignatureAlgorithm, String> algorithms(Wire.@Nullable Key key) {
        var known = new LinkedHashMap<SignatureAlgorithm, String>();
        var oids = key == null || key.algo() == null ? List.<String>of() : key.algo();
        for (var algorithm : SignatureAlgorithm.values()) {
            if (oids.contains(algorithm.oid())) {
                known.put(algorithm, algorithm.oid());
            }
        }
        for (var algorithm : SignatureAlgorithm.values()) {
            if (oids.contains(algorithm.key().oid()) && !algorithm.pss()) {
                known.putIfAbsent(algorithm, algorithm.key().oid());
            }
        }
        return known;
    }

    private static ConsentMode consent(Wire.@Nullable Auth auth) {
        var mode = word(auth == null ? null : auth.mode());
        if (auth == null || !mode.equals("explicit")) {
            return new ConsentMode.Unsupported(mode);
        }
        var objects = auth.objects() == null ? List.<Wire.AuthObject>of() : auth.objects();
        var typedIn = objects.stream().filter(object -> !outOfBand(object)).toList();
        if (typedIn.isEmpty()) {
            return new ConsentMode.OutOfBand();
        }
        var factors = typedIn.stream().map(CredentialReader::factor).toList();
        var combination = combination(auth.expression());
        if (factors.stream().anyMatch(Optional::isEmpty) || combination.isEmpty()) {
            return new ConsentMode.Unsupported("explicit: " + Objects.requireNonNullElse(auth.expression(), ""));
        }
        return new ConsentMode.Explicit(
                factors.stream().map(Optional::orElseThrow).toList(), combination.get());
    }

    private static boolean outOfBand(Wire.AuthObject object) {
        return word(object.type()).endsWith("oob");
    }

    private static Optional<Factor> factor(Wire.AuthObject object) {
        if (object.id() == null || !object.id().matches("[\\x21-\\x7e]{1,255}")) {
            return Optional.empty();
        }
        var label = Optional.ofNullable(object.label());
        var format = "N".equals(object.format()) ? Factor.Format.NUMERIC : Factor.Format.ALPHANUMERIC;
        return switch (word(object.type())) {
            case "password" -> Optional.of(new Factor(object.id(), kindOfPassword(object), label, format, false));
            case "challengeresponse" ->
                Optional.of(new Factor(
                        object.id(), Factor.Kind.OTP, label, format, !madeByTheSignersDevice(object.generator())));
            default -> Optional.empty();
        };
    }

    /** A password that a generator makes is a one-time password. */
    private static Factor.Kind kindOfPassword(Wire.AuthObject object) {
        return madeByTheSignersDevice(object.generator()) ? Factor.Kind.OTP : Factor.Kind.PIN;
    }

    private static boolean madeByTheSignersDevice(@Nullable String generator) {
        var name = word(generator);
        return name.equals("totp") || name.equals("hotp");
    }

    /** "PIN AND OTP": all; "PIN OR OTP": one of them. Mixed expressions cannot be told to a signer simply. */
    private static Optional<ConsentMode.Combination> combination(@Nullable String expression) {
        var words = List.of(word(expression).split("[\\s()]+"));
        boolean and = words.contains("and");
        boolean or = words.contains("or") || words.contains("xor");
        if (and && or) {
            return Optional.empty();
        }
        return Optional.of(or ? ConsentMode.Combination.ONE_OF : ConsentMode.Combination.ALL_OF);
    }

    private static String word(@Nullable String value) {
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }
}
