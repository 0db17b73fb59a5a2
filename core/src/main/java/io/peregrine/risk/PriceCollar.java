package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.Side;
import io.peregrine.order.OrderRequest;
import io.peregrine.position.Money;
import io.peregrine.signal.InlineSignals;

/**
 * How far through the market an order may be priced: buying above, selling below. Through the mid of the LIVE book, and through the last
 * trade; a stop with a limit through its own trigger. Also decides the price at which an order is reserved: the limit, the trigger and the
 * collar beyond it, or the worst price that the collar leaves to a market order.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none.
 */
final class PriceCollar {
    private static final long PARTS = 1_000_000;
    /** A millionth, in percent at 8 decimals. */
    private static final long PART_E8 = 10_000;

    private final RiskLimits limits;
    private final RiskVerdict verdict;

    PriceCollar(final RiskLimits limits, final RiskVerdict verdict) {
        this.limits = limits;
        this.verdict = verdict;
    }

    RejectReason check(final Scopes scopes, final Instrument instrument, final OrderRequest request, final InlineSignals market) {
        final long fromPrice = OrderRules.hasStop(request) ? request.stopPrice() : market.midPrice();
        if (!OrderRules.hasLimit(request)) {
            request.reserveAt(request.side() == Side.BUY ? through(request.side(), fromPrice, collarE8(scopes)) : fromPrice);
            return RejectReason.NONE;
        }
        request.reserveAt(request.price());
        // Most orders rest on their own side of the market, where no collar has to be worked out.
        if (beyond(request, fromPrice)) {
            final long farthest = through(request.side(), fromPrice, collarE8(scopes));
            if (beyond(request, farthest)) {
                return broken(RejectReason.PRICE_COLLAR, RiskLimit.PRICE_COLLAR, scopes, instrument, farthest, request.price());
            }
        }
        return request.orderType() == OrderType.LIMIT
                ? lastTrade(scopes, instrument, request, market.lastTradePrice()) : RejectReason.NONE;
    }

    private RejectReason lastTrade(
            final Scopes scopes, final Instrument instrument, final OrderRequest request, final long lastTradePrice) {
        if (lastTradePrice == NULL_VALUE || !beyond(request, lastTradePrice)) {
            return RejectReason.NONE;
        }
        final long collarE8 = Math.min(scopes.instrument().lastTradeCollar, scopes.strategy().lastTradeCollar);
        if (collarE8 != RiskLimits.NO_LIMIT) {
            final long farthest = through(request.side(), lastTradePrice, collarE8);
            if (beyond(request, farthest)) {
                return broken(RejectReason.LAST_TRADE_COLLAR, RiskLimit.LAST_TRADE_COLLAR, scopes, instrument, farthest, request.price());
            }
        }
        return RejectReason.NONE;
    }

    private static long collarE8(final Scopes scopes) {
        return Math.min(scopes.instrument().priceCollar, scopes.strategy().priceCollar);
    }

    private RejectReason broken(
            final RejectReason reason, final RiskLimit limit, final Scopes scopes, final Instrument instrument, final long farthest,
            final long price) {
        return verdict.broken(
                reason,
                Money.rescale(farthest, instrument.priceDecimals(), Money.E8_DECIMALS),
                Money.rescale(price, instrument.priceDecimals(), Money.E8_DECIMALS), limit, limits, scopes.strictestSlot(limit));
    }

    private static boolean beyond(final OrderRequest request, final long farthest) {
        return request.side() == Side.BUY ? request.price() > farthest : request.price() < farthest;
    }

    private static long through(final Side side, final long price, final long collarE8) {
        final long parts = collarE8 / PART_E8;
        final long width = price / PARTS * parts + price % PARTS * parts / PARTS;
        return side == Side.BUY ? Money.saturatedAdd(price, width) : price - width;
    }
}
