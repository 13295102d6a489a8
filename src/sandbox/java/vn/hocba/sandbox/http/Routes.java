package vn.hocba.sandbox.http;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Method and path to handler; the first match wins. A path that ends in {@code /**} also matches everything below it
 * and hands that over as {@link Request#rest()}; the method {@code *} matches every method.
 */
public final class Routes {

    private record Route(String method, String pattern, Handler handler) {

        Optional<String> match(String path) {
            if (!pattern.endsWith("/**")) {
                return path.equals(pattern) ? Optional.of("") : Optional.empty();
            }
            String prefix = pattern.substring(0, pattern.length() - 2);
            return path.startsWith(prefix) ? Optional.of(path.substring(prefix.length())) : Optional.empty();
        }

        boolean allows(String requested) {
            return method.equals("*") || method.equals(requested) || (method.equals("GET") && requested.equals("HEAD"));
        }
    }

    private final List<Route> routes = new ArrayList<>();

    public Routes on(String method, String pattern, Handler handler) {
        routes.add(new Route(method, pattern, handler));
        return this;
    }

    Reply dispatch(Request request) {
        Set<String> allowed = new LinkedHashSet<>();
        for (Route route : routes) {
            Optional<String> rest = route.match(request.path());
            if (rest.isPresent()) {
                if (route.allows(request.method())) {
                    return route.handler().handle(request.matched(rest.get()));
                }
                allowed.add(route.method());
            }
        }
        return allowed.isEmpty()
                ? Reply.text(404, "Nothing is served at " + request.path())
                : Reply.text(405, "Method not allowed").with("Allow", String.join(", ", allowed));
    }
}
