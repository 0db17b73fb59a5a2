package io.peregrine.order;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.TimeInForce;

/**
 * Takes over an order that the venue works and nobody here has sent: as placed by hand, working as the venue says, and never cancelled for
 * resting too long.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none.
 */
public final class Adoption {
    private final OrderTable table;
    private final OrderTracker tracker;

    public Adoption(final OrderTable table, final OrderTracker tracker) {
        this.table = table;
        this.tracker = tracker;
    }

    /** What the venue says that it has filled before is of the order, and of no position. */
    public Order adopt(final OpenOrderDecoder listed, final OrderRequest request, final long clientOrderId, final long timeNs) {
        request.set(0, listed.instrumentId(), listed.side(), listed.orderType(), listed.quantity())
                .prices(listed.price(), Instrument.NULL_VALUE)
                .terms(TimeInForce.GTC, false)
                .reserveAt(Math.max(0, listed.price()));
        final Order order = tracker.open(request, clientOrderId, timeNs);
        order.venueOrderIdHigh = listed.venueOrderId().high();
        order.venueOrderIdLow = listed.venueOrderId().low();
        order.cumQuantity = listed.cumQuantity() == OpenOrderDecoder.cumQuantityNullValue() ? 0 : listed.cumQuantity();
        order.acknowledged = true;
        order.status = order.workingStatus();
        order.requestDeadlineNs = Order.NEVER;
        table.reserve(order);
        return order;
    }

    /** An order that the kill switch's cancelling sends beside the engine, to close a position at the market. */
    public Order expect(final OpenOrderDecoder sent, final OrderRequest request, final long timeNs) {
        request.set(0, sent.instrumentId(), sent.side(), OrderType.MARKET, sent.quantity()).reserveAt(0);
        return tracker.open(request, sent.clientOrderId(), timeNs);
    }
}
