package vn.hocba.access;

import java.util.Set;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/**
 * The person (or program) behind a request, as the access token names it.
 *
 * @param subject the token's {@code sub}: the account
 * @param organisationCode code of the actor's school, or {@value #PLATFORM}
 * @param roles roles that this API knows; others in the token are ignored
 * @param name for the record of who did what
 */
public record Actor(String subject, String organisationCode, Set<Role> roles, String name) {

    /** Organisation code of those who run the platform. */
    public static final String PLATFORM = "platform";

    public Actor {
        roles = Set.copyOf(roles);
    }

    /** Whether the actor runs the platform and may see every school. */
    public boolean isPlatformOperator() {
        return roles.contains(Role.PLATFORM_OPERATOR) && organisationCode.equals(PLATFORM);
    }

    /** Whether the actor has one of the roles; the operator's role counts on the platform only. */
    public boolean hasAny(Role... accepted) {
        for (Role role : accepted) {
            if (role == Role.PLATFORM_OPERATOR ? isPlatformOperator() : roles.contains(role)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Goes on only with one of the roles.
     *
     * @throws ProblemException {@link ProblemType#FORBIDDEN}
     */
    public void require(Role... accepted) {
        if (!hasAny(accepted)) {
            throw new ProblemException(ProblemType.FORBIDDEN);
        }
    }
}
