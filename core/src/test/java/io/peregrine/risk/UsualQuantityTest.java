package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.order.OrderRequest;
import org.junit.jupiter.api.Test;

class UsualQuantityTest {
    private final UsualQuantity usual = new UsualQuantity(new Pairs(3, 2));
    private final OrderRequest request = new OrderRequest();

    @Test
    void itIsKnownFromTheSixteenthOrder() {
        add(1, 1, 15, 100);
        assertEquals(0, of(1, 1));
        add(1, 1, 1, 116);
        assertEquals(101, of(1, 1));
    }

    @Test
    void eachFurtherOrderCountsForOneInSixteen() {
        add(1, 1, 16, 100);
        add(1, 1, 1, 1_700);
        assertEquals(200, of(1, 1));
        add(1, 1, 1, 200);
        assertEquals(200, of(1, 1));
    }

    @Test
    void strategiesAndInstrumentsAreApart() {
        for (int strategy = 0; strategy < 3; strategy++) {
            add(strategy, 0, 16, 100 + strategy);
            add(strategy, 1, 16, 200 + strategy);
        }
        for (int strategy = 0; strategy < 3; strategy++) {
            assertEquals(100 + strategy, of(strategy, 0));
            assertEquals(200 + strategy, of(strategy, 1));
        }
    }

    @Test
    void aStrategyThatIsNotKnownCountsAsTradingByHand() {
        add(0, 1, 16, 100);
        add(2, 1, 16, 300);
        assertEquals(100, of(3, 1));
        assertEquals(100, of(-1, 1));
        assertEquals(300, of(2, 1));
    }

    @Test
    void aQuantityThatIsBeyondAnyDoesNotOverflow() {
        add(1, 0, 17, Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE / 32, of(1, 0));
    }

    private void add(final int strategyId, final int instrumentId, final int count, final long quantity) {
        for (int i = 0; i < count; i++) {
            usual.add(request.set(strategyId, instrumentId, Side.BUY, OrderType.LIMIT, quantity));
        }
    }

    private long of(final int strategyId, final int instrumentId) {
        return usual.of(request.set(strategyId, instrumentId, Side.BUY, OrderType.LIMIT, 1));
    }
}
