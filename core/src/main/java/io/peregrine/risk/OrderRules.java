package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.TimeInForce;
import io.peregrine.order.OrderRequest;
import io.peregrine.position.Money;

/**
 * What the instrument demands of an order, whatever the market does: tick, lot, range, notional. Checked here so that the venue never
 * has to.
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> none.
 */
final class OrderRules {
    private OrderRules() {
    }

    /** Prices and quantity on their steps and within their range; a request that can be expressed at the venue. */
    static RejectReason shape(final Instrument instrument, final OrderRequest request, final RiskVerdict verdict) {
        if (!supported(instrument, request)) {
            return verdict.broken(RejectReason.UNSUPPORTED, 0, 0);
        }
        if (!onTick(instrument, request.price(), hasLimit(request)) || !onTick(instrument, request.stopPrice(), hasStop(request))) {
            final long price = hasLimit(request) ? request.price() : request.stopPrice();
            return verdict.broken(RejectReason.OFF_TICK, priceE8(instrument, instrument.tickSize()), priceE8(instrument, price));
        }
        final long quantity = request.quantity();
        if (quantity <= 0 || quantity < instrument.quantityMin()) {
            return verdict.broken(
                    RejectReason.QUANTITY_RANGE, quantityE8(instrument, instrument.quantityMin()), quantityE8(instrument, quantity));
        }
        if (quantity > instrument.quantityMax()) {
            return verdict.broken(
                    RejectReason.QUANTITY_RANGE, quantityE8(instrument, instrument.quantityMax()), quantityE8(instrument, quantity));
        }
        if (!multiple(quantity, instrument.lotSize())) {
            return verdict.broken(RejectReason.OFF_LOT, quantityE8(instrument, instrument.lotSize()), quantityE8(instrument, quantity));
        }
        return RejectReason.NONE;
    }

    /** Price × quantity at the price at which the order is reserved; how large the order is is noted there. */
    static RejectReason notional(final Instrument instrument, final OrderRequest request, final RiskVerdict verdict) {
        final long notional = Instrument.notional(request.reservePrice(), request.quantity());
        final int decimals = instrument.notionalDecimals();
        final long notionalE8 = notional == NULL_VALUE ? Long.MAX_VALUE : Money.rescale(notional, decimals, Money.E8_DECIMALS);
        // The accounts keep amounts at 8 decimals or more; a notional must fit there too.
        if (notional == NULL_VALUE || notionalE8 == Long.MAX_VALUE && decimals < Money.E8_DECIMALS) {
            return verdict.broken(RejectReason.NOTIONAL_OVERFLOW, Long.MAX_VALUE, Long.MAX_VALUE);
        }
        request.sizeE8(quantityE8(instrument, request.quantity()), notionalE8);
        if (notional < instrument.notionalMin()) {
            return verdict.broken(
                    RejectReason.NOTIONAL_MIN, Money.rescale(instrument.notionalMin(), decimals, Money.E8_DECIMALS), notionalE8);
        }
        return RejectReason.NONE;
    }

    static boolean hasLimit(final OrderRequest request) {
        return request.orderType() == OrderType.LIMIT || request.orderType() == OrderType.STOP_LIMIT;
    }

    static boolean hasStop(final OrderRequest request) {
        return request.orderType() == OrderType.STOP || request.orderType() == OrderType.STOP_LIMIT;
    }

    private static boolean supported(final Instrument instrument, final OrderRequest request) {
        // The quantity of an inverse contract is money, not base units: none of the arithmetic here would be true of it.
        if (instrument.venue().product() == Venue.Product.INVERSE_FUTURES || request.orderType() == OrderType.NULL_VAL) {
            return false;
        }
        return !request.postOnly() || request.orderType() == OrderType.LIMIT && request.timeInForce() == TimeInForce.GTC;
    }

    /** A price that the order type has lies on a tick above zero; one that it does not have is absent. */
    private static boolean onTick(final Instrument instrument, final long price, final boolean needed) {
        return needed ? price > 0 && multiple(price, instrument.tickSize()) : price == NULL_VALUE;
    }

    /** Most steps are one mantissa, which spares the division. */
    private static boolean multiple(final long mantissa, final long step) {
        return step == 1 || mantissa % step == 0;
    }

    private static long priceE8(final Instrument instrument, final long price) {
        return Money.rescale(price, instrument.priceDecimals(), Money.E8_DECIMALS);
    }

    private static long quantityE8(final Instrument instrument, final long quantity) {
        return Money.rescale(quantity, instrument.quantityDecimals(), Money.E8_DECIMALS);
    }
}
