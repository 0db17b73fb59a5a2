package io.peregrine.api.view;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.order.OrderTransitions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * One order as the journal tells it. Prices and quantities are mantissas of the instrument.
 *
 * <p><b>Threading:</b> written by the view under its lock; readers get a {@link #copy}, which nobody writes to.
 * <b>Memory:</b> at most {@value #EVENTS_MAX} lines of history; the oldest after the first go.
 */
public final class Order {
    /** A time that has not come. */
    public static final long NO_TIME = Long.MIN_VALUE;
    private static final int EVENTS_MAX = 64;

    final long id;
    String clientOrderId;
    int instrumentId;
    int strategyId;
    Side side = Side.NULL_VAL;
    OrderType type = OrderType.NULL_VAL;
    TimeInForce timeInForce = TimeInForce.NULL_VAL;
    boolean postOnly;
    long price = Instrument.NULL_VALUE;
    long stopPrice = Instrument.NULL_VALUE;
    long quantity;

    OrderStatus status = OrderStatus.PENDING_RISK;
    long cumQuantity;
    long fillQuantity;
    BigInteger fillNotional = BigInteger.ZERO;
    String venueOrderId;
    /** The order that this one replaced, or that replaced this one; 0 for none. */
    long replaces;
    long replacedBy;
    RejectReason reason = RejectReason.NONE;
    String text = "";

    long tickReceiveTimeNs = NO_TIME;
    long createdTimeNs = NO_TIME;
    long sentTimeNs = NO_TIME;
    long acknowledgedTimeNs = NO_TIME;
    long firstFillTimeNs = NO_TIME;
    long doneTimeNs = NO_TIME;

    private final List<OrderEvent> history;

    Order(final long id) {
        this.id = id;
        history = new ArrayList<>(4);
    }

    private Order(final Order from) {
        id = from.id;
        clientOrderId = from.clientOrderId;
        instrumentId = from.instrumentId;
        strategyId = from.strategyId;
        side = from.side;
        type = from.type;
        timeInForce = from.timeInForce;
        postOnly = from.postOnly;
        price = from.price;
        stopPrice = from.stopPrice;
        quantity = from.quantity;
        status = from.status;
        cumQuantity = from.cumQuantity;
        fillQuantity = from.fillQuantity;
        fillNotional = from.fillNotional;
        venueOrderId = from.venueOrderId;
        replaces = from.replaces;
        replacedBy = from.replacedBy;
        reason = from.reason;
        text = from.text;
        tickReceiveTimeNs = from.tickReceiveTimeNs;
        createdTimeNs = from.createdTimeNs;
        sentTimeNs = from.sentTimeNs;
        acknowledgedTimeNs = from.acknowledgedTimeNs;
        firstFillTimeNs = from.firstFillTimeNs;
        doneTimeNs = from.doneTimeNs;
        history = List.copyOf(from.history);
    }

    /** Can nothing more happen to an order of this status? */
    public static boolean terminal(final OrderStatus status) {
        return OrderTransitions.terminal(status);
    }

    Order copy() {
        return new Order(this);
    }

    void note(final OrderEvent event) {
        if (history.size() == EVENTS_MAX) {
            history.remove(1);
        }
        history.add(event);
    }

    /** The engine's id. */
    public long id() {
        return id;
    }

    /** The name that the caller of REST gave it, or null. */
    public String clientOrderId() {
        return clientOrderId;
    }

    public int instrumentId() {
        return instrumentId;
    }

    /** 0 for an order placed by hand. */
    public int strategyId() {
        return strategyId;
    }

    public Side side() {
        return side;
    }

    public OrderType type() {
        return type;
    }

    public TimeInForce timeInForce() {
        return timeInForce;
    }

    public boolean postOnly() {
        return postOnly;
    }

    /** Limit price or {@link Instrument#NULL_VALUE}. */
    public long price() {
        return price;
    }

    /** Trigger or {@link Instrument#NULL_VALUE}. */
    public long stopPrice() {
        return stopPrice;
    }

    public long quantity() {
        return quantity;
    }

    public OrderStatus status() {
        return status;
    }

    public long cumQuantity() {
        return cumQuantity;
    }

    public long leavesQuantity() {
        return terminal(status) ? 0 : Math.max(0, quantity - cumQuantity);
    }

    /** Mean price of its fills, rounded to four digits more than the instrument's prices have, or null before the first fill. */
    public BigDecimal averagePrice(final Instrument instrument) {
        if (fillQuantity == 0) {
            return null;
        }
        return new BigDecimal(fillNotional, instrument.notionalDecimals())
                .divide(
                        BigDecimal.valueOf(fillQuantity, instrument.quantityDecimals()),
                        instrument.priceDecimals() + 4,
                        RoundingMode.HALF_EVEN);
    }

    public String venueOrderId() {
        return venueOrderId;
    }

    /** Id of the order that it was sent in place of, or 0. */
    public long replaces() {
        return replaces;
    }

    /** Id of the order that was sent in its place, or 0. */
    public long replacedBy() {
        return replacedBy;
    }

    public RejectReason reason() {
        return reason;
    }

    /** The venue's words for a refusal, or empty. */
    public String text() {
        return text;
    }

    /** The event that made a strategy send it, or {@link #NO_TIME}. */
    public long tickReceiveTimeNs() {
        return tickReceiveTimeNs;
    }

    public long createdTimeNs() {
        return createdTimeNs;
    }

    public long sentTimeNs() {
        return sentTimeNs;
    }

    public long acknowledgedTimeNs() {
        return acknowledgedTimeNs;
    }

    public long firstFillTimeNs() {
        return firstFillTimeNs;
    }

    public long doneTimeNs() {
        return doneTimeNs;
    }

    public List<OrderEvent> history() {
        return history;
    }

    /** Has it come to the point where the venue, or the core, has answered? */
    public boolean answered() {
        return status != OrderStatus.PENDING_RISK && status != OrderStatus.PENDING_NEW;
    }

    /** Did the core or the venue refuse it? */
    public boolean refused() {
        return status == OrderStatus.RISK_REJECTED || status == OrderStatus.REJECTED;
    }
}
