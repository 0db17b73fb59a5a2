package io.peregrine.sim.coinbase;

import io.peregrine.sim.server.RestReply;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A REST endpoint.
 *
 * <p><b>Threading:</b> immutable; the handler is called on the exchange thread.
 *
 * @param method  HTTP method
 * @param path    segments; <code>{}</code> stands for any one
 * @param access  who may use it
 * @param handler serves it
 */
public record Route(String method, List<String> path, Access access, Handler handler) {
    private static final String VARIABLE = "{}";

    /** A route from a path such as <code>/orders/{}</code>. */
    public static Route of(final String method, final String path, final Access access, final Handler handler) {
        return new Route(method, segments(path), access, handler);
    }

    /** The segments of a path, without empty ones. */
    public static List<String> segments(final String path) {
        return List.of(path.split("/")).stream().filter(segment -> !segment.isEmpty()).toList();
    }

    /** Does it serve this path? */
    boolean matches(final String requestMethod, final List<String> segments) {
        if (!method.equals(requestMethod) || path.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            if (!path.get(i).equals(VARIABLE) && !path.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The segments that stand where the route's path is variable. */
    List<String> variables(final List<String> segments) {
        return IntStream.range(0, path.size()).filter(i -> path.get(i).equals(VARIABLE)).mapToObj(segments::get).toList();
    }

    /** Serves requests. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Serves one on the exchange thread.
         *
         * @throws Refusal where it is refused
         */
        RestReply handle(RestCall call) throws Refusal;
    }
}
