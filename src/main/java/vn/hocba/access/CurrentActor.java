package vn.hocba.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/** The {@link Actor} of the request; ask at the start of a resource method and pass the record on. */
@RequestScoped
public class CurrentActor {

    private static final int MAX_SUBJECT = 200;

    private final SecurityIdentity identity;

    CurrentActor(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * Who sent the request.
     *
     * @throws ProblemException {@link ProblemType#AUTHENTICATION_REQUIRED} without a token, {@link
     *     ProblemType#TOKEN_REJECTED} if the token does not say who acts for which organisation
     */
    public Actor get() {
        JsonWebToken token = token();
        String subject = token.getSubject();
        String organisation = token.getClaim("organisation");
        if (isMissing(subject) || isMissing(organisation)) {
            throw new ProblemException(ProblemType.TOKEN_REJECTED);
        }
        String name = token.getClaim("name");
        return new Actor(subject, organisation, roles(), isMissing(name) ? subject : name);
    }

    /**
     * Until when the request's token lets its bearer in; for answers that last longer than a moment.
     *
     * @throws ProblemException {@link ProblemType#AUTHENTICATION_REQUIRED} without a token
     */
    public Instant tokenExpires() {
        return Instant.ofEpochSecond(token().getExpirationTime());
    }

    private JsonWebToken token() {
        if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw new ProblemException(ProblemType.AUTHENTICATION_REQUIRED);
        }
        return token;
    }

    private static boolean isMissing(@Nullable String claim) {
        return claim == null || claim.isBlank() || claim.length() > MAX_SUBJECT;
    }

    private Set<Role> roles() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        identity.getRoles().forEach(name -> Role.named(name).ifPresent(roles::add));
        return roles;
    }
}
