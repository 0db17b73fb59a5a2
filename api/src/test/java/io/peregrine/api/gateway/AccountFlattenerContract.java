package io.peregrine.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.emergency.CancelReport;
import io.peregrine.emergency.EmergencyCancel;
import io.peregrine.emergency.Flatten;
import io.peregrine.emergency.FlattenReport;
import io.peregrine.emergency.FlattenState;
import io.peregrine.flatten.PositionFile;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.message.Side;
import io.peregrine.order.FlattenOrderId;
import io.peregrine.position.PositionBook;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.AccountFlattener;
import io.peregrine.venue.AccountFlattener.Balance;
import io.peregrine.venue.AccountFlattener.MarketOrder;
import io.peregrine.venue.AccountFlattener.Outcome;
import io.peregrine.venue.AccountFlattener.Receipt;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every venue's flattener does for the kill switch, on the connection of the canceller. */
public abstract class AccountFlattenerContract extends AccountCancellerContract {
    private static final String ORDERS = "^POST /(api/v3/order|orders|api/v3/brokerage/orders|0/private/AddOrder)";
    private static final String LOST =
            "{\"name\":\"lost\",\"about\":\"t\",\"faults\":[{\"do\":\"lose-answer\",\"for\":\"60s\",\"request\":\""
            + ORDERS + "\"}]}";
    private static final BigDecimal E8 = BigDecimal.TEN.pow(8);
    private static final int ATTEMPTS_MAX = 8;

    @TempDir
    private Path directory;
    private AccountFlattener flattener;
    private Instrument instrument;
    private int fillsBefore;

    AccountFlattenerContract(final VenueUnderTest venue) {
        super(venue);
    }

    @BeforeEach
    final void openFlattener() throws Exception {
        flattener = canceller().flattener().orElseThrow();
        canceller().prepare();
        instrument = provider().loadInstruments(settings(), 0).getFirst();
        fillsBefore = counterparty().clientFills().size();
    }

    @Test
    void aMarketOrderIsFilledAndTheVenueSaysHowMuch() throws Exception {
        final MarketOrder sell = order(false, "0.03");
        assertEquals(Receipt.TAKEN, flattener.send(sell));
        assertEnded(sell, "0.03");
        final MarketOrder buy = order(true, "0.02");
        assertEquals(Receipt.TAKEN, flattener.send(buy));
        assertEnded(buy, "0.02");
        assertEquals(List.of("0.02 at 59990", "0.01 at 59980", "0.02 at 60010"), fills());
    }

    @Test
    void anOrderIsFilledAsFarAsTheBookGoes() throws Exception {
        final MarketOrder sell = order(false, "0.08");
        assertEquals(Receipt.TAKEN, flattener.send(sell));
        assertEnded(sell, "0.07");
    }

    @Test
    void theBalancesAreTheVenues() throws Exception {
        restingOrders();
        final Map<String, Balance> balances = flattener.balances(Set.of(instrument.baseAsset(), instrument.quoteAsset()));
        for (final String asset : List.of(instrument.baseAsset(), instrument.quoteAsset())) {
            final BigDecimal venues = BigDecimal.valueOf(counterparty().clientTotalE8(asset), 8);
            assertEquals(0, balances.get(asset).total().subtract(venues).multiply(E8).longValue(), asset + ' ' + balances);
        }
        assertTrue(balances.get(instrument.quoteAsset()).locked().signum() > 0, balances::toString);
    }

    @Test
    void anOrderThatTheVenueDoesNotKnowIsNotFound() throws Exception {
        assertEquals(Outcome.State.NOT_FOUND, flattener.outcome(order(false, "0.01")).state());
    }

    @Test
    void whatTheAccountDoesNotHaveIsNotSold() throws Exception {
        final MarketOrder much = order(false, "900");
        final Receipt receipt = flattener.send(much);
        assertEquals(Receipt.Kind.REFUSED, receipt.kind());
        assertFalse(receipt.text().isEmpty());
        assertEquals(List.of(), fills());
    }

    @Test
    void anOrderWhoseAnswerIsLostIsFoundByItsId() throws Exception {
        startFaults(LOST);
        final MarketOrder sell = order(false, "0.02");
        assertEquals(0, assertThrows(AccountCallException.class, () -> flattener.send(sell)).retryAfterNs());
        endFaults();
        assertEnded(sell, "0.02");
        assertEquals(List.of("0.02 at 59990"), fills());
    }

    @Test
    void anOrderThatTheVenueHasNoTimeForMayBeSentAgain() throws Exception {
        startFaults("{\"name\":\"slow\",\"about\":\"t\",\"faults\":[{\"do\":\"status\",\"request\":\"" + ORDERS
                + "\",\"status\":429,\"retry-after\":7}]}");
        final MarketOrder sell = order(false, "0.02");
        assertEquals(TimeUnit.SECONDS.toNanos(pauseS()),
                assertThrows(AccountCallException.class, () -> flattener.send(sell)).retryAfterNs());
        endFaults();
        assertEquals(Receipt.TAKEN, flattener.send(sell));
        assertEnded(sell, "0.02");
        assertEquals(List.of("0.02 at 59990"), fills());
    }

    /** A clock that is minutes ahead, or a nonce that is of no use: the order has not reached the book, and is sent again. */
    @Test
    void anOrderThatIsRefusedForTheClockIsSentAgain() throws Exception {
        startFaults("{\"name\":\"clock\",\"about\":\"t\",\"faults\":[{\"do\":\"clock-step\",\"by\":\"10m\"}]}");
        final MarketOrder sell = order(false, "0.02");
        Receipt receipt = flattener.send(sell);
        for (int attempt = 1; attempt < ATTEMPTS_MAX && receipt.kind() == Receipt.Kind.NOT_REACHED; attempt++) {
            receipt = flattener.send(sell);
        }
        assertEquals(Receipt.TAKEN, receipt);
        assertEnded(sell, "0.02");
        assertEquals(List.of("0.02 at 59990"), fills());
    }

    /** Everything together: cancelled, then closed though the answer is lost, once, whoever else tries. */
    @Test
    void aPositionIsClosedOnceThoughTheAnswerIsLost() throws Exception {
        restingOrders();
        final KillSwitch killSwitch = KillSwitch.open(directory);
        hold(Side.BUY, "0.02");
        killSwitch.trip("a test", EngineClock.nowNs());
        startFaults(LOST);
        final CancelReport report = flatten(killSwitch);
        assertEquals(0, counterparty().clientOrders().size());
        assertPosition(report, FlattenState.ENDED, "0.02", "-0.02", "0");
        assertEquals(List.of("0.02 at 59990"), fills());
        endFaults();
        final CancelReport second = flatten(killSwitch);
        assertPosition(second, FlattenState.ENDED, "0.02", "-0.02", "0");
        assertEquals(List.of("0.02 at 59990"), fills(), "another process finds it claimed, and asks what became of it");
    }

    @Test
    void aShortPositionIsBoughtBackAndNoneIsLeftAlone() throws Exception {
        final KillSwitch killSwitch = KillSwitch.open(directory);
        hold(Side.SELL, "0.03");
        killSwitch.trip("a test", EngineClock.nowNs());
        assertPosition(flatten(killSwitch), FlattenState.ENDED, "-0.03", "0.03", "0");
        assertEquals(List.of("0.02 at 60010", "0.01 at 60020"), fills());
    }

    /** The engine has one fill; what the account had before is such that its balance is right. */
    private void hold(final Side side, final String quantity) throws Exception {
        final Instruments instruments = new Instruments(List.of(instrument));
        final PositionFile file = PositionFile.begin(directory, instruments);
        final PositionBook positions = new PositionBook(instruments, 1);
        positions.listener(file);
        positions.onFill(0, 0, side, rig().price("60000"), rig().quantity(quantity), 0, -1);
        final long filledE8 = new BigDecimal(quantity).multiply(E8).longValue();
        file.onBaseline(0, counterparty().clientTotalE8(instrument.baseAsset()) + (side == Side.BUY ? -filledE8 : filledE8));
        file.valid();
    }

    private CancelReport flatten(final KillSwitch killSwitch) throws InterruptedException {
        try (EmergencyCancel cancel = EmergencyCancel.of(List.of(settings()), List.of(provider()), new Flatten(directory, killSwitch))) {
            cancel.start(killSwitch.tripTickNs());
            while (!cancel.done()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            assertTrue(cancel.succeeded(), cancel.reports()::toString);
            return cancel.reports().getFirst();
        }
    }

    private static void assertPosition(
            final CancelReport report, final FlattenState state, final String position, final String filled, final String left) {
        final FlattenReport found = report.positions().getFirst();
        assertEquals(state, found.state(), found::toString);
        assertEquals(0, new BigDecimal(position).compareTo(found.position()), found::toString);
        assertEquals(0, new BigDecimal(filled).compareTo(found.filled()), found::toString);
        assertEquals(0, new BigDecimal(left).compareTo(found.left()), found::toString);
    }

    private MarketOrder order(final boolean buy, final String quantity) {
        return new MarketOrder(FlattenOrderId.of(EngineClock.nowNs(), fillsBefore), instrument.venueSymbol(), instrument.baseAsset(),
                instrument.quoteAsset(), buy, new BigDecimal(quantity));
    }

    private void assertEnded(final MarketOrder order, final String filled) throws Exception {
        Outcome outcome = flattener.outcome(order);
        for (int attempt = 1; attempt < ATTEMPTS_MAX && outcome.state() != Outcome.State.ENDED; attempt++) {
            outcome = flattener.outcome(order);
        }
        assertEquals(Outcome.State.ENDED, outcome.state(), outcome::toString);
        assertEquals(0, new BigDecimal(filled).compareTo(outcome.filled()), outcome::toString);
    }

    private List<String> fills() {
        return counterparty().clientFills().stream().skip(fillsBefore).toList();
    }
}
