package io.peregrine.sim.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.sim.exchange.OrderRejectedException;
import io.peregrine.sim.matching.OrderStatus;
import io.peregrine.sim.matching.Side;
import io.peregrine.sim.matching.TimeInForce;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a client's orders in a recorded market of any venue. */
@ParameterizedClass
@EnumSource(Dialect.class)
class CaptureClientTest {
    private static final List<String> NONE = List.of();

    @Parameter
    private Dialect dialect;
    @TempDir
    private Path directory;

    /** Best bid 100.00 with 2.0, best ask 101.00 with 3.0; the first event changes nothing. */
    private CaptureFile market() {
        return new CaptureFile(dialect).snapshot(0, 10, List.of("100.00 2.0", "99.00 5.0"), List.of("101.00 3.0", "102.00 4.0"))
                .depth(100, 11, 11, NONE, NONE);
    }

    private ReplaySession replay(final CaptureFile capture) throws IOException {
        return new ReplaySession(new CaptureSettings(capture.write(directory), 1, false), dialect, List.of(ReplaySession.BTCUSDT)).step(1);
    }

    @Test
    void anOrderAtTheTouchFillsAfterTheQuantityThatWasThereBefore() throws Exception {
        try (ReplaySession session = replay(market().trade(110, true, "100.00", "1.5").trade(120, true, "100.00", "0.7")
                .trade(130, true, "100.00", "0.8"))) {
            session.place(Side.BUY, TimeInForce.GTC, "100.00", "1.0");
            assertEquals(List.of(), session.step(1).fills());
            assertEquals(List.of("fill client-0 100.00000000 0.20000000 maker"), session.step(1).fills());
            assertEquals(List.of("fill client-0 100.00000000 0.20000000 maker", "fill client-0 100.00000000 0.80000000 maker"),
                    session.step(1).fills());
        }
    }

    @Test
    void whatJoinsLaterStandsBehindAndWhatLeavesLeavesFromBehind() throws Exception {
        try (ReplaySession session = replay(market().depth(200, 12, 12, List.of("100.00 6.0"), NONE)
                .depth(300, 13, 13, List.of("100.00 2.5"), NONE).trade(310, true, "100.00", "2.0").trade(320, true, "100.00", "1.2"))) {
            session.place(Side.BUY, TimeInForce.GTC, "100.00", "1.0");
            assertEquals(List.of("100.00000000 7.00000000"), session.step(1).bids(1));
            assertEquals(List.of("100.00000000 3.50000000"), session.step(1).bids(1));
            assertEquals(List.of(), session.step(1).fills());
            assertEquals(List.of("fill client-0 100.00000000 1.00000000 maker"), session.step(1).fills());
            assertEquals(List.of("100.00000000 0.30000000"), session.bids(1));
        }
    }

    @Test
    void whereLessThanTheQuantityAheadIsLeftTheOrderMovesUp() throws Exception {
        try (ReplaySession session = replay(market().depth(200, 12, 12, List.of("100.00 0.4"), NONE).trade(210, true, "100.00", "0.5"))) {
            session.place(Side.BUY, TimeInForce.GTC, "100.00", "1.0");
            assertEquals(List.of("fill client-0 100.00000000 0.10000000 maker"), session.step(2).fills());
        }
    }

    @Test
    void anOrderInsideTheSpreadIsMetFirstAtItsOwnPrice() throws Exception {
        try (ReplaySession session = replay(market().trade(110, true, "100.00", "1.5"))) {
            session.place(Side.BUY, TimeInForce.GTC, "100.50", "1.0");
            assertEquals(List.of("fill client-0 100.50000000 1.00000000 maker"), session.step(1).fills());
            assertEquals(List.of("100.00000000 1.50000000"), session.bids(1));
        }
    }

    @Test
    void aTradeBelowTheTouchReachesAnOrderThereAndTheNextUpdateRestoresTheTouch() throws Exception {
        try (ReplaySession session = replay(market().trade(110, true, "99.50", "1.5").depth(200, 12, 12, NONE, NONE))) {
            session.place(Side.BUY, TimeInForce.GTC, "99.50", "1.0");
            assertEquals(List.of("fill client-0 99.50000000 1.00000000 maker"), session.step(1).fills());
            assertEquals(List.of("99.00000000 5.00000000"), session.bids(1));
            assertEquals(List.of("100.00000000 2.00000000"), session.step(1).bids(1));
        }
    }

    @Test
    void aRecordedBidThatComesInAboveAClientsAskTradesWithIt() throws Exception {
        try (ReplaySession session = replay(market()
                .depth(200, 12, 12, List.of("101.00 2.0", "100.50 0.3"), List.of("101.00 0", "102.00 0", "103.00 1.0"))
                .depth(300, 13, 13, List.of("101.00 2.5"), NONE))) {
            session.place(Side.SELL, TimeInForce.GTC, "100.80", "1.2");
            assertEquals(List.of("fill client-0 100.80000000 1.20000000 maker"), session.step(1).fills());
            assertEquals(List.of("101.00000000 0.80000000", "100.50000000 0.30000000"), session.bids(2));
            assertEquals(List.of("103.00000000 1.00000000"), session.asks(5));
            assertEquals(List.of("101.00000000 2.50000000", "100.50000000 0.30000000"), session.step(1).bids(2));
        }
    }

    @Test
    void whatAClientTakesStaysTakenUntilTheNextRecordedChangeOfTheLevel() throws Exception {
        try (ReplaySession session = replay(market().depth(200, 12, 12, NONE, List.of("102.00 6.0"))
                .depth(300, 13, 13, NONE, List.of("101.00 2.9")))) {
            assertEquals(OrderStatus.FILLED, session.place(Side.BUY, TimeInForce.IOC, "101.00", "2.5").status());
            assertEquals(List.of("101.00000000 0.50000000", "102.00000000 4.00000000"), session.asks(2));
            assertEquals(List.of("101.00000000 0.50000000", "102.00000000 6.00000000"), session.step(1).asks(2));
            assertEquals(List.of("101.00000000 2.90000000", "102.00000000 6.00000000"), session.step(1).asks(2));
            assertEquals(List.of("fill client-0 101.00000000 2.50000000 taker"), session.fills());
        }
    }

    @Test
    void aLargerTradeThanTheLevelReachesAllThatStandThere() throws OrderRejectedException, IOException {
        try (ReplaySession session = replay(market().trade(110, false, "101.00", "5.0"))) {
            session.place(Side.SELL, TimeInForce.GTC, "101.00", "1.0");
            session.takeTrades();
            session.step(1);
            assertEquals(List.of("fill client-0 101.00000000 1.00000000 maker"), session.fills());
            assertEquals(500_000_000, session.takeTrades().stream().mapToLong(trade -> trade.quantity()).sum());
            assertEquals(List.of("102.00000000 4.00000000"), session.asks(5));
        }
    }

    @Test
    void aTradeThatIsReceivedAfterTheUpdateThatShowsItIsReplayedBeforeIt() throws Exception {
        try (ReplaySession session = replay(market().depth(200, 12, 12, List.of("100.00 1.0"), NONE)
                .trade(205, 190, true, "100.00", "1.0").trade(800, true, "100.00", "1.5"))) {
            session.place(Side.BUY, TimeInForce.GTC, "100.00", "1.0");
            assertEquals(List.of("100.00000000 2.00000000"), session.step(1).bids(1));
            assertEquals(List.of("100.00000000 2.00000000"), session.step(1).bids(1));
            assertEquals(List.of("fill client-0 100.00000000 0.50000000 maker"), session.step(1).fills());
        }
    }
}
