package io.peregrine.trade;

import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.order.OrderListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/** A venue that acknowledges, fills, refuses, repeats itself and stays silent, as its seed will have it. */
final class RandomVenue implements OrderListener {
    private final Random random;
    private final Queue<Runnable> answers = new ArrayDeque<>();
    private final List<long[]> working = new ArrayList<>();
    private TradeFixture fixture;
    private long executionId;

    RandomVenue(final long seed) {
        random = new Random(seed);
    }

    void connect(final TradeFixture to) {
        fixture = to;
        to.venue(this);
    }

    /** Says some of what there is to say. */
    void act() {
        for (int i = random.nextInt(3); i > 0 && !answers.isEmpty(); i--) {
            answers.remove().run();
        }
        if (!working.isEmpty() && random.nextInt(3) == 0) {
            fill(working.get(random.nextInt(working.size())));
        }
    }

    private void fill(final long[] order) {
        final long quantity = Math.min(order[2], 1 + random.nextInt(120));
        final long id = executionId++;
        order[2] -= quantity;
        if (order[2] == 0) {
            working.remove(order);
        }
        fixture.fill(order[0], quantity, order[1], id);
        if (random.nextInt(5) == 0) {
            fixture.fill(order[0], quantity, order[1], id);
        }
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long timeNs) {
        final long clientOrderId = order.clientOrderId();
        final long[] entry = {clientOrderId, order.price(), order.quantity()};
        switch (random.nextInt(10)) {
            case 0 -> answers.add(() -> fixture.report(clientOrderId, ExecType.REJECTED, RejectReason.VENUE_OTHER));
            case 1 -> answers.add(() -> fixture.report(clientOrderId, ExecType.TIMEOUT));
            case 2 -> working.add(entry);
            default -> answers.add(() -> {
                working.add(entry);
                fixture.report(clientOrderId, ExecType.NEW);
            });
        }
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long timeNs) {
        final long clientOrderId = cancel.clientOrderId();
        if (random.nextInt(8) > 0) {
            answers.add(() -> {
                if (working.removeIf(order -> order[0] == clientOrderId)) {
                    fixture.report(clientOrderId, ExecType.CANCELED);
                } else {
                    fixture.report(clientOrderId, ExecType.CANCEL_REJECTED, RejectReason.UNKNOWN_ORDER);
                }
            });
        }
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long timeNs) {
        final long clientOrderId = replace.clientOrderId();
        answers.add(() -> fixture.report(clientOrderId, ExecType.REPLACE_REJECTED, RejectReason.UNKNOWN_ORDER));
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long timeNs) {
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long timeNs) {
        final long clientOrderId = query.clientOrderId();
        answers.add(() -> fixture.report(clientOrderId, ExecType.ORDER_STATUS, RejectReason.UNKNOWN_ORDER));
    }
}
