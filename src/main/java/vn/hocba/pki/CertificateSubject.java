package vn.hocba.pki;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * Whose certificate it is. Vietnamese authorities write the holder's number into the subject's UID attribute:
 * {@code CCCD:} with a personal number, {@code MST:} with a tax code.
 */
public sealed interface CertificateSubject {

    /** The subject's common name, as the authority wrote it. */
    String commonName();

    /**
     * A natural person.
     *
     * @param personalNumber 12 digits
     */
    record Person(String personalNumber, String commonName) implements CertificateSubject {}

    /**
     * An organisation; such a certificate is its seal.
     *
     * @param taxCode 10 digits, a dependent unit with 3 more after a hyphen
     */
    record Organisation(String taxCode, String commonName) implements CertificateSubject {}

    /** The subject of a certificate; empty when it names no holder, or more than one. */
    static Optional<CertificateSubject> of(X509Certificate certificate) {
        X500Name name =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        List<String> holders = values(name, BCStyle.UID);
        List<String> names = values(name, BCStyle.CN);
        if (holders.size() != 1 || names.size() != 1) {
            return Optional.empty();
        }
        String holder = holders.getFirst();
        if (Numbers.PERSON.matcher(holder).matches()) {
            return Optional.of(new Person(holder.substring("CCCD:".length()), names.getFirst()));
        }
        if (Numbers.ORGANISATION.matcher(holder).matches()) {
            return Optional.of(new Organisation(holder.substring("MST:".length()), names.getFirst()));
        }
        return Optional.empty();
    }

    /** The text to show for a subject that names no known kind of holder: its common name, or all of its name. */
    static String displayName(X509Certificate certificate) {
        X500Name name =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        List<String> names = values(name, BCStyle.CN);
        return names.isEmpty() ? certificate.getSubjectX500Principal().getName() : names.getFirst();
    }

    private static List<String> values(X500Name name, ASN1ObjectIdentifier type) {
        List<String> values = new ArrayList<>();
        for (RDN rdn : name.getRDNs()) {
            for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
                if (attribute.getType().equals(type)) {
                    values.add(IETFUtils.valueToString(attribute.getValue()));
                }
            }
        }
        return values;
    }

    /** The forms of the holder's number. */
    final class Numbers {
        private static final Pattern PERSON = Pattern.compile("CCCD:[0-9]{12}");
        private static final Pattern ORGANISATION = Pattern.compile("MST:[0-9]{10}(-[0-9]{3})?");

        private Numbers() {}
    }
}
