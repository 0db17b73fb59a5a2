package io.peregrine.venue.coinbase.gateway;

import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonReader;
import io.peregrine.message.ExecType;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.position.Money;
import io.peregrine.time.EngineClock;

/**
 * What happens to orders on the Exchange, by its user channel. Only {@code received} names the engine's id; all else names the venue's,
 * which is known from there, from the answer to the order, or from the open orders at the session's beginning.
 *
 * An event may come before any of them all the same, where messages overtake one another: the last ones of orders that are not known are
 * kept, and taken when the order is.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> none after construction.
 */
final class ExchangeOrderEvents {
    private static final long RECEIVED = JsonReader.word("received");
    private static final long OPEN = JsonReader.word("open");
    private static final long ACTIVATE = JsonReader.word("activate");
    private static final long MATCH = JsonReader.word("match");
    private static final long CHANGE = JsonReader.word("change");
    private static final long DONE = JsonReader.word("done");
    private static final long E8 = 100_000_000L;
    private static final int KEPT_MAX = 256;
    private static final int SELF_TRADE = 102;
    private static final int PRICE_BOUND = 104;
    private static final int INSUFFICIENT_FUNDS = 105;
    private static final int INSUFFICIENT_LIQUIDITY = 106;

    private final OrderRecord told = new OrderRecord();
    private final FillRecord fill = new FillRecord();
    private final SentOrders orders;
    private final OrderReports reports;
    private final ExchangeEvent[] kept = new ExchangeEvent[KEPT_MAX];
    private final long[] keptTypes = new long[KEPT_MAX];
    private long keptCount;
    private long foreignEvents;

    ExchangeOrderEvents(final OrderReports reports) {
        this.reports = reports;
        orders = reports.orders();
        for (int i = 0; i < KEPT_MAX; i++) {
            kept[i] = new ExchangeEvent();
        }
        reports.onIdentified(this::onIdentified);
    }

    /** Events of orders that are not of this engine, or not known to be. */
    long foreignEvents() {
        return foreignEvents;
    }

    /** @param type the message's type as a word */
    void onEvent(final long type, final ExchangeEvent event, final long receiveTimeNs, final long nowNs) {
        if (type == MATCH) {
            onMatch(event, receiveTimeNs, nowNs);
            return;
        }
        if (event.orderIdLow == Instrument.NULL_VALUE) {
            return;
        }
        final SentOrder order = type == RECEIVED ? received(event) : orders.get(event.orderIdHigh, event.orderIdLow);
        if (order == null) {
            keep(type, event);
        } else if (type == RECEIVED) {
            onReceived(order, event, receiveTimeNs, nowNs);
        } else if (type == OPEN || type == ACTIVATE) {
            accepted(order, event, receiveTimeNs, nowNs);
        } else if (type == CHANGE) {
            onChange(order, event);
        } else if (type == DONE) {
            onDone(order, event, receiveTimeNs, nowNs);
        }
    }

    private void keep(final long type, final ExchangeEvent event) {
        foreignEvents++;
        final int index = (int) (keptCount++ % KEPT_MAX);
        kept[index].set(event);
        keptTypes[index] = type;
    }

    /** What came too early for this order; an event that is taken again changes nothing. */
    private void onIdentified(final SentOrder order) {
        final long nowNs = EngineClock.nowNs();
        for (long i = Math.max(0, keptCount - KEPT_MAX); i < keptCount; i++) {
            final int index = (int) (i % KEPT_MAX);
            if (keptTypes[index] != RECEIVED && kept[index].isOf(order.venueIdHigh, order.venueIdLow)) {
                onEvent(keptTypes[index], kept[index], nowNs, nowNs);
            }
        }
    }

    /** An order of an earlier run is taken in when the venue tells of it. */
    private SentOrder received(final ExchangeEvent event) {
        if (event.clientOrderId == OrderUuid.FOREIGN) {
            return orders.get(event.orderIdHigh, event.orderIdLow);
        }
        final SentOrder order = orders.add(event.clientOrderId, event.instrument.instrumentId());
        if (order != null && order.venueQuantity == Instrument.NULL_VALUE) {
            order.venueQuantity = event.size;
        }
        return order;
    }

    /** A stop order is received when its price is reached: until then it was only told to its owner. */
    private void onReceived(final SentOrder order, final ExchangeEvent event, final long receiveTimeNs, final long nowNs) {
        accepted(order, event, receiveTimeNs, nowNs);
        if (order.orderType == OrderType.STOP_LIMIT) {
            reports.triggered(order, event.timeNs, receiveTimeNs, nowNs);
        }
    }

    private void accepted(final SentOrder order, final ExchangeEvent event, final long receiveTimeNs, final long nowNs) {
        told.clear();
        told.hasVenueId = true;
        told.venueIdHigh = event.orderIdHigh;
        told.venueIdLow = event.orderIdLow;
        reports.accepted(order, told, event.timeNs, receiveTimeNs, nowNs);
    }

    /** Both sides of a trade may be ours. */
    private void onMatch(final ExchangeEvent event, final long receiveTimeNs, final long nowNs) {
        final SentOrder maker = orders.get(event.makerIdHigh, event.makerIdLow);
        final SentOrder taker = orders.get(event.takerIdHigh, event.takerIdLow);
        if (maker == null && taker == null) {
            keep(MATCH, event);
        }
        if (event.price == Instrument.NULL_VALUE || event.size == Instrument.NULL_VALUE || event.tradeId == Instrument.NULL_VALUE) {
            return;
        }
        if (maker != null) {
            fill(event, event.makerIdHigh, event.makerIdLow, event.side);
            fill.liquiditySide = LiquiditySide.MAKER;
            fill.feeE8 = feeE8(event, event.makerFeeRateE8);
            reports.filled(maker, fill, false, receiveTimeNs, nowNs);
        }
        if (taker != null) {
            fill(event, event.takerIdHigh, event.takerIdLow, event.side == Side.BUY ? Side.SELL : Side.BUY);
            fill.liquiditySide = LiquiditySide.TAKER;
            fill.feeE8 = feeE8(event, event.takerFeeRateE8);
            reports.filled(taker, fill, false, receiveTimeNs, nowNs);
        }
    }

    private void fill(final ExchangeEvent event, final long idHigh, final long idLow, final Side side) {
        fill.clear();
        fill.instrument = event.instrument;
        fill.venueIdHigh = idHigh;
        fill.venueIdLow = idLow;
        fill.executionIdLow = event.tradeId;
        fill.side = side;
        fill.price = event.price;
        fill.quantity = event.size;
        fill.timeNs = event.timeNs;
    }

    /** The rate of the notional, cut off at 8 decimals as the venue's own figure is; null value where it does not say the rate. */
    private static long feeE8(final ExchangeEvent event, final long rateE8) {
        if (rateE8 == Instrument.NULL_VALUE || rateE8 < 0) {
            return rateE8;
        }
        final Instrument instrument = event.instrument;
        final long notional = Instrument.notional(event.price, event.size);
        if (notional == Instrument.NULL_VALUE) {
            return Instrument.NULL_VALUE;
        }
        final int decimals = Money.decimals(instrument);
        final long fee = Money.multiplyDivide(Money.rescale(notional, instrument.notionalDecimals(), decimals), rateE8, E8);
        return fee / Decimals.power(decimals - Money.E8_DECIMALS);
    }

    /** Self-trade prevention took something away from it. */
    private void onChange(final SentOrder order, final ExchangeEvent event) {
        if (event.oldSize != Instrument.NULL_VALUE && event.newSize != Instrument.NULL_VALUE
                && order.venueQuantity != Instrument.NULL_VALUE) {
            order.venueQuantity -= event.oldSize - event.newSize;
        }
    }

    private void onDone(final SentOrder order, final ExchangeEvent event, final long receiveTimeNs, final long nowNs) {
        final long remaining = event.isFilled ? 0 : event.remainingSize;
        final long filled = remaining == Instrument.NULL_VALUE || order.venueQuantity == Instrument.NULL_VALUE
                ? Instrument.NULL_VALUE : order.venueQuantity - remaining;
        final boolean wasAsked = event.cancelReason == 0 && !order.isImmediate();
        final ExecType type = event.isFilled ? ExecType.TRADE : wasAsked ? ExecType.CANCELED : ExecType.EXPIRED;
        reports.ended(order, type, event.isFilled ? RejectReason.NONE : reason(event.cancelReason, order), filled, receiveTimeNs, nowNs);
    }

    private static RejectReason reason(final int cancelReason, final SentOrder order) {
        return switch (cancelReason) {
            case SELF_TRADE -> RejectReason.SELF_TRADE;
            case PRICE_BOUND -> RejectReason.PRICE_COLLAR;
            case INSUFFICIENT_FUNDS -> RejectReason.INSUFFICIENT_BALANCE;
            case INSUFFICIENT_LIQUIDITY -> order.isPostOnly ? RejectReason.POST_ONLY_WOULD_TAKE : RejectReason.NONE;
            default -> RejectReason.NONE;
        };
    }
}
