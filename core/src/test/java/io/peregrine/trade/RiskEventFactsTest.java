package io.peregrine.trade;

import static io.peregrine.trade.TradeFixture.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BookState;
import io.peregrine.message.BreakerState;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskEventDecoder;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Severity;
import io.peregrine.message.Side;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What a journalled risk event says beside the rule: the market at that time, and how bad it is; and what a run's settings name. */
class RiskEventFactsTest {
    private final TradeFixture fixture = new TradeFixture().live();

    @Test
    void aRefusedOrderIsToldWithTheBestPricesOfTheBookAtThatTime() {
        fixture.quote(BTC, 9_990, 10_010);
        fixture.place(BTC, Side.BUY, 100, 20_000);
        final RiskEventDecoder event = lastEvent();
        assertEquals(List.of(RejectReason.PRICE_COLLAR, Severity.WARNING, 9_990L, 10_010L),
                List.of(event.rule(), event.severity(), event.bidPrice(), event.askPrice()));
    }

    @Test
    void aBookThatIsNotLiveHasNoPricesInAnEvent() {
        fixture.book(BTC, BookState.SUSPECT);
        fixture.place(BTC, Side.BUY, 100, 9_900);
        final RiskEventDecoder event = lastEvent();
        assertEquals(List.of(RejectReason.BOOK_NOT_LIVE, RiskEventDecoder.bidPriceNullValue(), RiskEventDecoder.askPriceNullValue()),
                List.of(event.rule(), event.bidPrice(), event.askPrice()));
    }

    @Test
    void anInstrumentThatDoesNotExistHasNoPricesEither() {
        fixture.place(55, Side.BUY, 1, 9_900);
        assertEquals(RiskEventDecoder.bidPriceNullValue(), lastEvent().bidPrice());
    }

    @Test
    void theHaltOfEverythingIsCritical() {
        fixture.core.halt(RejectReason.KILL_SWITCH, 1);
        final RiskEventDecoder event = lastEvent();
        assertEquals(List.of(RejectReason.KILL_SWITCH, Severity.CRITICAL), List.of(event.rule(), event.severity()));
    }

    @Test
    void aCircuitBreakersEventSaysWhose() {
        fixture.core.breakers().trip(RiskScope.VENUE, 0, BreakerState.REDUCE_ONLY, RejectReason.FEED_LATENCY, 1, 2);
        fixture.core.doWork(fixture.nowNs);
        final RiskEventDecoder event = lastEvent();
        assertEquals(List.of(RejectReason.FEED_LATENCY, Severity.WARNING, RiskScope.VENUE, 0, 1L, 2L),
                List.of(event.rule(), event.severity(), event.riskScope(), event.scopeId(), event.limitE8(), event.valueE8()));
    }

    @Test
    void theSettingsOfARunNameItsInstrumentsAndStrategies() {
        final Map<String, String> settings = RunSettings.of(fixture.context);
        final Instrument btc = RunSettings.instrument("instrument." + BTC, settings.get("instrument." + BTC));
        assertEquals(fixture.context.instruments().get(BTC), btc);
        assertEquals(1, RunSettings.strategyId("strategy.1"));
        assertEquals("mm-btc", RunSettings.strategyName("mm-btc|market-making|false|0"));
        for (final String other : List.of("strategy.1.parameter.x", "instrument.", "instrument.x", "instrument.9999999999", "risk")) {
            assertNull(RunSettings.instrument(other, ""), other);
            assertEquals(-1, RunSettings.strategyId(other), other);
        }
    }

    private RiskEventDecoder lastEvent() {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        for (final byte[] bytes : fixture.records.reversed()) {
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            if (header.wrap(buffer, 0).templateId() == RiskEventDecoder.TEMPLATE_ID) {
                return new RiskEventDecoder().wrapAndApplyHeader(buffer, 0, header);
            }
        }
        throw new AssertionError("no risk event");
    }
}
