package io.peregrine.sim.fault;

import java.util.regex.Pattern;

/**
 * What a fault happens to. Whatever is empty applies to all.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param venue      name of the venue
 * @param path       found in the path of a connection, or null
 * @param request    found in {@code METHOD /path} of a REST request, which makes the fault one of requests; or null
 * @param message    kind of message as {@link MessageKinds} names it, or an expression between slashes
 * @param instrument pair such as {@code BTC/USDT}
 * @param connection number of the connection since the start, from 1; 0 for all
 */
public record FaultTarget(String venue, Pattern path, Pattern request, String message, String instrument, int connection) {
    /** Everything. */
    public static final FaultTarget ALL = new FaultTarget("", null, null, "", "", 0);

    boolean atVenue(final String name) {
        return venue.isEmpty() || venue.equals(name);
    }

    boolean onConnection(final String itsPath, final int number) {
        return request == null && (connection == 0 || connection == number) && (path == null || path.matcher(itsPath).find());
    }

    boolean onRequest(final String methodAndPath) {
        return request != null && request.matcher(methodAndPath).find();
    }
}
