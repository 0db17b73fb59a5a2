package io.peregrine.gateway;

import io.peregrine.gateway.PaperOrder.Request;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.TimeInForce;
import io.peregrine.message.TradeDecoder;
import io.peregrine.order.ExecutionListener;
import io.peregrine.order.ReconciliationListener;

/**
 * Order entry without a venue: requests take effect after a fixed latency, against the same market data that the engine sees.
 *
 * <ul>
 *   <li>An order that can trade at once takes what the best five levels show, less what other paper orders took of them, at their prices.
 *   <li>An order that rests is filled only when the market trades through its price: a trade, or the other side's touch, beyond it. A
 *       trade at the price does nothing, because the place in the venue's queue is not known.
 *   <li>Post-only orders that would take are rejected; what is left of IOC and market orders expires; FOK fills whole or expires.
 * </ul>
 *
 * <p>Not modelled: the place in the queue, liquidity beyond five levels, the market's answer to these orders, self-trades, stop
 * orders (refused), rate limits and outages. Orders do not outlive the process: one that it does not know is told to be canceled.
 *
 * <p><b>Threading:</b> confined to one agent; deterministic, the only time is the one it is given. <b>Units:</b> mantissas; fees in the
 * quote asset. <b>Allocates:</b> none after construction.
 */
public final class PaperGateway implements Gateway, MarketDataListener {
    private static final int FEE_DECIMALS = 8;
    private static final long ONE_E8 = 100_000_000;

    private final PaperSettings settings;
    private final Instruments instruments;
    private final int[] feeAssetIds;
    private final PaperMarket[] markets;
    private final ExecutionReportWriter reports;
    private final ReconciliationWriter account;
    private final PaperBalances balances;
    /** Requests on their way, a ring in order of arrival. */
    private final PaperOrder[] requests;
    private int requestHead;
    private int requestCount;
    /** Resting orders in order of arrival. */
    private final PaperOrder[] resting;
    private int restingCount;
    private long lastVenueOrderId;
    private long lastExecutionId;

    public PaperGateway(
            final PaperSettings settings, final Instruments instruments, final ExecutionListener listener,
            final ReconciliationListener accountListener, final PaperBalances balances) {
        this.settings = settings;
        this.instruments = instruments;
        reports = new ExecutionReportWriter(listener);
        account = new ReconciliationWriter(accountListener, 0);
        this.balances = balances;
        feeAssetIds = new int[instruments.count()];
        markets = new PaperMarket[instruments.count()];
        for (int i = 0; i < markets.length; i++) {
            markets[i] = new PaperMarket();
            feeAssetIds[i] = instruments.assetId(instruments.get(i).quoteAsset());
        }
        requests = new PaperOrder[settings.openOrdersMax()];
        resting = new PaperOrder[settings.openOrdersMax()];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = new PaperOrder();
            resting[i] = new PaperOrder();
        }
    }

    @Override
    public int doWork(final long nowNs) {
        // What reports cause is for the next duty cycle.
        final int limit = requestCount;
        int work = 0;
        while (work < limit && nowNs - requests[requestHead].dueTimeNs >= 0) {
            onDue(requests[requestHead], nowNs);
            requestHead = requestHead + 1 == requests.length ? 0 : requestHead + 1;
            requestCount--;
            work++;
        }
        return work;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public String status() {
        return "paper: " + restingCount + " orders rest";
    }

    @Override
    public void close() {
        requestCount = 0;
        restingCount = 0;
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
        final PaperOrder request = request(Request.NEW_ORDER, order.clientOrderId(), order.instrumentId(), nowNs);
        if (request == null) {
            refuse(ExecType.REJECTED, order.clientOrderId(), order.instrumentId(), RejectReason.BACK_PRESSURE, nowNs);
        } else {
            request.setTerms(order);
        }
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        if (request(Request.CANCEL_ORDER, cancel.clientOrderId(), cancel.instrumentId(), nowNs) == null) {
            refuse(ExecType.CANCEL_REJECTED, cancel.clientOrderId(), cancel.instrumentId(), RejectReason.BACK_PRESSURE, nowNs);
        }
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        final PaperOrder request = request(Request.REPLACE_ORDER, replace.clientOrderId(), replace.instrumentId(), nowNs);
        if (request == null) {
            reports.refuseReplace(replace, RejectReason.BACK_PRESSURE, nowNs);
        } else {
            request.price = replace.price();
            request.quantity = replace.quantity();
        }
    }

    /** Tells balances and the orders that rest; nothing else outlives its report. */
    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        account.begin(request);
        final Venue venue = instruments.get(request.instrumentId()).venue();
        balances.tell(venue, account, nowNs);
        for (int i = 0; i < restingCount; i++) {
            final PaperOrder order = resting[i];
            if (instruments.get(order.instrumentId).venue() == venue) {
                account.openOrder(order.instrumentId, order.clientOrderId, order.side, order.orderType, nowNs)
                        .price(order.price)
                        .quantity(order.quantity)
                        .cumQuantity(order.cumQuantity)
                        .venueOrderId().high(0).low(order.venueOrderId);
                account.tellOpenOrder(nowNs);
            }
        }
        account.end(true, "", nowNs);
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        if (request(Request.QUERY_ORDER, query.clientOrderId(), query.instrumentId(), nowNs) == null) {
            refuse(ExecType.ORDER_STATUS, query.clientOrderId(), query.instrumentId(), RejectReason.BACK_PRESSURE, nowNs);
        }
    }

    @Override
    public void onDepth(final DepthDecoder depth, final long nowNs) {
        final int instrumentId = depth.instrumentId();
        final PaperMarket market = markets[instrumentId];
        market.onDepth(depth);
        for (int i = 0; i < restingCount; i++) {
            final PaperOrder order = resting[i];
            for (int level = 0; order.instrumentId == instrumentId && level < PaperMarket.LEVELS; level++) {
                final long quantity = Math.min(market.quantity(order.side, level), order.leavesQuantity());
                if (quantity > 0 && order.tradedThrough(market.price(order.side, level))) {
                    market.take(order.side, level, quantity);
                    fill(order, order.price, quantity, LiquiditySide.MAKER, nowNs);
                }
            }
        }
        removeFilled();
    }

    @Override
    public void onQuote(final QuoteDecoder quote, final long nowNs) {
        // The touch is in the depth too; taking it from both would count its quantity twice.
    }

    @Override
    public void onTrade(final TradeDecoder trade, final long nowNs) {
        long quantity = trade.quantity();
        for (int i = 0; i < restingCount && quantity > 0; i++) {
            final PaperOrder order = resting[i];
            if (order.instrumentId == trade.instrumentId() && order.tradedThrough(trade.price())) {
                final long filled = Math.min(quantity, order.leavesQuantity());
                quantity -= filled;
                fill(order, order.price, filled, LiquiditySide.MAKER, nowNs);
            }
        }
        removeFilled();
    }

    @Override
    public void onBookStatus(final BookStatusDecoder status, final long nowNs) {
        if (status.state() != BookState.LIVE) {
            markets[status.instrumentId()].onNotLive();
        }
    }

    /** A free place among the requests, or null. */
    private PaperOrder request(final Request kind, final long clientOrderId, final int instrumentId, final long nowNs) {
        if (requestCount == requests.length) {
            return null;
        }
        final PaperOrder request = requests[(requestHead + requestCount++) % requests.length];
        request.set(kind, clientOrderId, instrumentId, nowNs + settings.latencyNs());
        return request;
    }

    private void onDue(final PaperOrder request, final long nowNs) {
        switch (request.request) {
            case NEW_ORDER -> place(request, nowNs);
            case CANCEL_ORDER -> cancel(request, nowNs);
            case REPLACE_ORDER -> replace(request, nowNs);
            case QUERY_ORDER -> query(request, nowNs);
        }
    }

    private void place(final PaperOrder order, final long nowNs) {
        final RejectReason refusal = refusal(order);
        if (refusal != RejectReason.NONE) {
            refuse(ExecType.REJECTED, order.clientOrderId, order.instrumentId, refusal, nowNs);
            return;
        }
        final PaperMarket market = markets[order.instrumentId];
        order.venueOrderId = ++lastVenueOrderId;
        begin(ExecType.NEW, OrderStatus.NEW, order, nowNs);
        reports.publish(nowNs);
        if (order.timeInForce != TimeInForce.FOK || order.orderType == OrderType.MARKET || market.available(order) >= order.quantity) {
            take(order, market, nowNs);
        }
        if (order.leavesQuantity() == 0) {
            return;
        }
        if (order.orderType == OrderType.LIMIT && order.timeInForce == TimeInForce.GTC) {
            rest(order);
        } else {
            begin(ExecType.EXPIRED, OrderStatus.EXPIRED, order, nowNs).leavesQuantity(0);
            reports.publish(nowNs);
        }
    }

    private RejectReason refusal(final PaperOrder order) {
        if (order.instrumentId < 0 || order.instrumentId >= markets.length) {
            return RejectReason.UNKNOWN_INSTRUMENT;
        } else if (!order.supported()) {
            return RejectReason.UNSUPPORTED;
        } else if (!markets[order.instrumentId].live()) {
            return RejectReason.BOOK_NOT_LIVE;
        } else if (restingCount == resting.length) {
            return RejectReason.OPEN_ORDERS;
        }
        return order.postOnly && markets[order.instrumentId].available(order) > 0
                ? RejectReason.POST_ONLY_WOULD_TAKE : RejectReason.NONE;
    }

    private void take(final PaperOrder order, final PaperMarket market, final long nowNs) {
        for (int level = 0; level < PaperMarket.LEVELS && order.leavesQuantity() > 0; level++) {
            final long quantity = Math.min(market.quantity(order.side, level), order.leavesQuantity());
            final long price = market.price(order.side, level);
            if (quantity > 0 && order.reaches(price)) {
                market.take(order.side, level, quantity);
                fill(order, price, quantity, LiquiditySide.TAKER, nowNs);
            }
        }
    }

    private void cancel(final PaperOrder request, final long nowNs) {
        final int index = find(request.clientOrderId);
        if (index < 0) {
            refuse(ExecType.CANCEL_REJECTED, request.clientOrderId, request.instrumentId, RejectReason.UNKNOWN_ORDER, nowNs);
            return;
        }
        begin(ExecType.CANCELED, OrderStatus.CANCELED, resting[index], nowNs).leavesQuantity(0);
        remove(index);
        reports.publish(nowNs);
    }

    /** In place; an order whose price becomes marketable takes. */
    private void replace(final PaperOrder request, final long nowNs) {
        final int index = find(request.clientOrderId);
        if (index < 0) {
            refuse(ExecType.REPLACE_REJECTED, request.clientOrderId, request.instrumentId, RejectReason.UNKNOWN_ORDER, nowNs);
            return;
        }
        final PaperOrder order = resting[index];
        final PaperMarket market = markets[order.instrumentId];
        if (request.quantity <= order.cumQuantity) {
            refuse(ExecType.REPLACE_REJECTED, order.clientOrderId, order.instrumentId, RejectReason.QUANTITY_RANGE, nowNs);
            return;
        }
        request.side = order.side;
        request.orderType = order.orderType;
        if (order.postOnly && market.available(request) > 0) {
            refuse(ExecType.REPLACE_REJECTED, order.clientOrderId, order.instrumentId, RejectReason.POST_ONLY_WOULD_TAKE, nowNs);
            return;
        }
        order.price = request.price;
        order.quantity = request.quantity;
        begin(ExecType.REPLACED, order.cumQuantity > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.NEW, order, nowNs);
        reports.publish(nowNs);
        if (market.live()) {
            take(order, market, nowNs);
            removeFilled();
        }
    }

    private void query(final PaperOrder request, final long nowNs) {
        final int index = find(request.clientOrderId);
        if (index < 0) {
            reports.begin(ExecType.ORDER_STATUS, request.clientOrderId, request.instrumentId).orderStatus(OrderStatus.CANCELED);
        } else {
            final PaperOrder order = resting[index];
            begin(ExecType.ORDER_STATUS, order.cumQuantity > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.NEW, order, nowNs);
        }
        reports.publish(nowNs);
    }

    private void fill(final PaperOrder order, final long price, final long quantity, final LiquiditySide liquidity, final long nowNs) {
        order.cumQuantity += quantity;
        final OrderStatus status = order.leavesQuantity() == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
        final ExecutionReportEncoder report = begin(ExecType.TRADE, status, order, nowNs)
                .lastPrice(price)
                .lastQuantity(quantity)
                .feeE8(feeE8(order.instrumentId, price, quantity, liquidity))
                .feeAssetId(feeAssetIds[order.instrumentId])
                .liquiditySide(liquidity);
        report.executionId().high(0).low(++lastExecutionId);
        reports.publish(nowNs);
    }

    private long feeE8(final int instrumentId, final long price, final long quantity, final LiquiditySide liquidity) {
        final int decimals = instruments.get(instrumentId).notionalDecimals();
        final long notional = Instrument.notional(price, quantity);
        final long notionalE8 = decimals > FEE_DECIMALS
                ? notional / Decimals.power(decimals - FEE_DECIMALS) : notional * Decimals.power(FEE_DECIMALS - decimals);
        final long rateE8 = liquidity == LiquiditySide.MAKER ? settings.makerFeeRateE8() : settings.takerFeeRateE8();
        return notionalE8 / ONE_E8 * rateE8 + notionalE8 % ONE_E8 * rateE8 / ONE_E8;
    }

    private ExecutionReportEncoder begin(final ExecType execType, final OrderStatus status, final PaperOrder order, final long nowNs) {
        final ExecutionReportEncoder report = reports.begin(execType, order.clientOrderId, order.instrumentId)
                .venueTimeNs(nowNs)
                .receiveTimeNs(nowNs)
                .orderStatus(status)
                .price(order.price)
                .orderQuantity(order.quantity)
                .cumQuantity(order.cumQuantity)
                .leavesQuantity(order.leavesQuantity())
                .side(order.side)
                .orderType(order.orderType)
                .timeInForce(order.timeInForce);
        report.venueOrderId().high(0).low(order.venueOrderId);
        return report;
    }

    private void refuse(
            final ExecType execType, final long clientOrderId, final int instrumentId, final RejectReason reason, final long nowNs) {
        final OrderStatus status = switch (execType) {
            case REJECTED -> OrderStatus.REJECTED;
            case ORDER_STATUS -> OrderStatus.UNKNOWN;
            default -> OrderStatus.NULL_VAL;
        };
        reports.begin(execType, clientOrderId, instrumentId).orderStatus(status).rejectReason(reason);
        reports.publish(nowNs);
    }

    /** Moves an order from the requests to the resting ones; the two places change hands. */
    private void rest(final PaperOrder order) {
        requests[requestHead] = resting[restingCount];
        resting[restingCount++] = order;
    }

    private int find(final long clientOrderId) {
        for (int i = 0; i < restingCount; i++) {
            if (resting[i].clientOrderId == clientOrderId) {
                return i;
            }
        }
        return -1;
    }

    private void remove(final int index) {
        final PaperOrder removed = resting[index];
        restingCount--;
        System.arraycopy(resting, index + 1, resting, index, restingCount - index);
        resting[restingCount] = removed;
    }

    private void removeFilled() {
        for (int i = restingCount - 1; i >= 0; i--) {
            if (resting[i].leavesQuantity() == 0) {
                remove(i);
            }
        }
    }
}
