package io.peregrine.venue.coinbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.gateway.Credentials;
import io.peregrine.feed.Allowance;
import io.peregrine.feed.FeedProtocol;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.coinbase.access.CdpToken;
import io.peregrine.venue.coinbase.access.ExchangeSignature;
import io.peregrine.venue.coinbase.exchange.BookChannel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CoinbaseStreamsTest {
    private static final List<Instrument> TWO = List.of(instrument(0, "BTC-USD"), instrument(1, "ETH-USD"));
    private static final long NOW_NS = TimeUnit.SECONDS.toNanos(1_700_000_000);
    private static final URI REST = URI.create("https://api.exchange.coinbase.com");

    @Test
    void oneMessageSubscribesToAllOfTheExchange() {
        final ExchangeStreams streams = new ExchangeStreams(TWO, BookChannel.LEVEL2_BATCH, null, () -> NOW_NS);
        assertEquals(List.of("{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\",\"ETH-USD\"],"
                + "\"channels\":[\"level2_batch\",\"matches\",\"ticker\",\"heartbeat\"]}"), streams.subscriptions());
        assertEquals(List.of("{\"type\":\"unsubscribe\",\"product_ids\":[\"ETH-USD\"],\"channels\":[\"level2_batch\"]}",
                "{\"type\":\"subscribe\",\"product_ids\":[\"ETH-USD\"],\"channels\":[\"level2_batch\"]}"), streams.renewals(List.of(TWO.get(1))));
        assertNull(streams.snapshotUri(REST, TWO.get(1)));
    }

    @Test
    void aKeySignsEachMessage() {
        final ExchangeSignature signature = new ExchangeSignature(new Credentials("k", ascii(
                "0DySqaNNk4yUlBiLJR3T/b/IrfX2uxhqZ3MttZ0NarUnFX6+elhb30PamVOWdhey+FimqCAVH2/RGMPSayVeQA=="), "p"));
        final ExchangeStreams streams = new ExchangeStreams(TWO, BookChannel.FULL, signature, () -> NOW_NS);
        assertEquals(List.of("{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\",\"ETH-USD\"],\"channels\":[\"full\",\"ticker\","
                + "\"heartbeat\"],\"signature\":\"09GOdZX9KQbL9LyKMdn3La1CR5nod/itpETnv9rQrk8=\",\"key\":\"k\",\"passphrase\":\"p\","
                + "\"timestamp\":\"1700000000\"}"), streams.subscriptions());
        assertEquals(List.of(), streams.renewals(TWO), "snapshots of level 3 come over REST");
        assertEquals("https://api.exchange.coinbase.com/products/BTC-USD/book?level=3",
                streams.snapshotUri(REST, TWO.getFirst()).toString());
    }

    @Test
    void eachChannelOfAdvancedTradeHasItsMessageAndItsToken() throws GeneralSecurityException {
        assertEquals(List.of(
                "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\",\"ETH-USD\"],\"channel\":\"heartbeats\"}",
                "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\",\"ETH-USD\"],\"channel\":\"level2\"}",
                "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\",\"ETH-USD\"],\"channel\":\"market_trades\"}",
                "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\",\"ETH-USD\"],\"channel\":\"ticker\"}"),
                new AdvancedStreams(TWO, null, () -> NOW_NS).subscriptions());
        final byte[] key = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded();
        final CdpToken token = new CdpToken(new Credentials("organizations/1/apiKeys/2", ascii(
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(key) + "\n-----END PRIVATE KEY-----")));
        final AdvancedStreams streams = new AdvancedStreams(TWO, token, () -> NOW_NS);
        final List<String> renewals = streams.renewals(TWO);
        assertTrue(renewals.get(0).startsWith(
                "{\"type\":\"unsubscribe\",\"product_ids\":[\"BTC-USD\",\"ETH-USD\"],\"channel\":\"level2\",\"jwt\":\"ey"), renewals.get(0));
        assertTrue(renewals.get(1).startsWith(
                "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\",\"ETH-USD\"],\"channel\":\"level2\",\"jwt\":\"ey"), renewals.get(1));
        assertEquals(4, streams.subscriptions().stream().distinct().count());
    }

    /** The venue closes a connection that has not subscribed after 5 s. */
    @Test
    void subscriptionsAreSentInTime() {
        assertTrue(durationNs(4, new AdvancedStreams(TWO, null, () -> NOW_NS)) < TimeUnit.SECONDS.toNanos(2));
        assertTrue(durationNs(1, new ExchangeStreams(TWO, BookChannel.LEVEL2, null, () -> NOW_NS)) < TimeUnit.SECONDS.toNanos(1));
    }

    /** Ten messages a second in all on the Exchange, eight on Advanced Trade. */
    @Test
    void messagesKeepWithinTheVenuesLimit() {
        final Allowance exchange = new ExchangeStreams(TWO, BookChannel.LEVEL2, null, () -> NOW_NS).limits().messages();
        assertEquals(10, exchange.burst() + TimeUnit.SECONDS.toNanos(1) / exchange.intervalNs());
        final Allowance advanced = new AdvancedStreams(TWO, null, () -> NOW_NS).limits().messages();
        assertEquals(8, advanced.burst() + TimeUnit.SECONDS.toNanos(1) / advanced.intervalNs());
    }

    private static long durationNs(final int messages, final FeedProtocol protocol) {
        final Allowance allowance = protocol.limits().messages();
        return Math.max(0, messages - allowance.burst()) * allowance.intervalNs();
    }

    @Test
    void optionsAreChecked() {
        assertRefused(Map.of("book_chanel", "full"), "venue coinbase has no option book_chanel; it has book_channel, book_orders");
        assertRefused(Map.of("book_channel", "level4"), "no book_channel level4; there are level2, level2_batch, full");
        assertRefused(Map.of("book_channel", "full"), "book_channel full is only for who has a key");
        assertRefused(Map.of("book_orders", "12"), "book_orders is a whole number from 1024 to 16777216, not 12");
    }

    private static void assertRefused(final Map<String, String> options, final String message) {
        final VenueSettings settings = new VenueSettings(
                Venue.COINBASE_EXCHANGE, REST, URI.create("wss://h"), URI.create("wss://h"), null, List.of("BTC/USD"), options);
        final String actual = assertThrows(IllegalArgumentException.class,
                () -> new CoinbaseProvider().loadInstruments(settings, 0)).getMessage();
        assertTrue(actual.contains(message), actual);
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Instrument instrument(final int id, final String symbol) {
        return new Instrument(
                id, Venue.COINBASE_EXCHANGE, symbol.replace('-', '/'), symbol, symbol, "USD", 2, 8, 1, 1, 1, 1_000_000, 1);
    }
}
