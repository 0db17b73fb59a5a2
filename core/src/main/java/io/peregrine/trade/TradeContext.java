package io.peregrine.trade;

import io.peregrine.instrument.Instruments;
import io.peregrine.journal.JournalWriter;
import io.peregrine.order.OrderCapabilities;
import io.peregrine.order.OrderListener;
import io.peregrine.order.OrderSettings;
import io.peregrine.risk.RiskSettings;
import io.peregrine.strategy.Strategies;
import io.peregrine.strategy.StrategyFactory;
import io.peregrine.strategy.StrategySettings;
import java.util.Collections;
import java.util.List;

/**
 * What a {@link TradeCore} is made from.
 *
 * @param runId           number of this run of the engine, from 1: the high half of each client order id, so that ids never repeat
 * @param instruments     all instruments
 * @param strategies      in order of their ids, which are 1, 2, …
 * @param orders          settings of order management
 * @param risk            limits
 * @param journal         where everything is written before it acts
 * @param gateway         where order requests go
 * @param strategyFactory makes the strategies; {@link Strategies#create} unless a strategy comes from elsewhere
 * @param capabilities    what the gateway does by itself, by instrument id
 */
public record TradeContext(
        int runId,
        Instruments instruments,
        List<StrategySettings> strategies,
        OrderSettings orders,
        RiskSettings risk,
        JournalWriter journal,
        OrderListener gateway,
        StrategyFactory strategyFactory,
        List<OrderCapabilities> capabilities) {

    /**
     * Checks the ids.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public TradeContext {
        if (runId < 1) {
            throw new IllegalArgumentException("run id must be at least 1: " + runId);
        }
        for (int i = 0; i < strategies.size(); i++) {
            final StrategySettings settings = strategies.get(i);
            if (settings.strategyId() != i + 1) {
                throw new IllegalArgumentException("strategy " + settings.name() + ": id " + settings.strategyId() + " at position " + i);
            }
            for (final int instrumentId : settings.instrumentIds()) {
                if (!instruments.contains(instrumentId)) {
                    throw new IllegalArgumentException("strategy " + settings.name() + ": no instrument " + instrumentId);
                }
            }
        }
        strategies = List.copyOf(strategies);
        capabilities = List.copyOf(capabilities);
        if (capabilities.size() != instruments.count()) {
            throw new IllegalArgumentException("capabilities of " + capabilities.size() + " of " + instruments.count() + " instruments");
        }
    }

    /** What the gateway of an instrument does by itself. */
    public OrderCapabilities capabilities(final int instrumentId) {
        return capabilities.get(instrumentId);
    }

    /** With the built-in strategies, at venues that do nothing but plain orders. */
    public static TradeContext of(
            final int runId,
            final Instruments instruments,
            final List<StrategySettings> strategies,
            final OrderSettings orders,
            final RiskSettings risk,
            final JournalWriter journal,
            final OrderListener gateway) {
        return new TradeContext(runId, instruments, strategies, orders, risk, journal, gateway, Strategies::create,
                Collections.nCopies(instruments.count(), OrderCapabilities.PLAIN));
    }
}
