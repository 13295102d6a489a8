package vn.hocba.sandbox.ca;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The key of a timestamp authority or OCSP responder with its certificate and that of its issuer. */
public final class ServiceKey {

    private final PrivateKey key;
    private final ServiceAlgorithm algorithm;
    private final List<X509Certificate> chain;

    ServiceKey(PrivateKey key, ServiceAlgorithm algorithm, List<X509Certificate> chain) {
        this.key = key;
        this.algorithm = algorithm;
        this.chain = List.copyOf(chain);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The key's own certificate first, then its issuer's. */
    public List<X509Certificate> chain() {
        return chain;
    }

    public ContentSigner signer() {
        try {
            return new JcaContentSignerBuilder(algorithm.signature()).build(key);
        } catch (OperatorCreationException unusableKey) {
            throw new IllegalStateException(unusableKey);
        }
    }
}
