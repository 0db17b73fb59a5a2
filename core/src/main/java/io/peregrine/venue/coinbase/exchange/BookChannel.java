package io.peregrine.venue.coinbase.exchange;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The channel of the Exchange feed that books are built from. */
public enum BookChannel {
    /** Changes of levels as they happen; only for who has a key. */
    LEVEL2,
    /** Changes of levels every 50 ms. */
    LEVEL2_BATCH,
    /** Every order's events; only for who has a key. */
    FULL;

    /** The venue's name of it, and the option's value, for example {@code level2_batch}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The channel with this name.
     *
     * @throws IllegalArgumentException naming those that there are
     */
    public static BookChannel of(final String key) {
        return Arrays.stream(values()).filter(channel -> channel.key().equals(key)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("venue coinbase: no book_channel " + key + "; there are "
                        + Arrays.stream(values()).map(BookChannel::key).collect(Collectors.joining(", "))));
    }
}
