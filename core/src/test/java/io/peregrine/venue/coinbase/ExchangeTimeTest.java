package io.peregrine.venue.coinbase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.coinbase.exchange.BookChannel;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeTimeTest {
    private final ExchangeStreams streams = new ExchangeStreams(List.of(
            new Instrument(0, Venue.COINBASE_EXCHANGE, "BTC/USD", "BTC-USD", "BTC", "USD", 2, 8, 1, 1, 1, Long.MAX_VALUE, 1)),
            BookChannel.FULL, null, () -> 0);

    @Test
    void theVenueTellsItsTimeInMilliseconds() {
        assertEquals(URI.create("https://api.exchange.coinbase.com/time"),
                streams.timeUri(URI.create("https://api.exchange.coinbase.com")));
        assertEquals(1_420_674_445_201_000_000L,
                streams.venueTimeNs("{\"iso\":\"2015-01-07T23:47:25.201Z\",\"epoch\":1420674445.201}"));
        assertEquals(1_420_674_445_000_000_000L, streams.venueTimeNs("{\"epoch\": 1420674445 }"));
        assertEquals(Instrument.NULL_VALUE, streams.venueTimeNs("{\"message\":\"Internal server error\"}"));
    }
}
