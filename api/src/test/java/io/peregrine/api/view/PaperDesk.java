package io.peregrine.api.view;

import io.peregrine.api.view.JournalRecords.Terms;
import io.peregrine.command.OrderTicket;
import io.peregrine.instrument.Instrument;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.message.StrategyState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Commands that are answered in the journal as a trade core and a patient venue would: orders rest until they are cancelled. */
public final class PaperDesk implements ScriptedEngine.Commands {
    /** Orders above this quantity are refused by risk. */
    public static final long QUANTITY_MAX = 500_000;

    private final ScriptedEngine engine;
    private final Map<Long, Terms> open = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong(1000);
    /** Orders that arrived. */
    public final AtomicInteger placedCount = new AtomicInteger();

    public PaperDesk(final ScriptedEngine engine) {
        this.engine = engine;
    }

    @Override
    public void onPlaceOrder(final long correlationId, final OrderTicket ticket) {
        placedCount.incrementAndGet();
        final long id = ids.incrementAndGet();
        final Terms terms = new Terms(ticket.instrumentId(), ticket.strategyId(), ticket.side(), ticket.price(), ticket.quantity());
        final boolean refused = ticket.quantity() > QUANTITY_MAX;
        if (!refused) {
            open.put(id, terms);
        }
        engine.journal(journal -> {
            journal.placed(correlationId, id, terms, ticket.userOrderId());
            if (refused) {
                journal.report(id, terms, ExecType.RISK_REJECTED, OrderStatus.RISK_REJECTED, 0, RejectReason.POSITION_LIMIT, "");
            } else {
                journal.sent(id, terms);
                journal.report(id, terms, ExecType.NEW, OrderStatus.NEW, 0);
            }
        });
    }

    @Override
    public void onCancel(final long orderId) {
        final Terms terms = open.remove(orderId);
        engine.journal(journal -> {
            journal.cancelSent(orderId, terms);
            journal.report(orderId, terms, ExecType.CANCELED, OrderStatus.CANCELED, 0);
        });
    }

    /** Another price takes a new order; a quantity alone is amended. */
    @Override
    public void onReplace(final long orderId, final long price, final long quantity) {
        final Terms before = open.get(orderId);
        final boolean byNew = price != Instrument.NULL_VALUE;
        final Terms after = new Terms(before.instrumentId(), before.strategyId(), before.side(), byNew ? price : before.price(),
                quantity == Instrument.NULL_VALUE ? before.quantity() : quantity);
        if (after.quantity() > QUANTITY_MAX) {
            engine.journal(journal -> journal.report(
                    orderId, before, ExecType.REPLACE_REJECTED, OrderStatus.NEW, 0, RejectReason.POSITION_LIMIT, ""));
            return;
        }
        final long newId = byNew ? ids.incrementAndGet() : orderId;
        open.remove(orderId);
        open.put(newId, after);
        engine.journal(journal -> {
            journal.replaceSent(orderId, byNew ? newId : Instrument.NULL_VALUE, after);
            if (byNew) {
                journal.report(orderId, before, ExecType.CANCELED, OrderStatus.CANCELED, 0);
                journal.report(newId, after, ExecType.NEW, OrderStatus.NEW, 0);
            } else {
                journal.report(orderId, after, ExecType.REPLACED, OrderStatus.NEW, 0);
            }
        });
    }

    @Override
    public void onCancelAll(final int strategyId) {
        open.forEach((id, terms) -> {
            if (strategyId == EngineAccess.ANY_STRATEGY || strategyId == terms.strategyId()) {
                onCancel(id);
            }
        });
    }

    @Override
    public void onStrategy(final int strategyId, final boolean start) {
        engine.journal(journal -> journal.strategy(strategyId, start ? StrategyState.RUNNING : StrategyState.STOPPED, "by hand"));
    }
}
