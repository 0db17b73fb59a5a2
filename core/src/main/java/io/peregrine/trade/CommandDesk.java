package io.peregrine.trade;

import io.peregrine.instrument.Instruments;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelRequestDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.InstrumentUpdateDecoder;
import io.peregrine.message.PlaceOrderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceRequestDecoder;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.Severity;
import io.peregrine.message.StartStrategyDecoder;
import io.peregrine.message.StopStrategyDecoder;
import io.peregrine.order.Order;
import io.peregrine.risk.PreTradeRisk;
import io.peregrine.strategy.StrategyContext;

/**
 * Does what people ask for: each command goes into the journal first, then to the part of the core that it is meant for.
 *
 * <p><b>Threading:</b> confined to the trade thread, inside an event of the core. <b>Allocates:</b> none but when a strategy changes its
 * state.
 */
final class CommandDesk {
    private final Instruments instruments;
    private final TradeState state;
    private final OrderDesk desk;
    private final ReplaceDesk replaces;
    private final PreTradeRisk risk;
    private final StrategyHost host;
    private final TradeRecovery recovery;

    CommandDesk(
            final Instruments instruments,
            final TradeState state,
            final OrderDesk desk,
            final ReplaceDesk replaces,
            final PreTradeRisk risk,
            final StrategyHost host,
            final TradeRecovery recovery) {
        this.instruments = instruments;
        this.state = state;
        this.desk = desk;
        this.replaces = replaces;
        this.risk = risk;
        this.host = host;
        this.recovery = recovery;
    }

    void startStrategy(final StartStrategyDecoder command, final long nowNs) {
        state.records().startStrategy(command);
        final StrategySlot slot = host.slot(command.strategyId());
        if (slot != null) {
            recovery.start(slot, risk.halted(), nowNs);
        }
    }

    void stopStrategy(final StopStrategyDecoder command, final long nowNs) {
        state.records().stopStrategy(command);
        final StrategySlot slot = host.slot(command.strategyId());
        if (slot != null) {
            host.stop(slot, "by command", nowNs);
        }
    }

    void placeOrder(final PlaceOrderDecoder command, final long nowNs) {
        state.records().placeOrder(command, desk.nextClientOrderId());
        desk.request()
                .set(command.strategyId(), command.instrumentId(), command.side(), command.orderType(), command.quantity())
                .prices(command.price(), command.stopPrice())
                .terms(command.timeInForce(), command.postOnly() == BooleanType.TRUE);
        final long result = desk.submit(nowNs);
        final StrategySlot slot = host.slot(command.strategyId());
        if (slot != null && result < 0) {
            slot.onRefused(StrategyContext.rejectReason(result), nowNs);
        }
    }

    void cancelRequest(final CancelRequestDecoder command, final long nowNs) {
        state.records().cancelRequest(command);
        final long clientOrderId = command.clientOrderId();
        if (clientOrderId == CancelRequestDecoder.clientOrderIdNullValue()) {
            desk.cancelAll(command.instrumentId(), command.strategyId(), nowNs);
        } else {
            final Order order = state.orders().get(clientOrderId);
            if (order == null) {
                state.orderRecords().unknownOrder(ExecType.CANCEL_REJECTED, clientOrderId, nowNs);
            } else {
                desk.cancel(order, nowNs);
            }
        }
    }

    void replaceRequest(final ReplaceRequestDecoder command, final long nowNs) {
        state.records().replaceRequest(command);
        final Order order = state.orders().get(command.clientOrderId());
        if (order == null) {
            state.orderRecords().unknownOrder(ExecType.REPLACE_REJECTED, command.clientOrderId(), nowNs);
        } else {
            replaces.replace(order, command.price(), command.quantity(), nowNs);
        }
    }

    void setLimits(final SetLimitsDecoder command, final long nowNs) {
        if (!state.limits().possible(command)) {
            state.records().limitsEvent(Severity.WARNING, RejectReason.LIMITS_REFUSED, nowNs);
            return;
        }
        state.records().setLimits(command);
        state.limits().apply(command);
        state.records().limitsEvent(Severity.INFO, RejectReason.LIMITS_CHANGED, nowNs);
    }

    void instrumentUpdate(final InstrumentUpdateDecoder command) {
        state.records().instrumentUpdate(command);
        if (instruments.contains(command.instrumentId())) {
            risk.instrument(command.instrumentId(), command.state());
        }
    }
}
