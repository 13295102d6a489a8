package vn.hocba.sandbox.csc;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import vn.hocba.sandbox.signing.Credential;
import vn.hocba.sandbox.signing.CredentialSettings;
import vn.hocba.sandbox.signing.KeyAlgorithm;

/** A credential as {@code credentials/info} and {@code credentials/list} describe it. */
record CredentialDescription(String certificates, boolean certInfo, boolean authInfo) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String P_256_OID = "1.2.840.10045.3.1.7";

    static CredentialDescription asked(Parameters parameters) {
        String certificates = parameters.optional("certificates").orElse("single");
        if (!List.of("none", "single", "chain").contains(certificates)) {
            throw CscError.invalid("certificates");
        }
        return new CredentialDescription(certificates, parameters.flag("certInfo"), parameters.flag("authInfo"));
    }

    /** @param authorisation how the version says how the holder consents */
    Map<String, Object> of(Credential credential, Map<String, Object> authorisation) {
        CredentialSettings settings = credential.settings();
        Map<String, Object> description = new LinkedHashMap<>();
        description.put(
                "description", "Chữ ký số từ xa của " + credential.holder().name());
        description.put("key", key(credential));
        description.put("cert", certificate(credential));
        description.putAll(authorisation);
        description.put("SCAL", String.valueOf(settings.scal()));
        description.put("multisign", settings.multisign());
        description.put("lang", "vi");
        return description;
    }

    private static Map<String, Object> key(Credential credential) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("status", credential.settings().enabled() ? "enabled" : "disabled");
        key.put("algo", SignAlgorithm.oidsOf(credential.algorithm()));
        key.put("len", credential.algorithm().bits());
        if (credential.algorithm() == KeyAlgorithm.P_256) {
            key.put("curve", P_256_OID);
        }
        return key;
    }

    private Map<String, Object> certificate(Credential credential) {
        Map<String, Object> cert = new LinkedHashMap<>();
        cert.put("status", credential.settings().certificateStatus().wireName());
        X509Certificate signer = credential.chain().getFirst();
        switch (certificates) {
            case "chain" -> cert.put("certificates", encoded(credential.chain()));
            case "single" -> cert.put("certificates", encoded(List.of(signer)));
            default -> {}
        }
        if (certInfo) {
            cert.put("issuerDN", signer.getIssuerX500Principal().getName(X500Principal.RFC2253));
            cert.put("serialNumber", signer.getSerialNumber().toString(16));
            cert.put("subjectDN", signer.getSubjectX500Principal().getName(X500Principal.RFC2253));
            cert.put("validFrom", time(signer.getNotBefore().toInstant()));
            cert.put("validTo", time(signer.getNotAfter().toInstant()));
        }
        return cert;
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }

    private static List<String> encoded(List<X509Certificate> chain) {
        List<String> encoded = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            try {
                encoded.add(Base64.getEncoder().encodeToString(certificate.getEncoded()));
            } catch (CertificateEncodingException unexpected) {
                throw new IllegalStateException(unexpected);
            }
        }
        return encoded;
    }
}
