package io.peregrine.bench;

import io.peregrine.bench.strategy.Averages;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.QuoteEncoder;
import io.peregrine.position.PositionBook;
import io.peregrine.signal.InlineSignals;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import io.peregrine.strategy.StrategyLoader;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.strategy.quoting.MarketMaker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the checks cost that are woven into strategies: one quote that changes nothing, told to the market maker, and to a strategy that is
 * nothing but a loop over 1,000 numbers; as the engine loads them, and as they are. Iterations are short and many, so that on a machine
 * that does other things the lowest can be compared.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 60, time = 50, timeUnit = TimeUnit.MILLISECONDS)
@Fork(2)
public class StrategyBenchmark {
    private static final int INSTRUMENT = 0;
    private static final int STRATEGY = 1;

    @Param({"woven", "plain"})
    private String code;

    private final InlineSignals market = new InlineSignals();
    private final QuoteDecoder quote = new QuoteDecoder();
    private Strategy maker;
    private Strategy averages;
    private StrategyContext context;

    /** A LIVE market, and a venue that takes nothing: the market maker computes its quotes each time, and pauses. */
    @Setup
    public void open() {
        final Instruments instruments = new Instruments(List.of(new Instrument(
                INSTRUMENT, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 2, 3, 1, 1, 1, 1_000_000, 0)));
        final StrategySettings settings = new StrategySettings(STRATEGY, "s", MarketMaker.TYPE, new int[] {INSTRUMENT}, Map.of(), true);
        final boolean woven = code.equals("woven");
        maker = woven ? StrategyLoader.create(MarketMaker.class.getName(), settings, instruments) : new MarketMaker(settings, instruments);
        averages = woven ? StrategyLoader.create(Averages.class.getName(), settings, instruments) : new Averages(settings, instruments);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
        new QuoteEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).instrumentId(INSTRUMENT).updateId(1)
                .bidPrice(4_999_900).bidQuantity(5).askPrice(5_000_100).askQuantity(7);
        quote.wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        market.onBookState(BookState.LIVE);
        market.onQuote(quote);
        context = new QuietContext(instruments, market, new PositionBook(instruments, STRATEGY + 1).position(STRATEGY, INSTRUMENT));
    }

    /** The market maker. */
    @Benchmark
    public void marketMaker() {
        maker.onQuote(context, quote);
    }

    /** The loop. */
    @Benchmark
    public Strategy loop() {
        averages.onQuote(context, quote);
        return averages;
    }
}
