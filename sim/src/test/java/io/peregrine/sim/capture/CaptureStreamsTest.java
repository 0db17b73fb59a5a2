package io.peregrine.sim.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.OrderRequest;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.OrderStatus;
import io.peregrine.sim.matching.OrderTerms;
import io.peregrine.sim.matching.OrderType;
import io.peregrine.sim.matching.SelfTradePrevention;
import io.peregrine.sim.matching.Side;
import io.peregrine.sim.matching.TimeInForce;
import io.peregrine.sim.venue.SteppedVenue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the venue's public stream shows of a recorded market with an order of ours in it. */
@ParameterizedClass
@EnumSource(value = Dialect.class, mode = EnumSource.Mode.EXCLUDE, names = "BINANCE")
class CaptureStreamsTest {
    private static final List<String> NONE = List.of();
    private static final long SECOND_US = 1_000_000;

    @Parameter
    private Dialect dialect;
    @TempDir
    private Path directory;
    private final TreeMap<Long, Long> bids = new TreeMap<>();
    private final List<String> trades = new ArrayList<>();

    @Test
    void anOrderRestsInTheQueueAndTheStreamShowsItAndItsFills() throws Exception {
        final Path file = new CaptureFile(dialect).snapshot(0, 0, List.of("100.00 2.0", "99.00 5.0"), List.of("101.00 3.0"))
                .depth(10, 0, 0, NONE, List.of("102.00 1.0")).trade(1_000, true, "100.00", "1.5").trade(2_000, true, "100.00", "0.7")
                .depth(3_000, 0, 0, List.of("100.00 0.5", "98.50 1.0"), NONE).trade(4_000, true, "99.00", "1.0")
                .depth(5_000, 0, 0, List.of("100.00 0", "99.00 4.0"), NONE).write(directory);
        final MessageReader stream = dialect.messages().get();
        try (SteppedVenue venue = new SteppedVenue(dialect.venue(), new CaptureSettings(file, 1, false))) {
            final SteppedVenue.Client client = venue.connect(dialect.path(), "");
            dialect.subscriptions().forEach(client::say);
            final AccountOrder ours = place(venue.venue().exchange());
            run(venue, client, stream, SECOND_US / 2);
            assertEquals(Decimal.parse("3.0"), bids.get(Decimal.parse("100")));
            run(venue, client, stream, SECOND_US);
            assertEquals(Decimal.parse("1.5"), bids.get(Decimal.parse("100")));
            assertEquals(List.of("SELL 100.00000000 1.50000000"), trades);
            assertEquals(Decimal.parse("1.0"), ours.leaves());
            run(venue, client, stream, SECOND_US);
            assertEquals(Decimal.parse("0.8"), bids.get(Decimal.parse("100")));
            assertEquals(List.of("SELL 100.00000000 0.50000000", "SELL 100.00000000 0.20000000"), trades.subList(1, 3));
            assertEquals(Decimal.parse("0.8"), ours.leaves());
            run(venue, client, stream, SECOND_US);
            assertEquals(Decimal.parse("1.3"), bids.get(Decimal.parse("100")), "the recorded half behind what is left of ours");
            run(venue, client, stream, SECOND_US);
            assertEquals("SELL 100.00000000 0.80000000", trades.get(3), "ours is met before the trade's own price");
            assertEquals(OrderStatus.FILLED, ours.status());
            run(venue, client, stream, SECOND_US);
            assertEquals(List.of(Decimal.parse("98.5"), Decimal.parse("99")), List.copyOf(bids.keySet()));
            assertEquals(Decimal.parse("4.0"), bids.get(Decimal.parse("99")));
        }
    }

    private static AccountOrder place(final Exchange exchange) throws Exception {
        final OrderTerms terms = new OrderTerms(Side.BUY, OrderType.LIMIT, TimeInForce.GTC, Decimal.parse("100"), 0, Decimal.parse("1"),
                SelfTradePrevention.EXPIRE_TAKER);
        return exchange.place(Account.flow(-2), exchange.listing("BTC/USDT"), new OrderRequest(terms, "ours"));
    }

    /** Lets time pass and reads what has come as anyone would read the venue. */
    private void run(final SteppedVenue venue, final SteppedVenue.Client client, final MessageReader stream, final long forUs)
            throws Exception {
        venue.run(forUs);
        for (final String text : client.take()) {
            for (final RecordedMessage message : stream.read(new ObjectMapper().readTree(text))) {
                switch (message) {
                    case RecordedMessage.Snapshot snapshot -> {
                        bids.clear();
                        change(snapshot.bids());
                    }
                    case RecordedMessage.DepthChange change -> change(change.bids());
                    case RecordedMessage.PublicTrade trade ->
                        trades.add(trade.aggressor() + " " + Decimal.text(trade.price()) + ' ' + Decimal.text(trade.quantity()));
                    case RecordedMessage.Loss loss -> throw new AssertionError("the stream has a gap: " + text);
                }
            }
        }
    }

    private void change(final long[] levels) {
        for (int i = 0; i < levels.length; i += 2) {
            if (levels[i + 1] == 0) {
                bids.remove(levels[i]);
            } else {
                bids.put(levels[i], levels[i + 1]);
            }
        }
    }
}
