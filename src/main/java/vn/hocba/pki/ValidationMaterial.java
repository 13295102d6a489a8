package vn.hocba.pki;

import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a signature is validated with long after: certificates and proofs of their status. Carried inside a signature from level
 * LT on.
 *
 * @param certificates of signers and authorities, trust anchors and OCSP responders among them; each once
 */
public record ValidationMaterial(List<X509Certificate> certificates, RevocationData revocations) {

    public ValidationMaterial {
        certificates = List.copyOf(new LinkedHashSet<>(certificates));
    }

    /** Nothing. */
    public static ValidationMaterial none() {
        return new ValidationMaterial(List.of(), RevocationData.none());
    }

    /** These and those; what stands in both stays once. */
    public ValidationMaterial plus(ValidationMaterial other) {
        Set<X509Certificate> all = new LinkedHashSet<>(certificates);
        all.addAll(other.certificates);
        return new ValidationMaterial(List.copyOf(all), revocations.plus(other.revocations));
    }

    /** Whether there is nothing in it. */
    public boolean isEmpty() {
        return certificates.isEmpty()
                && revocations.lists().lists().isEmpty()
                && revocations.ocsp().isEmpty();
    }
}
