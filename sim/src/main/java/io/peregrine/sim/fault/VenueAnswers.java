package io.peregrine.sim.fault;

import io.peregrine.sim.server.RestReply;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the venues say when something is wrong with them, each in its own words.
 *
 * <p><b>Threading:</b> immutable. Source: the venues' error documents; binance.md sections 6, 10 and 11, coinbase.md sections A9 and B,
 * kraken.md section 8.
 */
final class VenueAnswers {
    private static final int IM_A_TEAPOT = 418;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final String UNKNOWN_OUTCOME =
            "{\"code\":-1007,\"msg\":\"Timeout waiting for response from backend server. Send status unknown; execution status unknown.\"}";
    private static final Pattern REQUEST_ID = Pattern.compile("^\\{\"id\":(\"[^\"]*\"|-?\\d+|null)");

    private VenueAnswers() {
    }

    /** The refusal of a request with a status. */
    static RestReply refusal(final String venue, final Fault.Terms terms) {
        final String body = terms.body().isEmpty() ? body(venue, terms.status()) : terms.body();
        final boolean inBody = venue.equals("kraken") && terms.status() == TOO_MANY_REQUESTS;
        final RestReply reply = RestReply.json(inBody ? 200 : terms.status(), body);
        return terms.retryAfterS() == 0 ? reply : reply.with("Retry-After", String.valueOf(terms.retryAfterS()));
    }

    /** What comes in place of a lost answer. */
    static RestReply lost(final String venue) {
        return venue.equals("binance") ? RestReply.json(GATEWAY_TIMEOUT, UNKNOWN_OUTCOME) : RestReply.CUT;
    }

    /** What comes on a connection in place of a lost answer, or null for nothing. */
    static String lost(final String venue, final String answer) {
        final Matcher id = REQUEST_ID.matcher(answer);
        return venue.equals("binance") && id.find()
                ? "{\"id\":" + id.group(1) + ",\"status\":" + GATEWAY_TIMEOUT + ",\"error\":" + UNKNOWN_OUTCOME + '}' : null;
    }

    private static String body(final String venue, final int status) {
        final boolean limited = status == TOO_MANY_REQUESTS || status == IM_A_TEAPOT;
        return switch (venue) {
            case "binance" -> limited
                    ? "{\"code\":-1003,\"msg\":\"Way too much request weight used; please use WebSocket Streams for live updates.\"}"
                    : "{\"code\":-1008,\"msg\":\"Server is currently overloaded with other requests. Please try again in a few minutes.\"}";
            case "coinbase" -> limited ? "{\"message\":\"Public rate limit exceeded\"}" : "{\"message\":\"Service unavailable\"}";
            case "coinbase-advanced" -> limited
                    ? "{\"errors\":[{\"id\":\"rate_limit_exceeded\",\"message\":\"Too many requests\"}]}"
                    : "{\"error\":\"UNAVAILABLE\",\"error_details\":\"\",\"message\":\"Service unavailable\"}";
            default -> limited ? "{\"error\":[\"EAPI:Rate limit exceeded\"]}" : "{\"error\":[\"EService:Unavailable\"]}";
        };
    }
}
