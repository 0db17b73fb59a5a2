package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.api.view.BookDepth;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.Fill;
import io.peregrine.api.view.Order;
import io.peregrine.api.view.OrderEvent;
import io.peregrine.api.view.Performance;
import io.peregrine.api.view.PositionState;
import io.peregrine.api.view.PositionTotal;
import io.peregrine.api.view.RiskEvent;
import io.peregrine.api.view.RiskFacts;
import io.peregrine.api.view.StrategyInfo;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.latency.OrderLedger;
import io.peregrine.runtime.InstrumentTerms;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskScope;
import io.peregrine.signal.SignalCatalogue;
import io.peregrine.strategy.StrategySettings;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The JSON of everything that REST and the WebSocket show: one form for both. Prices, quantities and amounts are decimal texts, exact;
 * ids are texts, because JavaScript's numbers are too short for them; times are nanoseconds since the epoch.
 *
 * <p><b>Threading:</b> immutable.
 */
public final class Resources {
    /** What {@code strategy_id} is for orders placed by hand. */
    public static final String MANUAL = "manual";
    private static final int E8_DECIMALS = 8;

    private final Instruments instruments;
    private final List<StrategySettings> strategies;
    private final LongFunction<OrderLedger.Stamps> stamps;

    /** @param engine whose instruments, strategies and orders are shown */
    public Resources(final EngineAccess engine) {
        instruments = engine.instruments();
        strategies = engine.strategies();
        stamps = engine::orderStamps;
    }

    /** An order without its history. */
    public ObjectNode order(final Order order) {
        final Instrument instrument = instruments.get(order.instrumentId());
        final ObjectNode node = Json.object()
                .put("id", Long.toString(order.id()))
                .put("client_order_id", order.clientOrderId())
                .put("venue_order_id", order.venueOrderId())
                .put("strategy_id", strategyName(order.strategyId()));
        putInstrument(node, instrument);
        node.put("side", order.side().name())
                .put("type", order.type().name())
                .put("time_in_force", order.timeInForce().name())
                .put("post_only", order.postOnly())
                .put("price", decimal(order.price(), instrument.priceDecimals()))
                .put("stop_price", decimal(order.stopPrice(), instrument.priceDecimals()))
                .put("quantity", decimal(order.quantity(), instrument.quantityDecimals()))
                .put("filled_quantity", decimal(order.cumQuantity(), instrument.quantityDecimals()))
                .put("leaves_quantity", decimal(order.leavesQuantity(), instrument.quantityDecimals()))
                .put("average_price", Json.decimal(order.averagePrice(instrument)))
                .put("status", order.status().name())
                .put("reject_reason", reason(order.reason()))
                .put("text", order.text().isEmpty() ? null : order.text())
                .put("replaces", order.replaces() == 0 ? null : Long.toString(order.replaces()))
                .put("replaced_by", order.replacedBy() == 0 ? null : Long.toString(order.replacedBy()));
        putTime(node, "created_ns", order.createdTimeNs());
        putTime(node, "updated_ns", order.history().isEmpty() ? order.createdTimeNs() : order.history().getLast().timeNs());
        return node;
    }

    /** An order with its times, its latencies and its history. */
    public ObjectNode orderInFull(final Order order) {
        final ObjectNode node = order(order);
        final ObjectNode ledger = node.putObject("latency");
        putTime(ledger, "tick_receive_ns", order.tickReceiveTimeNs());
        putTime(ledger, "sent_ns", order.sentTimeNs());
        putTime(ledger, "acknowledged_ns", order.acknowledgedTimeNs());
        putTime(ledger, "first_fill_ns", order.firstFillTimeNs());
        putTime(ledger, "done_ns", order.doneTimeNs());
        putSpan(ledger, "tick_to_order_ns", order.tickReceiveTimeNs(), order.sentTimeNs());
        putSpan(ledger, "acknowledge_ns", order.sentTimeNs(), order.acknowledgedTimeNs());
        putSpan(ledger, "fill_ns", order.sentTimeNs(), order.firstFillTimeNs());
        putStamps(ledger, order, stamps.apply(order.id()));
        final ArrayNode history = node.putArray("history");
        for (final OrderEvent event : order.history()) {
            history.addObject()
                    .put("time_ns", event.timeNs())
                    .put("event", event.execType().name())
                    .put("status", event.status().name())
                    .put("reason", reason(event.reason()))
                    .put("text", event.text().isEmpty() ? null : event.text());
        }
        return node;
    }

    /** Adds the order's way through its gateway to its ledger; nothing where that is not known any more. */
    private static void putStamps(final ObjectNode ledger, final Order order, final OrderLedger.Stamps stamps) {
        if (stamps == null) {
            return;
        }
        putTime(ledger, "gateway_ns", stamps.takenNs());
        putTime(ledger, "signed_ns", stamps.signedNs());
        putTime(ledger, "written_ns", stamps.writtenNs());
        putSpan(ledger, "risk_and_journal_ns", order.sentTimeNs(), stamps.takenNs());
        putSpan(ledger, "encode_ns", stamps.takenNs(), stamps.signedNs());
        putSpan(ledger, "write_ns", stamps.signedNs(), stamps.writtenNs());
        putSpan(ledger, "tick_to_write_ns", order.tickReceiveTimeNs(), stamps.writtenNs());
    }

    public ObjectNode fill(final Fill fill) {
        final Instrument instrument = instruments.get(fill.instrumentId());
        final ObjectNode node = Json.object()
                .put("execution_id", fill.executionId())
                .put("order_id", Long.toString(fill.orderId()))
                .put("strategy_id", strategyName(fill.strategyId()));
        putInstrument(node, instrument);
        return node.put("side", fill.side().name())
                .put("price", decimal(fill.price(), instrument.priceDecimals()))
                .put("quantity", decimal(fill.quantity(), instrument.quantityDecimals()))
                .put("fee", decimal(fill.feeE8(), E8_DECIMALS))
                .put("fee_asset", fill.feeAsset().isEmpty() ? null : fill.feeAsset())
                .put("liquidity", fill.liquiditySide() == LiquiditySide.NULL_VAL ? null : fill.liquiditySide().name())
                .put("time_ns", fill.timeNs())
                .put("venue_time_ns", fill.venueTimeNs() > 0 ? fill.venueTimeNs() : null);
    }

    public ObjectNode position(final PositionState position) {
        final ObjectNode node = Json.object().put("strategy_id", strategyName(position.strategyId()));
        putInstrument(node, position.instrument());
        node.put("quantity", Json.decimal(position.quantity()))
                .put("average_price", Json.decimal(position.averagePrice()))
                .put("mark_price", Json.decimal(position.markPrice()))
                .put("realised_pnl", Json.decimal(position.realisedPnl()))
                .put("unrealised_pnl", Json.decimal(position.unrealisedPnl()))
                .put("exposure", Json.decimal(position.exposure()))
                .put("volume", Json.decimal(position.volume()))
                .put("currency", position.instrument().quoteAsset())
                .put("fills", position.fillCount());
        node.putObject("fifo")
                .put("realised_pnl", Json.decimal(position.fifo().realisedPnl()))
                .put("unrealised_pnl", Json.decimal(position.fifo().unrealisedPnl()))
                .put("lots", position.fifo().lots())
                .put("next_price", Json.decimal(position.fifo().nextPrice()));
        final ObjectNode fees = node.putObject("fees");
        position.fees().forEach((asset, amount) -> fees.put(asset, Json.decimal(amount)));
        return node;
    }

    /** Several positions together, in dollars. */
    public ObjectNode total(final PositionTotal total) {
        return Json.object()
                .put("total_pnl", Json.decimal(total.totalPnl()))
                .put("realised_pnl", Json.decimal(total.realisedPnl()))
                .put("unrealised_pnl", Json.decimal(total.unrealisedPnl()))
                .put("fees", Json.decimal(total.fees()))
                .put("gross_exposure", Json.decimal(total.grossExposure()))
                .put("net_exposure", Json.decimal(total.netExposure()))
                .put("volume", Json.decimal(total.volume()))
                .put("fills", total.fillCount())
                .put("currency", "USD");
    }

    public ObjectNode strategy(final StrategyInfo info) {
        final StrategySettings settings = info.settings();
        final ObjectNode node = Json.object()
                .put("id", settings.name())
                .put("type", settings.type())
                .put("state", info.state().name())
                .put("reason", info.reason().isEmpty() ? null : info.reason());
        putTime(node, "since_ns", info.sinceNs());
        node.put("open_orders", info.openOrders());
        final ArrayNode traded = node.putArray("instruments");
        for (final int instrumentId : settings.instrumentIds()) {
            final ObjectNode instrument = traded.addObject();
            putInstrument(instrument, instruments.get(instrumentId));
        }
        final ObjectNode parameters = node.putObject("parameters");
        settings.parameters().forEach(parameters::put);
        node.set("performance", performance(info.performance()));
        return node;
    }

    /** In US dollars. */
    public ObjectNode performance(final Performance performance) {
        final ObjectNode node = Json.object()
                .put("currency", "USD")
                .put("total_pnl", Json.decimal(performance.totalPnl()))
                .put("realised_pnl", Json.decimal(performance.realisedPnl()))
                .put("unrealised_pnl", Json.decimal(performance.unrealisedPnl()))
                .put("fees", Json.decimal(performance.fees()))
                .put("volume", Json.decimal(performance.volume()))
                .put("fills", performance.fillCount());
        Json.number(node, "win_rate", performance.winRatePercent());
        Json.number(node, "sharpe", performance.sharpe());
        Json.number(node, "max_drawdown", performance.drawdownMax());
        return node;
    }

    public ObjectNode risk(final RiskEvent event) {
        final RiskFacts facts = event.facts();
        final ObjectNode node = Json.object()
                .put("id", event.id())
                .put("last_id", event.lastId())
                .put("time_ns", event.timeNs())
                .put("last_time_ns", event.lastTimeNs())
                .put("count", event.count())
                .put("type", event.key().type().name())
                .put("severity", event.key().severity().name())
                .put("rule", event.key().rule().name())
                .put("description", Rejections.text(event.key().rule()))
                .put("detail", facts.detail())
                .put("strategy_id", strategyName(event.key().strategyId()))
                .put("order_id", facts.orderId() == Instrument.NULL_VALUE ? null : Long.toString(facts.orderId()))
                .put("limit", decimal(facts.limitE8(), E8_DECIMALS))
                .put("value", decimal(facts.valueE8(), E8_DECIMALS))
                .put("limit_name", facts.limitName())
                .put("limit_scope", scope(event.key().scope(), event.key().scopeId()));
        if (instruments.contains(event.key().instrumentId())) {
            final Instrument instrument = instruments.get(event.key().instrumentId());
            putInstrument(node, instrument);
            node.put("bid", decimal(facts.bidPrice(), instrument.priceDecimals()))
                    .put("ask", decimal(facts.askPrice(), instrument.priceDecimals()));
        } else {
            node.putNull("venue").putNull("symbol").putNull("bid").putNull("ask");
        }
        return node;
    }

    /** {@code total}, {@code venue:kraken}, {@code strategy:mm-btc}, {@code instrument:kraken:BTC/USD}, or null without a scope. */
    private String scope(final RiskScope scope, final int id) {
        return switch (scope) {
            case TOTAL -> "total";
            case VENUE -> "venue:" + Venue.values()[id].key();
            case STRATEGY -> "strategy:" + strategyName(id);
            case INSTRUMENT -> "instrument:" + instruments.get(id).venue().key() + ':' + instruments.get(id).symbol();
            case NULL_VAL -> null;
        };
    }

    public ObjectNode instrument(final Instrument instrument, final InstrumentTerms terms) {
        final ObjectNode node = Json.object();
        putInstrument(node, instrument);
        return node.put("venue_symbol", instrument.venueSymbol())
                .put("base", instrument.baseAsset())
                .put("quote", instrument.quoteAsset())
                .put("tick_size", decimal(instrument.tickSize(), instrument.priceDecimals()))
                .put("lot_size", decimal(instrument.lotSize(), instrument.quantityDecimals()))
                .put("quantity_min", decimal(instrument.quantityMin(), instrument.quantityDecimals()))
                .put("quantity_max", decimal(instrument.quantityMax(), instrument.quantityDecimals()))
                .put("notional_min", decimal(instrument.notionalMin(), instrument.notionalDecimals()))
                .put("status", terms.state().name())
                .put("status_detail", terms.detail())
                .put("source_time_ns", terms.sourceTimeNs());
    }

    public ObjectNode book(final BookDepth book) {
        final Instrument instrument = instruments.get(book.instrumentId());
        final ObjectNode node = Json.object();
        putInstrument(node, instrument);
        node.put("state", book.state().name())
                .put("update_id", book.updateId() == Instrument.NULL_VALUE ? null : book.updateId());
        putTime(node, "receive_time_ns", book.receiveTimeNs());
        node.set("bids", levels(instrument, book.bidPrices(), book.bidQuantities()));
        node.set("asks", levels(instrument, book.askPrices(), book.askQuantities()));
        return node;
    }

    /** The best of a tradable book. */
    public ObjectNode tick(final BookDepth book) {
        final Instrument instrument = instruments.get(book.instrumentId());
        final int decimals = instrument.priceDecimals();
        final long bid = book.bidPrices()[0];
        final long ask = book.askPrices()[0];
        final long microprice = SignalCatalogue.microprice(bid, book.bidQuantities()[0], ask, book.askQuantities()[0]);
        final ObjectNode node = Json.object();
        putInstrument(node, instrument);
        return node.put("bid", decimal(bid, decimals))
                .put("bid_quantity", decimal(book.bidQuantities()[0], instrument.quantityDecimals()))
                .put("ask", decimal(ask, decimals))
                .put("ask_quantity", decimal(book.askQuantities()[0], instrument.quantityDecimals()))
                .put("mid", Json.decimal(java.math.BigDecimal.valueOf(5 * book.midTimesTwo(), decimals + 1)))
                .put("spread", decimal(ask - bid, decimals))
                .put("microprice", microprice / 65_536.0 / Decimals.power(decimals))
                .put("imbalance", SignalCatalogue.imbalance(book.bidQuantities()[0], book.askQuantities()[0]) / (double) (1 << 30));
    }

    /** The strategy's name in REST. */
    public String strategyName(final int strategyId) {
        for (final StrategySettings strategy : strategies) {
            if (strategy.strategyId() == strategyId) {
                return strategy.name();
            }
        }
        return strategyId == 0 ? MANUAL : null;
    }

    /** The id of a strategy's name, or -1. */
    public int strategyId(final String name) {
        for (final StrategySettings strategy : strategies) {
            if (strategy.name().equals(name)) {
                return strategy.strategyId();
            }
        }
        return MANUAL.equals(name) ? 0 : -1;
    }

    /** Puts venue and symbol. */
    public static void putInstrument(final ObjectNode node, final Instrument instrument) {
        node.put("venue", instrument.venue().key()).put("symbol", instrument.symbol());
    }

    private static ArrayNode levels(final Instrument instrument, final long[] prices, final long[] quantities) {
        final ArrayNode levels = Json.array();
        for (int i = 0; i < prices.length; i++) {
            levels.addArray()
                    .add(decimal(prices[i], instrument.priceDecimals()))
                    .add(decimal(quantities[i], instrument.quantityDecimals()));
        }
        return levels;
    }

    private static String reason(final RejectReason reason) {
        return reason == RejectReason.NONE || reason == RejectReason.NULL_VAL ? null : reason.name();
    }

    private static String decimal(final long mantissa, final int decimals) {
        return mantissa == Instrument.NULL_VALUE ? null : Decimals.format(mantissa, decimals);
    }

    private static void putTime(final ObjectNode node, final String field, final long timeNs) {
        if (timeNs > 0) {
            node.put(field, timeNs);
        } else {
            node.putNull(field);
        }
    }

    private static void putSpan(final ObjectNode node, final String field, final long fromNs, final long toNs) {
        if (fromNs > 0 && toNs > 0) {
            node.put(field, toNs - fromNs);
        } else {
            node.putNull(field);
        }
    }
}
