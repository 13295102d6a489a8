package vn.hocba.remotesigning;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure.UnknownCredential;

/** Reads the credentials of one holder, as services list them. */
public final class CredentialList {

    private static final Logger LOG = Logger.getLogger(CredentialList.class);

    private CredentialList() {}

    /**
     * Those that can be read, in their order: one that cannot, or is gone meanwhile, is left out, so that it hides none of its
     * holder's others.
     *
     * @param id what the service calls one, for the log
     * @param reader fails, or throws, {@link MalformedAnswer} or {@link UnknownCredential} for one that is left out; any other failure
     *     is the whole list's
     */
    public static <T> Uni<List<Credential>> readable(
            List<T> listed, Function<T, @Nullable String> id, Function<T, Uni<Credential>> reader) {
        if (listed.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var each = listed.stream()
                .map(one -> Uni.createFrom()
                        .deferred(() -> reader.apply(one))
                        .map(Optional::of)
                        .onFailure(
                                failure -> failure instanceof MalformedAnswer || failure instanceof UnknownCredential)
                        .recoverWithItem(failure -> {
                            LOG.warnf("left out credential %s: %s", named(id.apply(one)), failure.getMessage());
                            return Optional.empty();
                        }))
                .toList();
        return Uni.join()
                .all(each)
                .andFailFast()
                .map(found -> found.stream().flatMap(Optional::stream).toList());
    }

    private static String named(@Nullable String id) {
        return id == null ? "without id" : WireText.loggable(id);
    }

    /** @throws MalformedAnswer for an id that nothing can be called by */
    public static CredentialId id(String where, @Nullable String given) {
        try {
            return new CredentialId(given == null ? "" : given);
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswer(where + ": a credential without usable id", e);
        }
    }
}
