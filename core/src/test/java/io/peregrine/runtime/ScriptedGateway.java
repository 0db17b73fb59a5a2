package io.peregrine.runtime;

import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.Gateway;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.order.ExecutionListener;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.agrona.sbe.MessageDecoderFlyweight;

/** Writes down every request, its bytes too, and answers it in the next cycle, with a fill or without. */
final class ScriptedGateway implements Gateway {
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> bytes = new CopyOnWriteArrayList<>();
    volatile boolean fills;
    volatile boolean answers = true;

    private final List<LongConsumer> due = new ArrayList<>();
    private ExecutionReportWriter reports;
    private ReconciliationWriter account;

    void open(final ExecutionListener listener, final ReconciliationWriter writer) {
        reports = new ExecutionReportWriter(listener);
        account = writer;
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
        write("new " + order.clientOrderId(), order);
        final long id = order.clientOrderId();
        final int instrumentId = order.instrumentId();
        final long price = order.price();
        final long quantity = order.quantity();
        due.add(timeNs -> {
            report(ExecType.NEW, OrderStatus.NEW, id, instrumentId, timeNs);
            reports.publish(timeNs);
            if (fills) {
                final ExecutionReportEncoder fill = report(ExecType.TRADE, OrderStatus.FILLED, id, instrumentId, timeNs)
                        .lastPrice(price).lastQuantity(quantity).cumQuantity(quantity).leavesQuantity(0).liquiditySide(LiquiditySide.MAKER);
                fill.executionId().high(0).low(id);
                reports.publish(timeNs);
            }
        });
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        write("cancel " + cancel.clientOrderId(), cancel);
        final long id = cancel.clientOrderId();
        final int instrumentId = cancel.instrumentId();
        due.add(timeNs -> {
            report(ExecType.CANCELED, OrderStatus.CANCELED, id, instrumentId, timeNs).cumQuantity(0);
            reports.publish(timeNs);
        });
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        write("replace " + replace.clientOrderId(), replace);
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        account.begin(request);
        due.add(timeNs -> account.end(true, "", timeNs));
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        write("query " + query.clientOrderId(), query);
        final long id = query.clientOrderId();
        final int instrumentId = query.instrumentId();
        due.add(timeNs -> {
            report(ExecType.ORDER_STATUS, OrderStatus.NEW, id, instrumentId, timeNs).cumQuantity(0);
            reports.publish(timeNs);
        });
    }

    @Override
    public int doWork(final long nowNs) {
        if (!answers || due.isEmpty()) {
            return 0;
        }
        final List<LongConsumer> now = List.copyOf(due);
        due.clear();
        now.forEach(answer -> answer.accept(nowNs));
        return now.size();
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public String status() {
        return "scripted";
    }

    @Override
    public void close() {
        due.clear();
    }

    private ExecutionReportEncoder report(
            final ExecType type, final OrderStatus status, final long clientOrderId, final int instrumentId, final long nowNs) {
        return reports.begin(type, clientOrderId, instrumentId).receiveTimeNs(nowNs).venueTimeNs(nowNs).orderStatus(status);
    }

    private void write(final String request, final MessageDecoderFlyweight message) {
        final byte[] copy = new byte[message.sbeDecodedLength()];
        message.buffer().getBytes(message.offset(), copy);
        bytes.add(request + " " + HexFormat.of().formatHex(copy));
        requests.add(request);
    }
}
