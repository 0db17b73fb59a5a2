package io.peregrine.sim.venue;

import io.peregrine.sim.capture.Capture;
import io.peregrine.sim.capture.CaptureFlow;
import io.peregrine.sim.capture.MessageReader;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.flow.MarketFlow;
import io.peregrine.sim.flow.OrderFlow;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a venue lists and who trades there besides its clients: its usual markets with an order flow, or those of a capture, and no other,
 * with the recorded participants.
 *
 * <p><b>Threading:</b> immutable; the flow belongs to the exchange thread.
 */
public final class VenueMarkets {
    /** What a client has at first of an asset that the venue does not list usually. */
    private static final long OTHER_DEPOSIT = 1_000_000 * Decimal.ONE;

    private final VenueSettings settings;
    private final Optional<Capture> capture;
    private final List<Market> markets;

    private VenueMarkets(final VenueSettings settings, final Optional<Capture> capture, final List<Market> markets) {
        this.settings = settings;
        this.capture = capture;
        this.markets = markets;
    }

    /**
     * Opens the capture, where the settings name one.
     *
     * @param usual    markets without a capture
     * @param known    those of them whose steps and limits a capture has to keep to
     * @param messages reads the venue's captured messages
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static VenueMarkets of(final VenueSettings settings, final List<Market> usual, final List<Market> known,
            final Supplier<? extends MessageReader> messages) {
        final Optional<Capture> capture = settings.capture().map(recorded -> Capture.open(recorded.file(), known, messages));
        return new VenueMarkets(settings, capture, capture.map(Capture::markets).orElse(usual));
    }

    /** What is listed. */
    public List<Market> listed() {
        return markets;
    }

    /** Is it what a capture has? */
    public boolean recorded() {
        return capture.isPresent();
    }

    /** Places with which the venue writes the prices of a recorded market. */
    public int priceDecimals(final Market market) {
        return capture.orElseThrow().priceDecimals(market);
    }

    /**
     * The other participants.
     *
     * @param venue whose order flow it is, see {@link OrderFlow}
     */
    public MarketFlow flow(final Exchange exchange, final String venue) {
        return capture.<MarketFlow>map(recorded -> new CaptureFlow(exchange, recorded, settings.capture().orElseThrow()))
                .orElseGet(() -> new OrderFlow(exchange, settings.flow(), settings.seed(), venue));
    }

    /** What a client has at first: the usual deposits, and something of every other asset that is listed. */
    public Map<String, Long> deposits(final Map<String, Long> usual) {
        final Map<String, Long> deposits = new LinkedHashMap<>(usual);
        for (final Market market : markets) {
            deposits.putIfAbsent(market.baseAsset(), OTHER_DEPOSIT);
            deposits.putIfAbsent(market.quoteAsset(), OTHER_DEPOSIT);
        }
        return deposits;
    }
}
