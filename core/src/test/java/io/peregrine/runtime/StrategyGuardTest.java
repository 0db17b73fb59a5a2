package io.peregrine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.message.QuoteDecoder;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import io.peregrine.trade.StrategyWatch;
import io.peregrine.trade.TradeFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the guard says at its looks, a call of a strategy being under way that does not come back. */
class StrategyGuardTest {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final TradeFixture fixture = new TradeFixture(
            TradeFixture.RUN_ID, TradeFixture.ORDERS, TradeFixture.RISK, List.of(TradeFixture.strategy(1, "guarded", Map.of())),
            (settings, instruments) -> new Strategy() {
                @Override
                public void onQuote(final StrategyContext context, final QuoteDecoder quote) {
                    inCall.run();
                }
            }).live();
    private final List<String> said = new ArrayList<>();
    private Runnable inCall = () -> { };

    @Test
    void vouchesForTheTradeThreadUntilItSaysThatItIsStuck() {
        final StrategyWatch watch = fixture.core.watch();
        final StrategyGuard guard = new StrategyGuard(watch, 10 * LOOK_NS, () -> said.add("within"), id -> said.add("stuck " + id));
        fixture.startStrategy(1);
        guard.look(LOOK_NS);
        assertEquals(List.of(), said, "no call, nothing to vouch for");
        inCall = () -> {
            for (int i = 0; i < 25; i++) {
                guard.look(LOOK_NS);
                if (i == 10) {
                    assertEquals(10, said.size());
                }
            }
        };
        fixture.quote(TradeFixture.BTC, 9_999, 10_001);
        assertEquals(20, said.size());
        assertEquals("stuck 1", said.getLast());
        assertEquals(19, said.stream().filter("within"::equals).count());
        guard.look(LOOK_NS);
        assertEquals(20, said.size());
    }

    @Test
    void aThreadThatComesBackFromEachCallNeedsNobody() {
        final StrategyGuard guard =
                new StrategyGuard(fixture.core.watch(), 10 * LOOK_NS, () -> said.add("within"), id -> said.add("stuck " + id));
        fixture.startStrategy(1);
        inCall = () -> guard.look(LOOK_NS);
        for (int i = 0; i < 30; i++) {
            fixture.quote(TradeFixture.BTC, 9_999, 10_001);
        }
        assertEquals(List.of(), said);
    }
}
