package io.peregrine.trade;

import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.order.Order;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A gateway that can not send refuses a cancel from inside the call, and a strategy answers each report with the next cancel. */
class RefusedCancelTest {
    private static final List<String> REFUSED_ONCE = List.of(
            "journal CancelOrder #1", "gateway CancelOrder #1", "journal Report #1 CANCEL_REJECTED NEW 0/100");

    private final List<Boolean> answers = new ArrayList<>();
    private final Strategy stubborn = new Strategy() {
        @Override
        public void onExecutionReport(final StrategyContext context, final Order order, final ExecutionReportDecoder report) {
            answers.add(context.cancel(order.clientOrderId()));
        }
    };
    private final TradeFixture fixture = new TradeFixture(TradeFixture.RUN_ID, TradeFixture.ORDERS, TradeFixture.RISK,
            List.of(TradeFixture.strategy(1, "stubborn", Map.of())), (settings, instruments) -> stubborn).live();

    @Test
    void isAskedForOnceInAnEventHoweverOftenAStrategyAsks() {
        open();
        fixture.report(id(1), ExecType.NEW);
        assertEquals(List.of("journal Report #1 NEW NEW 0/100", REFUSED_ONCE.get(0), REFUSED_ONCE.get(1), REFUSED_ONCE.get(2)),
                fixture.take());
        assertEquals(List.of(true, false), answers, "what was refused in this event is not asked for again in it");
    }

    @Test
    void isAskedForAgainInTheNextEventAndByTheEngineItself() {
        open();
        fixture.report(id(1), ExecType.NEW);
        fixture.take();
        fixture.nowNs++;
        fixture.cancel(id(1));
        assertEquals(REFUSED_ONCE, fixture.take().subList(1, 4), "one clock reading later it may be sent");
        fixture.venue(new SilentVenue());
        fixture.after(TradeFixture.ORDER_TIMEOUT_NS);
        assertEquals(REFUSED_ONCE.subList(0, 2), fixture.take(), "nobody has to ask: the engine repeats what was refused");
    }

    private void open() {
        fixture.startStrategy(1);
        fixture.place(1, BTC, Side.BUY, OrderType.LIMIT, 100, 9_900);
        fixture.venue(new SilentVenue() {
            @Override
            public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
                fixture.report(cancel.clientOrderId(), ExecType.CANCEL_REJECTED, RejectReason.NOT_CONNECTED);
            }
        });
        fixture.take();
    }
}
