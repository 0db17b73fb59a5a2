package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.ClientOrderId;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.BooleanType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Orders as the parameters of REST's {@code AddOrder}, where a conditional order has its trigger in {@code price} and its limit in
 * {@code price2}.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Allocates:</b> the text. Source: docs.kraken.com, REST, "Add Order".
 */
final class RestOrderForm {
    private final UnsafeBuffer scratch = new UnsafeBuffer(new byte[TimeText.LENGTH]);
    private final TimeText time = new TimeText();
    private final Instruments instruments;
    private final RestNames names;
    private final String selfTradePrevention;

    RestOrderForm(final Instruments instruments, final RestNames names, final String selfTradePrevention) {
        this.instruments = instruments;
        this.names = names;
        this.selfTradePrevention = selfTradePrevention;
    }

    /** The parameters of an order that the venue has words for. */
    String of(final NewOrderDecoder order, final long deadlineMs) {
        final Instrument instrument = instruments.get(order.instrumentId());
        final OrderType type = order.orderType();
        ClientOrderId.put(scratch, 0, order.clientOrderId());
        final StringBuilder form = new StringBuilder("cl_ord_id=").append(scratch.getStringWithoutLengthAscii(0, ClientOrderId.LENGTH));
        if (deadlineMs != KrakenRequestEncoder.NO_DEADLINE) {
            time.put(scratch, 0, deadlineMs);
            form.append("&deadline=").append(scratch.getStringWithoutLengthAscii(0, TimeText.LENGTH).replace(":", "%3A"));
        }
        if (order.postOnly() == BooleanType.TRUE) {
            form.append("&oflags=post");
        }
        form.append("&ordertype=").append(switch (type) {
            case MARKET -> "market";
            case LIMIT -> "limit";
            case STOP -> "stop-loss";
            default -> "stop-loss-limit";
        }).append("&pair=").append(names.pair(order.instrumentId()));
        if (OrderTerms.conditional(type)) {
            form.append("&price=").append(Decimals.format(order.stopPrice(), instrument.priceDecimals()));
        }
        if (OrderTerms.limited(type)) {
            form.append(OrderTerms.conditional(type) ? "&price2=" : "&price=")
                    .append(Decimals.format(order.price(), instrument.priceDecimals()));
        }
        if (!selfTradePrevention.isEmpty()) {
            form.append("&stptype=").append(selfTradePrevention.replace('_', '-'));
        }
        if (type == OrderType.LIMIT && order.timeInForce() != TimeInForce.GTC) {
            form.append("&timeinforce=").append(order.timeInForce().name());
        }
        return form.append("&type=").append(order.side() == Side.BUY ? "buy" : "sell")
                .append("&volume=").append(Decimals.format(order.quantity(), instrument.quantityDecimals())).toString();
    }
}
