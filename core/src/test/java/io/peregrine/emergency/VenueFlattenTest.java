package io.peregrine.emergency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.flatten.FlattenClaims;
import io.peregrine.flatten.PositionFile;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.message.Side;
import io.peregrine.position.PositionBook;
import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.AccountFlattener;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Closing positions at one venue, against answers of every kind, in a time that only pauses make pass. */
class VenueFlattenTest implements AccountFlattener {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Instruments INSTRUMENTS = new Instruments(List.of(instrument(0, "BTC/USDT"), instrument(1, "ETH/USDT")));
    private static final AccountCallException LOST = new AccountCallException("no answer", 0);
    private static final Outcome CLOSED = Outcome.of(true, "0.3", "FILLED");

    @TempDir
    private Path directory;
    private final PositionBook positions = new PositionBook(INSTRUMENTS, 2);
    private final Deque<Object> receipts = new ArrayDeque<>();
    private final Deque<Object> outcomes = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private final List<Long> pausesMs = new ArrayList<>();
    private List<FlattenReport> reports = List.of();
    private KillSwitch killSwitch;
    private PositionFile file;
    private String btc = "5.3";
    private int balanceFailures;
    private long tickNs;
    private final Pause time = new Pause() {
        @Override
        public long tickNs() {
            return tickNs;
        }

        @Override
        public void pause(final long durationNs) {
            pausesMs.add(durationNs / MS);
            tickNs += durationNs;
        }
    };

    private static Instrument instrument(final int id, final String symbol) {
        final String base = symbol.substring(0, 3);
        return new Instrument(id, Venue.BINANCE_SPOT, symbol, base + "USDT", base, "USDT", 2, 3, 1, 1, 1, 1_000_000_000, 0);
    }

    @BeforeEach
    void open() throws IOException {
        killSwitch = KillSwitch.open(directory);
        file = PositionFile.begin(directory, INSTRUMENTS);
        positions.listener(file);
        file.onBaseline(0, 5_00000000L);
        file.onBaseline(1, 7_00000000L);
        file.valid();
    }

    /** The engine holds 0.3 BTC, and the switch trips. */
    private VenueFlatten tripped() {
        positions.onFill(1, 0, Side.BUY, 10_000, 300, 0, -1);
        killSwitch.trip("a test", 1_700_000_000_123L * 1_000_000);
        return new VenueFlatten(new Flatten(directory, killSwitch), "binance", this, time);
    }

    private FlattenReport run() throws InterruptedException {
        tripped().run(told -> reports = told);
        return reports.getFirst();
    }

    @Override
    public Map<String, Balance> balances(final Set<String> assets) throws AccountCallException {
        if (balanceFailures-- > 0) {
            throw new AccountCallException("HTTP 503", 0);
        }
        return Map.of("BTC", new Balance(new BigDecimal(btc), BigDecimal.ZERO), "ETH", new Balance(new BigDecimal("7"), BigDecimal.ZERO));
    }

    @Override
    public Receipt send(final MarketOrder order) throws AccountCallException {
        sent.add((order.buy() ? "buy " : "sell ") + order.quantityText() + ' ' + order.venueSymbol());
        return next(receipts, Receipt.TAKEN);
    }

    @Override
    public Outcome outcome(final MarketOrder order) throws AccountCallException {
        return next(outcomes, CLOSED);
    }

    @SuppressWarnings("unchecked")
    private static <T> T next(final Deque<Object> script, final T otherwise) throws AccountCallException {
        final Object answer = script.size() > 1 ? script.poll() : script.peek();
        if (answer instanceof AccountCallException e) {
            throw e;
        }
        return answer == null ? otherwise : (T) answer;
    }

    private static void assertReport(final FlattenState state, final String position, final String filled, final FlattenReport report) {
        assertEquals(state, report.state(), report::toString);
        assertEquals(0, new BigDecimal(position).compareTo(report.position()), report::toString);
        if (filled == null) {
            assertNull(report.filled());
        } else {
            assertEquals(0, new BigDecimal(filled).compareTo(report.filled()), report::toString);
        }
    }

    @Test
    void sellsWhatIsHeldAndTellsWhatIsLeft() throws Exception {
        assertReport(FlattenState.ENDED, "0.3", "-0.3", run());
        assertEquals(List.of("sell 0.3 BTCUSDT"), sent);
        assertEquals(1, reports.size(), "a position of zero is not worth a word");
        assertEquals(0, reports.getFirst().left().signum());
        assertEquals("{symbol=BTC/USDT, state=ENDED, position=0.3, order=-0.3, filled=-0.3, left=0, text=null}",
                reports.getFirst().facts().toString());
    }

    @Test
    void anOrderThatIsFilledInPartLeavesTheRest() throws Exception {
        outcomes.add(Outcome.of(true, "0.1", "EXPIRED"));
        assertEquals(0, new BigDecimal("0.2").compareTo(run().left()));
    }

    @Test
    void anAnswerThatIsLostIsAskedForAndTheOrderNotSentAgain() throws Exception {
        receipts.add(LOST);
        outcomes.addAll(List.of(LOST, Outcome.NOT_FOUND, Outcome.of(false, "0.1", "PARTIALLY_FILLED"), CLOSED));
        assertReport(FlattenState.ENDED, "0.3", "-0.3", run());
        assertEquals(1, sent.size());
        assertEquals(List.of(250L, 500L, 1_000L), pausesMs);
    }

    @Test
    void anOrderThatTheVenueNeverKnowsIsToldAsUnknownAndAskedForLater() throws Exception {
        receipts.add(LOST);
        outcomes.add(Outcome.NOT_FOUND);
        final VenueFlatten flatten = tripped();
        flatten.run(told -> reports = told);
        assertReport(FlattenState.UNKNOWN, "0.3", null, reports.getFirst());
        assertNull(reports.getFirst().left());
        assertTrue(tickNs >= VenueFlatten.NOT_FOUND_MAX_MS * MS, "patience of " + tickNs);
        outcomes.clear();
        flatten.lookAgain();
        assertReport(FlattenState.ENDED, "0.3", "-0.3", reports.getFirst());
        assertEquals(1, sent.size());
    }

    @Test
    void aVenueThatDoesNotAnswerIsWaitedForLonger() throws Exception {
        receipts.add(LOST);
        outcomes.add(LOST);
        assertReport(FlattenState.UNKNOWN, "0.3", null, run());
        assertTrue(tickNs >= VenueFlatten.UNANSWERED_MAX_MS * MS);
    }

    @Test
    void whatCanNotHaveReachedTheBookIsSentAgain() throws Exception {
        receipts.addAll(List.of(new AccountCallException("HTTP 429", 7_000 * MS), new Receipt(Receipt.Kind.NOT_REACHED, "clock"),
                Receipt.TAKEN));
        assertReport(FlattenState.ENDED, "0.3", "-0.3", run());
        assertEquals(3, sent.size());
        assertEquals(List.of(7_000L, 250L), pausesMs);
    }

    @Test
    void aRefusalIsTheEndOfIt() throws Exception {
        receipts.add(new Receipt(Receipt.Kind.REFUSED, "below the least notional"));
        final FlattenReport report = run();
        assertReport(FlattenState.REFUSED, "0.3", "0", report);
        assertEquals("below the least notional", report.text());
        assertEquals(0, new BigDecimal("0.3").compareTo(report.left()));
    }

    @Test
    void whatAnotherProcessHasClaimedIsNotSentAndItsOutcomeAskedFor() throws Exception {
        final VenueFlatten flatten = tripped();
        FlattenClaims.open(directory).claim(killSwitch.status().timeNs(), "binance:BTC/USDT", -200, 300, 3);
        outcomes.add(Outcome.of(true, "0.2", "FILLED"));
        flatten.run(told -> reports = told);
        assertEquals(List.of(), sent);
        assertReport(FlattenState.ENDED, "0.3", "-0.2", reports.getFirst());
    }

    @Test
    void theSameTripClosesOnceAndTheNextOneAgain() throws Exception {
        run();
        new VenueFlatten(new Flatten(directory, killSwitch), "binance", this, time).run(told -> reports = told);
        assertEquals(1, sent.size());
        killSwitch.reset("looked into", 2);
        killSwitch.trip("again", 1_700_000_009_000L * 1_000_000);
        new VenueFlatten(new Flatten(directory, killSwitch), "binance", this, time).run(told -> reports = told);
        assertEquals(2, sent.size());
    }

    @Test
    void aSwitchThatWasResetMeanwhileClosesNothing() throws Exception {
        final VenueFlatten flatten = tripped();
        killSwitch.reset("too fast", 3);
        assertThrows(InterruptedException.class, () -> flatten.run(told -> reports = told));
        assertEquals(List.of(), sent);
    }

    @Test
    void aPositionThatIsNotCertainStaysAndIsTold() throws Exception {
        btc = "4.9";
        final FlattenReport report = run();
        assertReport(FlattenState.NOT_SENT, "0.3", null, report);
        assertTrue(report.text().contains("balance of BTC is 4.9"), report.text());
        assertEquals(List.of(), sent);
    }

    @Test
    void aMissingFileIsToldAndNothingSent() throws Exception {
        final VenueFlatten flatten = tripped();
        Files.delete(directory.resolve(PositionFile.FILE_NAME));
        flatten.run(told -> reports = told);
        assertEquals(FlattenState.NOT_SENT, reports.getFirst().state());
        assertTrue(reports.getFirst().text().contains("no engine has written down what it holds"), reports.toString());
        assertEquals(List.of(), sent);
    }

    @Test
    void balancesAreAskedForAgainAndWithoutThemNothingIsSent() throws Exception {
        balanceFailures = 3;
        assertReport(FlattenState.ENDED, "0.3", "-0.3", run());
        killSwitch.reset("", 3);
        killSwitch.trip("again", 1_700_000_009_000L * 1_000_000);
        balanceFailures = Integer.MAX_VALUE;
        new VenueFlatten(new Flatten(directory, killSwitch), "binance", this, time).run(told -> reports = told);
        assertEquals(FlattenState.NOT_SENT, reports.getFirst().state());
        assertEquals(1, sent.size());
    }

    @Test
    void anErrorThatNobodyThoughtOfIsToldAndEndsNothingElse() throws Exception {
        receipts.add("no receipt at all");
        final VenueFlatten flatten = tripped();
        flatten.run(told -> reports = told);
        assertTrue(reports.getLast().text().contains("ClassCastException"), reports.toString());
        assertEquals(FlattenState.NOT_SENT, reports.getLast().state());
    }
}
