package io.peregrine.runtime;

import io.peregrine.command.CommandProxy;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.message.InstrumentState;
import io.peregrine.venue.InstrumentListing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the venues for their reference data again and again. An instrument that is not traded any more, or that has another tick size or lot
 * size than this run began with, takes no more orders: the trade core is told by a command. Other changes are told to people and hold from
 * the next start. See docs/adr/0012-instrument-refresh.md.
 *
 * <p><b>Threading:</b> a thread of its own, which waits for the venues; {@link #refresh} from one thread at a time. <b>Allocates:</b>
 * freely. <b>Errors:</b> a venue that can not be reached is counted, logged and asked again at the next time.
 */
final class InstrumentRefresh implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InstrumentRefresh.class);
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int RETRIES = 100;
    private static final long CLOSE_TIMEOUT_MS = 15_000;

    private final List<VenueLink> venues;
    private final CommandProxy commands;
    private final LongSupplier clock;
    private final long intervalNs;
    private Thread thread;
    private volatile boolean isClosed;

    InstrumentRefresh(final List<VenueLink> venues, final CommandProxy commands, final LongSupplier clock, final long intervalNs) {
        this.venues = venues;
        this.commands = commands;
        this.clock = clock;
        this.intervalNs = intervalNs;
    }

    /** Asks for the first time after one interval; never where it is 0. */
    void start() {
        if (intervalNs > 0) {
            thread = Thread.ofPlatform().name("instrument-refresh").daemon().start(this::run);
        }
    }

    /** Asks all venues once. */
    void refresh() {
        for (final VenueLink venue : venues) {
            try {
                for (final InstrumentListing listing : venue.relist()) {
                    take(venue, listing);
                }
            } catch (final IOException | RuntimeException e) {
                if (isClosed) {
                    return;
                }
                LOG.warn("reference data of {} can not be refreshed: {}", venue.key(), e.getMessage());
                venue.instruments().forEach(instrument -> venue.terms(instrument, venue.terms(instrument).failed()));
            }
        }
    }

    @Override
    public void close() {
        isClosed = true;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(CLOSE_TIMEOUT_MS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        long dueNs = System.nanoTime() + intervalNs;
        while (!isClosed) {
            final long leftNs = dueNs - System.nanoTime();
            if (leftNs > 0) {
                LockSupport.parkNanos(leftNs);
            } else {
                refresh();
                dueNs = System.nanoTime() + intervalNs;
            }
        }
    }

    private void take(final VenueLink venue, final InstrumentListing listing) {
        final Instrument known = venue.instruments().stream()
                .filter(instrument -> instrument.instrumentId() == listing.instrument().instrumentId()).findFirst().orElseThrow();
        final InstrumentTerms before = venue.terms(known);
        final List<String> steps = steps(known, listing.instrument());
        final List<String> limits = limits(known, listing.instrument());
        final InstrumentState state = !listing.refusal().isEmpty() ? InstrumentState.HALTED
                : steps.isEmpty() ? InstrumentState.TRADING : InstrumentState.CHANGED;
        final String detail = switch (state) {
            case HALTED -> listing.refusal();
            case CHANGED -> String.join(", ", steps) + ": no orders until the next start";
            default -> limits.isEmpty() ? "" : String.join(", ", limits) + ": checked from the next start";
        };
        if (state != before.state() && !tell(known, state)) {
            LOG.error("{} {}: {}, but the trade core could not be told; it is asked again", venue.key(), known.symbol(), detail);
            return;
        }
        final InstrumentTerms after = before.refreshed(state, detail, clock.getAsLong());
        if (after.changes() != before.changes()) {
            LOG.warn("{} {}: {}{}", venue.key(), known.symbol(), state, detail.isEmpty() ? "" : ": " + detail);
        }
        venue.terms(known, after);
    }

    private boolean tell(final Instrument instrument, final InstrumentState state) {
        for (int i = 0; i < RETRIES; i++) {
            if (commands.updateInstrument(instrument.instrumentId(), state) != CommandProxy.BACK_PRESSURE) {
                return true;
            }
            LockSupport.parkNanos(RETRY_NS);
        }
        return false;
    }

    /** What prices and quantities are made of: the books and the open orders would be of another instrument. */
    private static List<String> steps(final Instrument known, final Instrument now) {
        final List<String> changes = new ArrayList<>();
        add(changes, "symbol", known.venueSymbol(), now.venueSymbol());
        add(changes, "tick size", Decimals.format(known.tickSize(), known.priceDecimals()),
                Decimals.format(now.tickSize(), now.priceDecimals()));
        add(changes, "lot size", Decimals.format(known.lotSize(), known.quantityDecimals()),
                Decimals.format(now.lotSize(), now.quantityDecimals()));
        return changes;
    }

    private static List<String> limits(final Instrument known, final Instrument now) {
        final List<String> changes = new ArrayList<>();
        add(changes, "smallest quantity", Decimals.format(known.quantityMin(), known.quantityDecimals()),
                Decimals.format(now.quantityMin(), now.quantityDecimals()));
        add(changes, "largest quantity", Decimals.format(known.quantityMax(), known.quantityDecimals()),
                Decimals.format(now.quantityMax(), now.quantityDecimals()));
        add(changes, "smallest notional", Decimals.format(known.notionalMin(), known.notionalDecimals()),
                Decimals.format(now.notionalMin(), now.notionalDecimals()));
        return changes;
    }

    private static void add(final List<String> changes, final String name, final String before, final String after) {
        if (!before.equals(after)) {
            changes.add(name + ' ' + before + " -> " + after);
        }
    }
}
