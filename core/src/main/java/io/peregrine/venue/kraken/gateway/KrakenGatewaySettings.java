package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.Credentials;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * Settings of a Kraken gateway.
 *
 * @param orderUri            the private WebSocket, for example {@code wss://ws-auth.kraken.com/v2}
 * @param restUri             the REST API, for example {@code https://api.kraken.com}
 * @param credentials         a key that may trade and query; the secret in Base64, as the venue shows it
 * @param reconnectIntervalNs first pause before a reconnect; doubled with jitter at each failure, at most 16 times this
 * @param tier                the account's, which decides its limits
 * @param deadManSeconds      the venue cancels all orders of the account this long after it last heard of this engine, 0 for never
 * @param deadlineMs          after which the venue does not match an order any more, 500 to 60000, or 0 for its own default of 5 s
 * @param selfTradePrevention the venue's word for what happens between orders of this account, or empty for its default
 */
public record KrakenGatewaySettings(
        URI orderUri, URI restUri, Credentials credentials, long reconnectIntervalNs, KrakenTier tier, int deadManSeconds,
        int deadlineMs, String selfTradePrevention) {

    /** The names of {@link #of}'s options. */
    public static final Set<String> OPTIONS = Set.of("tier", "dead_man_seconds", "deadline_ms", "self_trade_prevention");

    private static final int DEAD_MAN_DEFAULT_S = 60;
    private static final int DEAD_MAN_MIN_S = 3;
    private static final int DEAD_MAN_MAX_S = 86_400;
    private static final int DEADLINE_DEFAULT_MS = 5_000;
    private static final int DEADLINE_MIN_MS = 500;
    private static final int DEADLINE_MAX_MS = 60_000;
    private static final Set<String> SELF_TRADE = Set.of("cancel_newest", "cancel_oldest", "cancel_both");

    /**
     * Checks the ranges above.
     *
     * @throws IllegalArgumentException naming the field and the value
     */
    public KrakenGatewaySettings {
        check(reconnectIntervalNs > 0, "reconnect_interval", reconnectIntervalNs, "above 0");
        check(deadManSeconds == 0 || deadManSeconds >= DEAD_MAN_MIN_S && deadManSeconds <= DEAD_MAN_MAX_S, "dead_man_seconds",
                deadManSeconds, "0, or " + DEAD_MAN_MIN_S + " to " + DEAD_MAN_MAX_S);
        check(deadlineMs == 0 || deadlineMs >= DEADLINE_MIN_MS && deadlineMs <= DEADLINE_MAX_MS, "deadline_ms", deadlineMs,
                "0, or " + DEADLINE_MIN_MS + " to " + DEADLINE_MAX_MS);
        check(selfTradePrevention.isEmpty() || SELF_TRADE.contains(selfTradePrevention), "self_trade_prevention", selfTradePrevention,
                "cancel_newest, cancel_oldest or cancel_both");
    }

    /**
     * From a venue's options: {@code tier} (starter, intermediate, pro; the lowest without), {@code dead_man_seconds} (60),
     * {@code deadline_ms} (5000), {@code self_trade_prevention} (the venue's default, cancel_newest).
     *
     * @throws IllegalArgumentException naming the option and the value
     */
    public static KrakenGatewaySettings of(
            final URI orderUri, final URI restUri, final Credentials credentials, final long reconnectIntervalNs,
            final Map<String, String> options) {
        return new KrakenGatewaySettings(orderUri, restUri, credentials, reconnectIntervalNs, tier(options),
                number(options, "dead_man_seconds", DEAD_MAN_DEFAULT_S), number(options, "deadline_ms", DEADLINE_DEFAULT_MS),
                options.getOrDefault("self_trade_prevention", ""));
    }

    /**
     * Checks the options without making anything.
     *
     * @throws IllegalArgumentException naming the option and the value
     */
    public static void check(final Map<String, String> options) {
        of(null, null, null, 1, options);
    }

    private static KrakenTier tier(final Map<String, String> options) {
        final String tier = options.get("tier");
        return tier == null ? KrakenTier.STARTER : KrakenTier.parse(tier);
    }

    private static int number(final Map<String, String> options, final String name, final int absent) {
        final String text = options.get(name);
        if (text == null) {
            return absent;
        }
        try {
            return Integer.parseInt(text);
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("venue kraken: " + name + " is no whole number: " + text, e);
        }
    }

    private static void check(final boolean ok, final String field, final Object value, final String range) {
        if (!ok) {
            throw new IllegalArgumentException("venue kraken: " + field + " must be " + range + ", not " + value);
        }
    }
}
