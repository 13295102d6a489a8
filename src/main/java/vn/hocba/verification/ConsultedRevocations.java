package vn.hocba.verification;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import vn.hocba.pki.RevocationData;
import vn.hocba.pki.RevocationSource;
import vn.hocba.verification.SignatureEvidence.ConsultedRevocation;

/**
 * The policy's revocation data and those that any signature of the file carries (issuers signed both), as far as their own
 * signatures are believed; and a record of what was used for one signature.
 */
final class ConsultedRevocations implements RevocationSource {

    private final ValidationPolicy policy;
    private final RevocationData embedded;
    private final List<ConsultedRevocation> consulted = new ArrayList<>();

    ConsultedRevocations(ValidationPolicy policy, RevocationData embedded) {
        this.policy = policy;
        this.embedded = embedded;
    }

    /** What has been used so far, in its order. */
    List<ConsultedRevocation> consulted() {
        return List.copyOf(consulted);
    }

    /** @throws Objection.Raised when there are data, but none that is signed by an accepted algorithm */
    @Override
    public List<Statement> statements(X509Certificate certificate, X509Certificate issuer, Instant time) {
        List<Statement> supplied = policy.revocations().statements(certificate, issuer, time);
        List<Statement> carried = embedded.statements(certificate, issuer, time);
        List<Statement> believed = Stream.concat(supplied.stream(), carried.stream())
                .filter(statement -> believed(statement, time))
                .toList();
        if (believed.isEmpty() && !(supplied.isEmpty() && carried.isEmpty())) {
            throw AlgorithmPolicy.objection(
                    SubIndication.CRYPTO_CONSTRAINTS_FAILURE, "the signature under revocation data");
        }
        Answer answer =
                RevocationSource.merge(believed.stream().map(Statement::answer).toList());
        for (Statement statement : believed) {
            if (statement.answer().equals(answer)) {
                consulted.add(new ConsultedRevocation(certificate, statement, !supplied.contains(statement), time));
            }
        }
        return believed;
    }

    /** A warning is heard whoever gives it. */
    private boolean believed(Statement statement, Instant time) {
        return statement.answer() instanceof Answer.Revoked
                || policy.algorithms().believes(statement.evidence(), time);
    }
}
