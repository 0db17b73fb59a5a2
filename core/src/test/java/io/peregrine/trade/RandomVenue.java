package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.order.OrderListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/** A venue that acknowledges, fills, refuses, repeats itself and stays silent, as its seed will have it. */
final class RandomVenue implements OrderListener {
    private static final long MARKET_PRICE = 10_000;

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
        order[3] += quantity;
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
        final long price = order.price() == NULL_VALUE ? MARKET_PRICE : order.price();
        final long[] entry = {clientOrderId, price, order.quantity(), 0};
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
        final long price = replace.price();
        final long quantity = replace.quantity();
        final int what = random.nextInt(8);
        if (what < 6) {
            answers.add(() -> replace(clientOrderId, price, quantity, what == 0));
        }
    }

    /** In place, as far as the order still works; {@code silent}: the answer is lost. */
    private void replace(final long clientOrderId, final long price, final long quantity, final boolean silent) {
        final long[] order = working.stream().filter(entry -> entry[0] == clientOrderId).findFirst().orElse(null);
        if (order == null || quantity <= order[3]) {
            fixture.report(clientOrderId, ExecType.REPLACE_REJECTED, RejectReason.UNKNOWN_ORDER);
            return;
        }
        order[1] = price;
        order[2] = quantity - order[3];
        if (!silent) {
            fixture.replaced(clientOrderId, price, quantity);
        }
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long timeNs) {
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long timeNs) {
        final long clientOrderId = query.clientOrderId();
        answers.add(() -> {
            final long[] order = working.stream().filter(entry -> entry[0] == clientOrderId).findFirst().orElse(null);
            if (order == null) {
                fixture.report(clientOrderId, ExecType.ORDER_STATUS, RejectReason.UNKNOWN_ORDER);
            } else {
                fixture.toldTerms(clientOrderId, OrderStatus.NEW, order[3], order[1], order[2] + order[3]);
            }
        });
    }
}
