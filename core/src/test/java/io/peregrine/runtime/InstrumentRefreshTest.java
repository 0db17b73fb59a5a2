package io.peregrine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.command.CommandProxy;
import io.peregrine.gateway.Gateway;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.InstrumentState;
import io.peregrine.message.InstrumentUpdateDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.venue.Feed;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.GatewayContext;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.junit.jupiter.api.Test;

/** What becomes of a venue's reference data that change while the engine runs. */
class InstrumentRefreshTest {
    private static final URI ANYWHERE = URI.create("http://127.0.0.1:1");

    private final Exchange exchange = new Exchange();
    private final VenueSettings settings =
            new VenueSettings(Venue.KRAKEN, ANYWHERE, ANYWHERE, ANYWHERE, null, List.of("BTC/USD", "ETH/USD"));
    private final ManyToOneRingBuffer ring = new ManyToOneRingBuffer(new UnsafeBuffer(
            BufferUtil.allocateDirectAligned(4096 + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
    private final List<Instrument> instruments = exchange.loadInstruments(settings, 3);
    private final VenueLink venue = new VenueLink(settings, exchange, instruments, null, null, 5);
    private long nowNs = 100;
    private final InstrumentRefresh refresh = new InstrumentRefresh(List.of(venue), new CommandProxy(ring), () -> nowNs, 0);

    @Test
    void nothingIsSaidWhereNothingHasChanged() {
        assertEquals(new InstrumentTerms(InstrumentState.TRADING, "", 5, 0, 0, 0), terms(0));
        refresh.refresh();
        assertEquals(new InstrumentTerms(InstrumentState.TRADING, "", 100, 1, 0, 0), terms(0));
        assertEquals(List.of(), commands());
        assertEquals(List.of("[BTC/USD, ETH/USD]"), exchange.requests.subList(1, exchange.requests.size()));
    }

    @Test
    void anInstrumentThatIsHaltedTakesNoOrdersUntilItTradesAgain() {
        exchange.halted = "ETH/USD";
        refresh.refresh();
        assertEquals(List.of("4 HALTED"), commands());
        assertEquals(new InstrumentTerms(InstrumentState.HALTED, "kraken does not trade ETH/USD now", 100, 1, 0, 1), terms(1));
        assertEquals(InstrumentState.TRADING, terms(0).state());
        assertEquals(3, exchange.requests.size() - 1, "all at once, then each alone");

        refresh.refresh();
        assertEquals(List.of(), commands(), "told once");
        exchange.halted = null;
        nowNs = 200;
        refresh.refresh();
        assertEquals(List.of("4 TRADING"), commands());
        assertEquals(new InstrumentTerms(InstrumentState.TRADING, "", 200, 3, 0, 2), terms(1));
    }

    @Test
    void anotherTickSizeOrLotSizeTakesNoOrdersInThisRun() {
        exchange.steps.put("BTC/USD", new long[] {2, 5, 8, 8});
        refresh.refresh();
        assertEquals(List.of("3 CHANGED"), commands());
        assertEquals("tick size 0.1 -> 0.05: no orders until the next start", terms(0).detail());
        exchange.steps.put("BTC/USD", new long[] {1, 1, 6, 6});
        refresh.refresh();
        assertEquals(List.of(), commands());
        assertEquals("lot size 0.00000001 -> 0.000001: no orders until the next start", terms(0).detail());
        assertEquals(2, terms(0).changes());
    }

    @Test
    void anotherLimitIsToldAndHoldsFromTheNextStart() {
        exchange.smallest = 20_000;
        refresh.refresh();
        assertEquals(List.of(), commands());
        assertEquals(new InstrumentTerms(InstrumentState.TRADING,
                "smallest quantity 0.0001 -> 0.0002: checked from the next start", 100, 1, 0, 1), terms(0));
    }

    @Test
    void aVenueThatCanNotBeReachedChangesNothing() {
        exchange.halted = "ETH/USD";
        refresh.refresh();
        commands();
        exchange.isReachable = false;
        nowNs = 300;
        refresh.refresh();
        assertEquals(List.of(), commands());
        assertEquals(new InstrumentTerms(InstrumentState.HALTED, "kraken does not trade ETH/USD now", 100, 1, 1, 1), terms(1));
    }

    private InstrumentTerms terms(final int index) {
        return venue.terms(instruments.get(index));
    }

    private List<String> commands() {
        final List<String> lines = new ArrayList<>();
        ring.read((type, buffer, index, length) -> {
            final InstrumentUpdateDecoder update = new InstrumentUpdateDecoder()
                    .wrapAndApplyHeader(buffer, index, new MessageHeaderDecoder());
            lines.add(update.instrumentId() + " " + update.state());
        });
        return lines;
    }

    /** A venue's reference data. */
    private static final class Exchange implements VenueProvider {
        private final Map<String, long[]> steps = new TreeMap<>();
        private final List<String> requests = new ArrayList<>();
        private String halted;
        private long smallest = 10_000;
        private boolean isReachable = true;

        @Override
        public boolean provides(final Venue venue) {
            return true;
        }

        @Override
        public List<Instrument> loadInstruments(final VenueSettings settings, final int firstInstrumentId) {
            requests.add(settings.symbols().toString());
            if (!isReachable) {
                throw new UncheckedIOException(new IOException("no route"));
            }
            if (halted != null && settings.symbols().contains(halted)) {
                throw new IllegalArgumentException("kraken does not trade " + halted + " now");
            }
            final List<Instrument> all = new ArrayList<>();
            for (final String symbol : settings.symbols()) {
                final long[] step = steps.getOrDefault(symbol, new long[] {1, 1, 8, 8});
                final String base = symbol.substring(0, 3);
                all.add(new Instrument(firstInstrumentId + all.size(), Venue.KRAKEN, symbol, symbol, base, "USD", (int) step[0],
                        (int) step[2], step[1], 1, step[2] == 8 ? smallest : smallest / 100, Long.MAX_VALUE, 0));
            }
            return all;
        }

        @Override
        public WireFormat wireFormat() {
            throw new IllegalStateException("not asked for here");
        }

        @Override
        public Feed feed(final FeedContext context) {
            throw new IllegalStateException("not asked for here");
        }

        @Override
        public Gateway gateway(final GatewayContext context) {
            throw new IllegalStateException("not asked for here");
        }
    }
}
