package vn.hocba.pki;

import java.nio.ByteBuffer;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Revocation data at hand, from both kinds of source.
 *
 * @param lists certificate revocation lists
 * @param ocsp answers of OCSP responders
 */
public record RevocationData(RevocationLists lists, List<OcspAnswer> ocsp) implements RevocationSource {

    public RevocationData {
        ocsp = List.copyOf(ocsp);
    }

    /** Nothing. */
    public static RevocationData none() {
        return new RevocationData(RevocationLists.none(), List.of());
    }

    /** These and those; what stands in both stays once. */
    public RevocationData plus(RevocationData other) {
        Set<X509CRL> allLists = new LinkedHashSet<>(lists.lists());
        allLists.addAll(other.lists.lists());
        Map<ByteBuffer, OcspAnswer> answers = new LinkedHashMap<>();
        ocsp.forEach(answer -> answers.put(ByteBuffer.wrap(answer.encoded()), answer));
        other.ocsp.forEach(answer -> answers.put(ByteBuffer.wrap(answer.encoded()), answer));
        return new RevocationData(new RevocationLists(List.copyOf(allLists)), List.copyOf(answers.values()));
    }

    @Override
    public List<Statement> statements(X509Certificate certificate, X509Certificate issuer, Instant time) {
        List<Statement> statements = new ArrayList<>();
        ocsp.forEach(answer -> statements.addAll(answer.statements(certificate, issuer, time)));
        statements.addAll(lists.statements(certificate, issuer, time));
        return statements;
    }
}
