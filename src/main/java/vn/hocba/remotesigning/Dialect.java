package vn.hocba.remotesigning;

/**
 * A wire protocol: one CDI bean for each, in a sub-package of its own. Adding a provider that speaks a known dialect is
 * configuration; adding a dialect is one package with one bean of this type.
 */
public interface Dialect {

    /** The name by which {@code hocba.providers.<id>.dialect} chooses it, such as {@code csc-v2}. */
    String name();

    /**
     * A client of one provider; makes no call yet. Called once for each configured provider, at start.
     *
     * @param rest for {@link ProviderHttp}
     * @throws IllegalArgumentException if the configuration lacks what this dialect needs; the message names the key
     */
    RemoteSigningService connect(ProviderId id, ProviderSettings settings, Rest rest);
}
