package io.peregrine.api.drill;

import io.peregrine.instrument.Venue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The venues that can be drilled: the engine's and the simulator's name of each, and how it tells of books. */
enum DrillVenue {
    BINANCE(Venue.BINANCE_SPOT, DepthTopics.BINANCE, Map.of()),
    /** The full channel, order by order: the channel of levels has no sequence numbers, so that a loss on it can not be seen. */
    COINBASE_EXCHANGE(Venue.COINBASE_EXCHANGE, DepthTopics.COINBASE_EXCHANGE, Map.of("book_channel", "full")),
    COINBASE_ADVANCED(Venue.COINBASE_ADVANCED, DepthTopics.COINBASE_ADVANCED, Map.of()),
    KRAKEN(Venue.KRAKEN, DepthTopics.KRAKEN, Map.of());

    private final Venue venue;
    private final DepthTopics topics;
    private final Map<String, String> options;

    DrillVenue(final Venue venue, final DepthTopics topics, final Map<String, String> options) {
        this.venue = venue;
        this.topics = topics;
        this.options = options;
    }

    /** The name on the command line. */
    String key() {
        return venue.key();
    }

    Venue venue() {
        return venue;
    }

    DepthTopics topics() {
        return topics;
    }

    /** The venue's options in the engine's configuration. */
    Map<String, String> options() {
        return options;
    }

    /** All names. */
    static List<String> keys() {
        return Arrays.stream(values()).map(DrillVenue::key).toList();
    }

    /**
     * By its name.
     *
     * @throws IllegalArgumentException where there is none of that name
     */
    static DrillVenue byKey(final String key) {
        return Arrays.stream(values()).filter(venue -> venue.key().equals(key)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("venue '" + key + "' can not be drilled; known: " + keys()));
    }
}
