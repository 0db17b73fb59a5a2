package io.peregrine.venue.coinbase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import io.peregrine.venue.coinbase.advanced.AdvancedFeedHandler;
import io.peregrine.venue.coinbase.exchange.ExchangeFeedHandler;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages beyond all limits; random and mutated ones are {@code DecoderFuzzTest}'s. */
class CoinbaseFuzzTest {
    @TempDir
    private Path directory;

    @Test
    void oversizeAndDeeplyNestedMessagesAreRefusedAndCounted() {
        final String deep = "{\"type\":\"l2update\",\"product_id\":\"BTC-USD\",\"x\":" + "[".repeat(100_000);
        final String wide = "{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\",\"bids\":["
                + "[\"1\",\"1\"],".repeat(131_073) + "[\"1\",\"1\"]]}";
        try (CoinbaseFixture feed = new CoinbaseFixture(Venue.COINBASE_EXCHANGE, directory,
                (context, requester) -> ExchangeFeedHandler.byLevel(context, requester, book -> { }))) {
            feed.message(deep);
            feed.message(wide);
            assertEquals(2, feed.handler.decodeErrors());
            assertEquals(BookState.SYNCING, feed.book().state());
        }
        final String levels = "{\"side\":\"bid\",\"event_time\":\"2026-08-09T21:05:48.170326Z\",\"price_level\":\"1\","
                + "\"new_quantity\":\"1\"},";
        try (CoinbaseFixture feed = new CoinbaseFixture(Venue.COINBASE_ADVANCED, directory,
                (context, requester) -> new AdvancedFeedHandler(context, requester, book -> { }))) {
            feed.message("{\"channel\":\"l2_data\",\"sequence_num\":0,\"events\":[{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\","
                    + "\"updates\":["
                    + levels.repeat(131_073) + levels.substring(0, levels.length() - 1) + "]}]}");
            feed.message("{\"channel\":\"l2_data\",\"sequence_num\":1,\"events\":"
                    + "[".repeat(100_000));
            assertEquals(2, feed.handler.decodeErrors());
            assertEquals(BookState.SYNCING, feed.book().state());
        }
    }
}
