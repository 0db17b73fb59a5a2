package io.peregrine.sim.capture;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.FeeSchedule;
import io.peregrine.sim.account.OrderRequest;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.ExchangeListener;
import io.peregrine.sim.exchange.Execution;
import io.peregrine.sim.exchange.ExecutionType;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.OrderRejectedException;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.OrderTerms;
import io.peregrine.sim.matching.OrderType;
import io.peregrine.sim.matching.SelfTradePrevention;
import io.peregrine.sim.matching.Side;
import io.peregrine.sim.matching.TimeInForce;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A capture on an exchange of its own, with one client. */
final class ReplaySession implements ExchangeListener, AutoCloseable {
    static final Market BTCUSDT = new Market("BTC", "USDT", Decimal.parse("0.01"), Decimal.parse("0.00001"), 9_000 * Decimal.ONE,
            Decimal.parse("5"), 1_000_000 * Decimal.ONE);

    private final List<String> events = new ArrayList<>();
    private final List<Trade> trades = new ArrayList<>();
    private final Account client = Account.client(1, FeeSchedule.FREE);
    private final Capture capture;
    private final Exchange exchange;
    private final CaptureFlow flow;
    private int clientOrders;

    ReplaySession(final Path file) {
        this(new CaptureSettings(file, 1, false));
    }

    ReplaySession(final CaptureSettings settings) {
        this(settings, Dialect.BINANCE, List.of(BTCUSDT));
    }

    ReplaySession(final CaptureSettings settings, final Dialect dialect, final List<Market> known) {
        capture = Capture.open(settings.file(), known, dialect.messages());
        exchange = new Exchange(capture.markets(), this);
        flow = new CaptureFlow(exchange, capture, settings);
        client.deposit("BTC", 100 * Decimal.ONE);
        client.deposit("USDT", 10_000_000 * Decimal.ONE);
        flow.open();
    }

    CaptureFlow flow() {
        return flow;
    }

    Market market() {
        return capture.markets().getFirst();
    }

    long damaged() {
        return capture.damaged();
    }

    /** Replays all that is left. */
    ReplaySession finish() {
        while (flow.step()) {
            exchange.advance(exchange.nowUs() + 1);
        }
        return this;
    }

    /** Replays some events. */
    ReplaySession step(final int count) {
        for (int i = 0; i < count; i++) {
            flow.step();
        }
        return this;
    }

    AccountOrder place(final Side side, final TimeInForce timeInForce, final String price, final String quantity)
            throws OrderRejectedException {
        final OrderTerms terms = new OrderTerms(side, OrderType.LIMIT, timeInForce, Decimal.parse(price), 0, Decimal.parse(quantity),
                SelfTradePrevention.EXPIRE_TAKER);
        return exchange.place(client, listing(), new OrderRequest(terms, "client-" + clientOrders++));
    }

    /** Everything that happened, in order. */
    List<String> events() {
        return events;
    }

    /** The trades since the last call. */
    List<Trade> takeTrades() {
        final List<Trade> result = List.copyOf(trades);
        trades.clear();
        return result;
    }

    /** The book of a pair such as {@code BTC/USDT}. */
    Listing.Snapshot book(final String pair, final int limit) {
        return exchange.listing(pair).snapshot(limit);
    }

    List<String> bids(final int limit) {
        return levels(listing().snapshot(limit).bids());
    }

    List<String> asks(final int limit) {
        return levels(listing().snapshot(limit).asks());
    }

    @Override
    public void onExecution(final Execution execution) {
        if (execution.type() == ExecutionType.TRADE) {
            events.add("fill " + execution.order().clientOrderId() + ' ' + Decimal.text(execution.fill().price()) + ' '
                    + Decimal.text(execution.fill().quantity()) + (execution.fill().maker() ? " maker" : " taker"));
        }
    }

    @Override
    public void onBalances(final Account account, final List<String> assets, final long timeUs) {
        events.add("balances " + assets);
    }

    @Override
    public void onTrade(final Listing where, final Trade trade) {
        trades.add(trade);
        events.add("trade " + trade);
    }

    @Override
    public void onLevel(final Listing where, final Side side, final long price, final long quantity) {
        events.add("level " + side + ' ' + price + ' ' + quantity + ' ' + where.lastUpdateId());
    }

    /** The client's fills. */
    List<String> fills() {
        return events.stream().filter(event -> event.startsWith("fill ")).toList();
    }

    @Override
    public void close() {
        flow.close();
    }

    private Listing listing() {
        return exchange.listings().iterator().next();
    }

    private static List<String> levels(final long[] levels) {
        final List<String> result = new ArrayList<>();
        for (int i = 0; i < levels.length; i += 2) {
            result.add(Decimal.text(levels[i]) + ' ' + Decimal.text(levels[i + 1]));
        }
        return result;
    }
}
