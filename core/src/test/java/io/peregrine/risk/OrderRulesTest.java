package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.order.OrderRequest;
import org.junit.jupiter.api.Test;

/** Ticks of 0.05, lots of 0.002 from 0.010 to 0.100, 1 at the least. */
class OrderRulesTest {
    private static final Instrument BTC = instrument(Venue.BINANCE_SPOT, 2, 3);

    private final OrderRequest request = new OrderRequest();
    private final RiskVerdict verdict = new RiskVerdict();

    @Test
    void anOrderOnItsStepsAndAtTheEndsOfItsRangePasses() {
        assertSame(RejectReason.NONE, shape(limit(10, 5)));
        assertSame(RejectReason.NONE, shape(limit(100, 10_000)));
        assertSame(RejectReason.NONE, verdict.rule());
    }

    @Test
    void aQuantityOutsideTheRangeIsRefusedWithTheEndThatItPassed() {
        assertSame(RejectReason.QUANTITY_RANGE, shape(limit(9, 10_000)));
        numbers(1_000_000, 900_000);
        assertSame(RejectReason.QUANTITY_RANGE, shape(limit(101, 10_000)));
        numbers(10_000_000, 10_100_000);
    }

    @Test
    void aQuantityHasToBeAboveZeroAlsoWhereNoLeastIsTold() {
        final Instrument none = new Instrument(0, Venue.KRAKEN, "BTC/USD", "BTC/USD", "BTC", "USD", 2, 3, 5, 2, 0, 100, 0);
        assertSame(RejectReason.QUANTITY_RANGE, OrderRules.shape(none, limit(0, 10_000), verdict));
        assertSame(RejectReason.QUANTITY_RANGE, OrderRules.shape(none, limit(-2, 10_000), verdict));
        assertSame(RejectReason.NONE, OrderRules.shape(none, limit(2, 10_000), verdict));
    }

    @Test
    void aQuantityBetweenTwoLotsIsRefused() {
        assertSame(RejectReason.OFF_LOT, shape(limit(11, 10_000)));
        numbers(200_000, 1_100_000);
    }

    @Test
    void aPriceBetweenTwoTicksOrNotAboveZeroIsRefused() {
        assertSame(RejectReason.OFF_TICK, shape(limit(10, 10_001)));
        numbers(5_000_000, 10_001_000_000L);
        assertSame(RejectReason.OFF_TICK, shape(limit(10, 0)));
        assertSame(RejectReason.OFF_TICK, shape(limit(10, -5)));
        assertSame(RejectReason.OFF_TICK, shape(limit(10, OrderRequest.NO_PRICE)));
    }

    @Test
    void aTriggerIsOnATickToo() {
        assertSame(RejectReason.NONE, shape(order(OrderType.STOP_LIMIT).prices(10_000, 10_005)));
        assertSame(RejectReason.OFF_TICK, shape(order(OrderType.STOP_LIMIT).prices(10_000, 10_006)));
        numbers(5_000_000, 10_000_000_000L);
        assertSame(RejectReason.OFF_TICK, shape(order(OrderType.STOP).prices(OrderRequest.NO_PRICE, 10_006)));
        numbers(5_000_000, 10_006_000_000L);
        assertSame(RejectReason.NONE, shape(order(OrderType.STOP).prices(OrderRequest.NO_PRICE, 10_005)));
    }

    @Test
    void aPriceThatTheTypeDoesNotHaveIsAbsent() {
        assertSame(RejectReason.OFF_TICK, shape(order(OrderType.MARKET).prices(10_000, OrderRequest.NO_PRICE)));
        assertSame(RejectReason.OFF_TICK, shape(order(OrderType.LIMIT).prices(10_000, 10_000)));
        assertSame(RejectReason.OFF_TICK, shape(order(OrderType.STOP).prices(10_000, 10_000)));
        assertSame(RejectReason.NONE, shape(order(OrderType.MARKET)));
    }

    @Test
    void postOnlyIsForLimitOrdersThatRestUntilCancelled() {
        assertSame(RejectReason.NONE, shape(limit(10, 10_000).terms(TimeInForce.GTC, true)));
        assertSame(RejectReason.UNSUPPORTED, shape(limit(10, 10_000).terms(TimeInForce.IOC, true)));
        assertSame(RejectReason.NONE, shape(limit(10, 10_000).terms(TimeInForce.IOC, false)));
        assertSame(RejectReason.UNSUPPORTED, shape(order(OrderType.MARKET).terms(TimeInForce.GTC, true)));
        assertSame(RejectReason.UNSUPPORTED,
                shape(order(OrderType.STOP_LIMIT).prices(10_000, 10_000).terms(TimeInForce.GTC, true)));
        numbers(0, 0);
    }

    @Test
    void inverseContractsAndUnknownTypesAreNotSupported() {
        assertSame(RejectReason.UNSUPPORTED, OrderRules.shape(instrument(Venue.BINANCE_COINM, 2, 3), limit(10, 10_000), verdict));
        assertSame(RejectReason.NONE, OrderRules.shape(instrument(Venue.BINANCE_USDM, 2, 3), limit(10, 10_000), verdict));
        assertSame(RejectReason.UNSUPPORTED, shape(order(OrderType.NULL_VAL)));
    }

    @Test
    void theSmallestNotionalPassesAndOneLessDoesNot() {
        assertSame(RejectReason.NONE, notional(BTC, 10, 10_000));
        assertSame(RejectReason.NOTIONAL_MIN, notional(BTC, 10, 9_999));
        numbers(100_000_000, 99_990_000);
    }

    @Test
    void aNotionalHasToFitAtEightDecimals() {
        final long most = Long.MAX_VALUE / 1_000;
        assertSame(RejectReason.NONE, notional(BTC, 1, most));
        assertSame(RejectReason.NOTIONAL_OVERFLOW, notional(BTC, 1, most + 1));
        numbers(Long.MAX_VALUE, Long.MAX_VALUE);
        assertSame(RejectReason.NOTIONAL_OVERFLOW, notional(BTC, 4, Long.MAX_VALUE / 2));
    }

    @Test
    void aNotionalOfMoreDecimalsThanEightHasToFitAsItIs() {
        assertSame(RejectReason.NONE, notional(instrument(Venue.KRAKEN, 5, 5), 1, Long.MAX_VALUE));
        assertSame(RejectReason.NOTIONAL_OVERFLOW, notional(instrument(Venue.KRAKEN, 5, 5), 2, Long.MAX_VALUE));
    }

    private static Instrument instrument(final Venue venue, final int priceDecimals, final int quantityDecimals) {
        return new Instrument(0, venue, "BTC/USDT", "BTCUSDT", "BTC", "USDT", priceDecimals, quantityDecimals, 5, 2, 10, 100, 100_000);
    }

    private OrderRequest order(final OrderType type) {
        return request.set(1, 0, Side.BUY, type, 10);
    }

    private OrderRequest limit(final long quantity, final long price) {
        return request.set(1, 0, Side.BUY, OrderType.LIMIT, quantity).prices(price, OrderRequest.NO_PRICE);
    }

    private RejectReason shape(final OrderRequest order) {
        return OrderRules.shape(BTC, order, verdict);
    }

    private RejectReason notional(final Instrument instrument, final long quantity, final long reservePrice) {
        limit(quantity, reservePrice).reserveAt(reservePrice);
        return OrderRules.notional(instrument, request, verdict);
    }

    private void numbers(final long limitE8, final long valueE8) {
        assertEquals(limitE8, verdict.limitE8());
        assertEquals(valueE8, verdict.valueE8());
    }
}
