package io.peregrine.venue.coinbase.exchange;

import io.peregrine.instrument.Decimals;
import io.peregrine.venue.VenueSettings;
import java.util.Map;

/**
 * The venue's options that say how books are built: {@link #CHANNEL}, by default {@code level2} with a key and {@code level2_batch}
 * without, and {@link #ORDERS}, how many orders each book of {@code full} has room for.
 *
 * <p><b>Threading:</b> immutable. <b>Errors:</b> {@link IllegalArgumentException} naming the option and its value.
 *
 * @param ordersMax a power of two
 */
public record BookOptions(BookChannel channel, int ordersMax) {
    public static final String CHANNEL = "book_channel";
    public static final String ORDERS = "book_orders";

    /** 16 MiB a book. */
    private static final int ORDERS_DEFAULT = 1 << 18;
    private static final int ORDERS_LEAST = 1 << 10;
    private static final int ORDERS_MOST = 1 << 24;

    /** What the settings say, with or without the key that a subscription may need. */
    public static BookOptions of(final VenueSettings settings) {
        final String key = settings.options().get(CHANNEL);
        final BookChannel usual = settings.credentials() == null ? BookChannel.LEVEL2_BATCH : BookChannel.LEVEL2;
        return new BookOptions(key == null ? usual : BookChannel.of(key), ordersMax(settings));
    }

    /** As above, where the channel is to be subscribed to: it is refused where the settings have no key for it. */
    public static BookOptions subscribed(final VenueSettings settings) {
        final BookOptions options = of(settings);
        if (options.channel != BookChannel.LEVEL2_BATCH && settings.credentials() == null) {
            throw new IllegalArgumentException("venue coinbase: book_channel " + options.channel.key()
                    + " is only for who has a key; give api_key, secret and passphrase, or choose level2_batch");
        }
        return options;
    }

    /** Options that build books of {@code full} with room for twice as many orders as were seen in one, and not less than usual. */
    static Map<String, String> byOrder(final int ordersSeen) {
        return Map.of(CHANNEL, BookChannel.FULL.key(), ORDERS,
                Long.toString(Math.clamp(2L * ordersSeen, ORDERS_DEFAULT, ORDERS_MOST)));
    }

    /** A power of two, at least as many as asked for. */
    private static int ordersMax(final VenueSettings settings) {
        final String text = settings.options().get(ORDERS);
        final long orders = text == null ? ORDERS_DEFAULT : Decimals.parse(text, 0);
        if (orders < ORDERS_LEAST || orders > ORDERS_MOST) {
            throw new IllegalArgumentException("venue coinbase: book_orders is a whole number from " + ORDERS_LEAST + " to "
                    + ORDERS_MOST + ", not " + text);
        }
        return Integer.highestOneBit((int) orders * 2 - 1);
    }
}
