package io.peregrine.api.gateway;

import io.peregrine.gateway.Gateway;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.CancelOrderEncoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.NewOrderEncoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.QueryOrderEncoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReconcileRequestEncoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.ReplaceOrderEncoder;
import io.peregrine.message.Side;
import io.peregrine.order.ExecutionListener;
import io.peregrine.order.Order;
import io.peregrine.order.OrderRequest;
import io.peregrine.order.OrderSettings;
import io.peregrine.order.OrderTable;
import io.peregrine.order.OrderTracker;
import io.peregrine.order.ReportOutcome;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.GatewayContext;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A real gateway, and the engine's order state machine behind it, driven by the test's thread. Where the state machine wants the venue to
 * be asked, it is asked.
 *
 * <p><b>Units:</b> decimal texts in, mantissas out.
 */
final class GatewayRig implements ExecutionListener, AutoCloseable {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long RECONNECT_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long ORDER_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int ORDERS_MAX = 64;
    /** Client order ids are never used again, also not by another run of the engine. */
    private static final AtomicLong LAST_ORDER = new AtomicLong(0x1_0000_0000L);

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final List<Report> reports = new ArrayList<>();
    private final List<ReportOutcome> outcomes = new ArrayList<>();
    private final List<Long> toAskFor = new ArrayList<>();
    private final AccountLog account = new AccountLog();
    private final OrderRequest request = new OrderRequest();
    private final OrderTracker tracker;
    private final OrderTable table;
    private final Instrument instrument;
    private final Gateway gateway;

    /** Connects; when it returns, the gateway is ready. */
    GatewayRig(final VenueProvider provider, final VenueSettings settings) throws IOException {
        final Instruments instruments = new Instruments(provider.loadInstruments(settings, 0));
        instrument = instruments.get(0);
        table = new OrderTable(instruments, ORDERS_MAX, ORDERS_MAX);
        tracker = new OrderTracker(new OrderSettings(ORDERS_MAX, ORDER_TIMEOUT_NS, 0, 3, ORDERS_MAX), table);
        gateway = provider.gateway(
                new GatewayContext(settings, RECONNECT_NS, instruments, this, account, instrument.instrumentId(), new LatencyRecorder()));
        await("ready", gateway::ready);
    }

    Gateway gateway() {
        return gateway;
    }

    AccountLog account() {
        return account;
    }

    /** Sends an order; prices that the kind does not have are ignored. Returns its client order id. */
    long send(final OrderKind kind, final Side side, final String quantity, final String price, final String stopPrice) {
        final long nowNs = EngineClock.nowNs();
        final long limit = kind.limited() ? price(price) : Instrument.NULL_VALUE;
        final long trigger = kind.conditional() ? price(stopPrice) : Instrument.NULL_VALUE;
        request.set(0, instrument.instrumentId(), side, kind.type(), quantity(quantity)).prices(limit, trigger)
                .terms(kind.timeInForce(), kind.postOnly()).reserveAt(1);
        final long clientOrderId = LAST_ORDER.incrementAndGet();
        tracker.open(request, clientOrderId, nowNs);
        new NewOrderEncoder().wrap(buffer, 0).timeNs(nowNs).clientOrderId(clientOrderId)
                .instrumentId(instrument.instrumentId()).strategyId(0).price(limit).stopPrice(trigger).quantity(request.quantity())
                .tickReceiveTimeNs(NewOrderEncoder.tickReceiveTimeNsNullValue()).side(side).orderType(kind.type())
                .timeInForce(kind.timeInForce()).postOnly(kind.postOnly() ? BooleanType.TRUE : BooleanType.FALSE);
        gateway.onNewOrder(new NewOrderDecoder().wrap(buffer, 0, NewOrderEncoder.BLOCK_LENGTH, 0), nowNs);
        return clientOrderId;
    }

    void cancel(final long clientOrderId) {
        final long nowNs = EngineClock.nowNs();
        final Order order = table.get(clientOrderId);
        tracker.cancelSent(order, nowNs);
        final CancelOrderEncoder cancel = new CancelOrderEncoder().wrap(buffer, 0).timeNs(nowNs).clientOrderId(clientOrderId)
                .instrumentId(instrument.instrumentId()).strategyId(0)
                .tickReceiveTimeNs(CancelOrderEncoder.tickReceiveTimeNsNullValue());
        cancel.venueOrderId().high(order.venueOrderIdHigh()).low(order.venueOrderIdLow());
        gateway.onCancelOrder(new CancelOrderDecoder().wrap(buffer, 0, CancelOrderEncoder.BLOCK_LENGTH, 0), nowNs);
    }

    /**
     * Replaces an order.
     *
     * @param inPlace the order stays, else it is cancelled for another
     * @return client order id of the order that works afterwards
     */
    long replace(final long clientOrderId, final OrderKind kind, final boolean inPlace, final Terms terms) {
        final long nowNs = EngineClock.nowNs();
        final Order order = table.get(clientOrderId);
        final long newClientOrderId = inPlace ? ReplaceOrderEncoder.newClientOrderIdNullValue() : LAST_ORDER.incrementAndGet();
        if (inPlace && !kind.conditional()) {
            tracker.replaceSent(order, price(terms.price()), quantity(terms.quantity()), nowNs);
        }
        final ReplaceOrderEncoder replace = new ReplaceOrderEncoder().wrap(buffer, 0).timeNs(nowNs).clientOrderId(clientOrderId)
                .newClientOrderId(newClientOrderId)
                .instrumentId(instrument.instrumentId()).strategyId(0)
                .price(kind.limited() ? price(terms.price()) : Instrument.NULL_VALUE)
                .stopPrice(kind.conditional() ? price(terms.stopPrice()) : Instrument.NULL_VALUE)
                .quantity(quantity(terms.quantity())).tickReceiveTimeNs(ReplaceOrderEncoder.tickReceiveTimeNsNullValue())
                .side(order.side()).orderType(kind.type()).timeInForce(kind.timeInForce())
                .postOnly(kind.postOnly() ? BooleanType.TRUE : BooleanType.FALSE);
        replace.venueOrderId().high(order.venueOrderIdHigh()).low(order.venueOrderIdLow());
        gateway.onReplaceOrder(new ReplaceOrderDecoder().wrap(buffer, 0, ReplaceOrderEncoder.BLOCK_LENGTH, 0), nowNs);
        return inPlace ? clientOrderId : newClientOrderId;
    }

    void query(final long clientOrderId) {
        final long nowNs = EngineClock.nowNs();
        final Order order = table.get(clientOrderId);
        tracker.querySent(order, nowNs);
        final QueryOrderEncoder query = new QueryOrderEncoder().wrap(buffer, 0).timeNs(nowNs).clientOrderId(clientOrderId)
                .instrumentId(instrument.instrumentId());
        query.venueOrderId().high(order.venueOrderIdHigh()).low(order.venueOrderIdLow());
        gateway.onQueryOrder(new QueryOrderDecoder().wrap(buffer, 0, QueryOrderEncoder.BLOCK_LENGTH, 0), nowNs);
    }

    void reconcile(final long reconciliationId, final long fillsSinceNs) {
        final long nowNs = EngineClock.nowNs();
        new ReconcileRequestEncoder().wrap(buffer, 0).timeNs(nowNs).reconciliationId(reconciliationId)
                .instrumentId(instrument.instrumentId()).fillsSinceNs(fillsSinceNs);
        gateway.onReconcile(new ReconcileRequestDecoder().wrap(buffer, 0, ReconcileRequestEncoder.BLOCK_LENGTH, 0), nowNs);
    }

    /** What the engine knows of an order. */
    Order order(final long clientOrderId) {
        return table.get(clientOrderId);
    }

    /** All reports of an order, in their order. */
    List<Report> reports(final long clientOrderId) {
        return reports.stream().filter(report -> report.clientOrderId() == clientOrderId).toList();
    }

    /** What the state machine made of the reports so far. */
    List<ReportOutcome> outcomes() {
        return outcomes;
    }

    /** Runs the gateway until something is so. */
    void await(final String what, final BooleanSupplier condition) {
        final long startNs = EngineClock.nowNs();
        while (!condition.getAsBoolean()) {
            final long nowNs = EngineClock.nowNs();
            if (nowNs - startNs > PATIENCE_NS) {
                throw new AssertionError("not " + what + ": " + gateway.status() + ' ' + reports + ' ' + outcomes + ' ' + account);
            }
            for (final long clientOrderId : List.copyOf(toAskFor)) {
                toAskFor.remove(clientOrderId);
                query(clientOrderId);
            }
            if (gateway.doWork(nowNs) == 0) {
                Thread.yield();
            }
        }
    }

    @Override
    public void onExecutionReport(final ExecutionReportDecoder report, final long nowNs) {
        final Order order = table.get(report.clientOrderId());
        if (order != null) {
            final ReportOutcome outcome = tracker.apply(order, report, nowNs);
            outcomes.add(outcome);
            if (outcome == ReportOutcome.ASK) {
                toAskFor.add(order.clientOrderId());
            }
        }
        reports.add(Report.of(report));
    }

    @Override
    public void close() {
        gateway.close();
    }

    long price(final String decimal) {
        return Decimals.parse(decimal, instrument.priceDecimals());
    }

    long quantity(final String decimal) {
        return Decimals.parse(decimal, instrument.quantityDecimals());
    }

    String quantityText(final long mantissa) {
        return plain(mantissa, instrument.quantityDecimals());
    }

    String priceText(final long mantissa) {
        return plain(mantissa, instrument.priceDecimals());
    }

    private static String plain(final long mantissa, final int decimals) {
        return BigDecimal.valueOf(mantissa, decimals).stripTrailingZeros().toPlainString();
    }

    /** What an order is to be changed to. */
    record Terms(String quantity, String price, String stopPrice) {
    }
}
