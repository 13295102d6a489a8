package vn.hocba.problem;

import jakarta.ws.rs.HttpMethod;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/**
 * Which methods an address has, for the {@code Allow} header of a 405 (RFC 9110, section 15.5.6): the framework says only
 * that one is missing.
 */
final class AllowedMethods {

    private AllowedMethods() {}

    /** The header's value; empty if the address is not known either. */
    static String of(ResteasyReactiveRequestContext request) {
        var found = new RequestMapper<InitialMatch>(request.getDeployment().getClassMappers()).map(request.getPath());
        if (found == null) {
            return "";
        }
        String below = found.remaining.isEmpty() ? "/" : found.remaining;
        Set<String> methods = new TreeSet<>();
        Stream.of(found.value.handlers)
                .filter(ClassRoutingHandler.class::isInstance)
                .map(ClassRoutingHandler.class::cast)
                .flatMap(routing -> routing.getMappers().entrySet().stream())
                .filter(entry -> Objects.nonNull(entry.getKey()) && matches(entry, below))
                .forEach(entry -> methods.add(entry.getKey()));
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return String.join(", ", methods);
    }

    private static boolean matches(Map.Entry<String, RequestMapper<RuntimeResource>> method, String path) {
        var match = method.getValue().map(path);
        return match != null && (match.remaining.isEmpty() || match.remaining.equals("/"));
    }
}
