package io.peregrine.venue.binance.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.gateway.ClientOrderId;
import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.NameTable;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.json.JsonReader;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.Id128Decoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;

/**
 * Events of the user data stream, and order states from responses, to execution reports and balances.
 *
 * <p>An order that this engine did not place is reported with a null client order id. A fee in an asset that no instrument uses has a null
 * asset id, and the asset's name is the report's text.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> none after construction. <b>Errors:</b> events that can not be
 * read, or are of instruments that are not configured, are counted and change nothing. Source: Binance "User Data Streams".
 */
final class BinanceUserDataAdapter {
    /** What an event was. */
    enum Event {
        EXECUTION,
        BALANCES,
        /** A change without its absolute figure: the balances must be asked for. */
        BALANCE_CHANGE,
        STREAM_TERMINATED,
        SERVER_SHUTDOWN,
        /** Of no interest to an order. */
        OTHER
    }

    private static final int FEE_DECIMALS = 8;
    private static final long NS_PER_MS = 1_000_000;

    private static final byte[] EXECUTION_REPORT = ascii("executionReport");
    private static final byte[] ACCOUNT_POSITION = ascii("outboundAccountPosition");
    private static final byte[] BALANCE_UPDATE = ascii("balanceUpdate");
    private static final byte[] STREAM_TERMINATED = ascii("eventStreamTerminated");
    private static final byte[] SERVER_SHUTDOWN = ascii("serverShutdown");
    private static final byte[] TRADE_PREVENTION = ascii("TRADE_PREVENTION");
    private static final byte[] NONE = ascii("NONE");
    private static final long NEW = JsonReader.word("NEW");
    private static final long TRADE = JsonReader.word("TRADE");
    private static final long CANCELED = JsonReader.word("CANCELED");
    private static final long REPLACED = JsonReader.word("REPLACED");
    private static final long REJECTED = JsonReader.word("REJECTED");
    private static final long EXPIRED = JsonReader.word("EXPIRED");
    private static final long ASSET = JsonReader.word("asset");
    private static final long ASSET_LETTER = JsonReader.word("a");
    private static final long FREE = JsonReader.word("free");
    private static final long FREE_LETTER = JsonReader.word("f");
    private static final long LOCKED = JsonReader.word("locked");
    private static final long LOCKED_LETTER = JsonReader.word("l");

    private final JsonReader reader = new JsonReader();
    private final OrderFields trade = new OrderFields();
    private final Instruments all;
    private final List<Instrument> instruments;
    private final NameTable symbols;
    private final NameTable assets;
    private final Balances balances;
    private final int[] venueAssets;
    private final boolean[] listed;
    private final BinanceRequests requests;
    private final ExecutionReportWriter reports;
    private int tradeCount;
    private boolean tradesReadable;
    private long foreignOrders;
    private long unknownInstruments;
    private long malformedEvents;

    BinanceUserDataAdapter(
            final Instruments instruments, final Venue venue, final BinanceRequests requests, final ExecutionReportWriter reports) {
        this.instruments = instruments.of(venue);
        this.requests = requests;
        all = instruments;
        this.reports = reports;
        symbols = new NameTable(this.instruments.stream().map(Instrument::venueSymbol).toList());
        assets = new NameTable(instruments.assets());
        balances = new Balances(instruments.assets().size());
        listed = new boolean[instruments.assets().size()];
        venueAssets = this.instruments.stream().flatMap(instrument -> Stream.of(instrument.baseAsset(), instrument.quoteAsset()))
                .mapToInt(instruments::assetId).distinct().toArray();
    }

    Balances balances() {
        return balances;
    }

    /** Reports of orders that this engine did not place. */
    long foreignOrders() {
        return foreignOrders;
    }

    /** Events of symbols that are not configured. */
    long unknownInstruments() {
        return unknownInstruments;
    }

    /** Events with a value of a wrong form. */
    long malformedEvents() {
        return malformedEvents;
    }

    /** Takes one event. */
    Event onEvent(final OrderFields event, final DirectBuffer buffer, final long receiveTimeNs, final long nowNs) {
        if (event.is('e', EXECUTION_REPORT)) {
            onExecution(event, buffer, receiveTimeNs, nowNs);
            return Event.EXECUTION;
        } else if (event.is('e', ACCOUNT_POSITION)) {
            onBalances(event, buffer);
            return Event.BALANCES;
        } else if (event.is('e', BALANCE_UPDATE)) {
            return Event.BALANCE_CHANGE;
        } else if (event.is('e', STREAM_TERMINATED)) {
            return Event.STREAM_TERMINATED;
        }
        return event.is('e', SERVER_SHUTDOWN) ? Event.SERVER_SHUTDOWN : Event.OTHER;
    }

    /** The answer to a query; true where the order has fills, which are to be asked for. */
    boolean onOrderStatus(final OrderFields order, final DirectBuffer buffer, final long receiveTimeNs, final long nowNs) {
        final int index = symbols.indexOf(buffer, order.offset('s'), order.length('s'));
        if (index == NameTable.UNKNOWN) {
            unknownInstruments++;
            return false;
        }
        final Instrument instrument = instruments.get(index);
        final long clientOrderId = order.clientOrderId('c');
        final boolean filled = order.decimal('z', instrument.quantityDecimals()) > 0;
        begin(ExecType.ORDER_STATUS, clientOrderId, order, instrument, receiveTimeNs);
        if (order.malformed()) {
            malformedEvents++;
            return false;
        }
        if (isTerminal(order.orderStatus())) {
            requests.onEnd(clientOrderId);
        } else if (clientOrderId != ClientOrderId.FOREIGN) {
            requests.working().onWorking(clientOrderId, instrument.instrumentId());
        }
        reports.publish(nowNs);
        return filled;
    }

    /**
     * An order's fills, or a symbol's: those that the stream told before are known by their execution ids.
     *
     * @param clientOrderId of all of them, or {@link ClientOrderId#FOREIGN}
     * @return the last one's id, or {@link OrderFields#ABSENT}; {@link #tradeCount} says how many there were, {@link #tradesReadable}
     *     whether all of them could be read
     */
    long onTrades(
            final long clientOrderId, final int instrumentId, final BinanceMessageDecoder message, final long receiveTimeNs,
            final long nowNs) {
        reader.wrap(message.buffer(), message.listOffset(), message.listLength());
        reader.beginArray();
        tradeCount = 0;
        tradesReadable = true;
        long lastTradeId = OrderFields.ABSENT;
        while (reader.nextElement()) {
            trade.clear(message.buffer());
            trade.readResult(reader, message.listOffset(), FieldNames.TRADE);
            if (!reader.failed()) {
                tradeCount++;
                lastTradeId = trade.number('t');
                onTrade(clientOrderId, all.get(instrumentId), message.buffer(), receiveTimeNs, nowNs);
            }
        }
        tradesReadable &= !reader.failed();
        return lastTradeId;
    }

    /** Fills in the last list. */
    int tradeCount() {
        return tradeCount;
    }

    /** Is nothing of the last list missing? */
    boolean tradesReadable() {
        return tradesReadable;
    }

    private void onTrade(
            final long clientOrderId, final Instrument instrument, final DirectBuffer buffer, final long receiveTimeNs,
            final long nowNs) {
        final ExecutionReportEncoder report = reports.begin(ExecType.TRADE, clientOrderId, instrument.instrumentId())
                .receiveTimeNs(receiveTimeNs)
                .venueTimeNs(venueTimeNs(trade))
                .side(trade.isTrue('b') ? Side.BUY : Side.SELL);
        report.venueOrderId().high(0).low(trade.number('i'));
        final boolean feeAssetKnown = putFill(report, trade, instrument, buffer);
        if (trade.malformed()) {
            malformedEvents++;
            tradesReadable = false;
        } else {
            reports.publish(buffer, trade.offset('N'), feeAssetKnown ? 0 : trade.length('N'), nowNs);
        }
    }

    /** Absolute balances, of an event or of an account's state. */
    void onBalances(final OrderFields message, final DirectBuffer buffer) {
        if (!message.has('B')) {
            return;
        }
        reader.wrap(buffer, message.offset('B'), message.length('B'));
        reader.beginArray();
        while (reader.nextElement()) {
            readBalance(buffer, message.offset('B'));
        }
        if (reader.failed()) {
            malformedEvents++;
        }
    }

    /**
     * Tells the absolute balances of an account's state; false where they can not be read. Those that are zero are not on the venue's list,
     * and are told too: an account that is empty has been told as well.
     */
    boolean tellBalances(
            final OrderFields message, final DirectBuffer buffer, final ReconciliationWriter account, final long receiveTimeNs,
            final long nowNs) {
        if (!message.has('B')) {
            return false;
        }
        Arrays.fill(listed, false);
        reader.wrap(buffer, message.offset('B'), message.length('B'));
        reader.beginArray();
        while (reader.nextElement()) {
            final int assetId = readBalance(buffer, message.offset('B'));
            if (assetId != NameTable.UNKNOWN) {
                listed[assetId] = true;
                account.tellBalance(assetId, balances.freeE8(assetId), balances.lockedE8(assetId), receiveTimeNs, nowNs);
            }
        }
        if (reader.failed()) {
            malformedEvents++;
            return false;
        }
        for (final int assetId : venueAssets) {
            if (!listed[assetId]) {
                balances.put(assetId, 0, 0);
                account.tellBalance(assetId, 0, 0, receiveTimeNs, nowNs);
            }
        }
        return true;
    }

    /** The balance's asset, or {@link NameTable#UNKNOWN}. */
    private int readBalance(final DirectBuffer buffer, final int offset) {
        int assetId = NameTable.UNKNOWN;
        long free = Balances.UNKNOWN;
        long locked = Balances.UNKNOWN;
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == ASSET || key == ASSET_LETTER) {
                reader.readString();
                assetId = assets.indexOf(buffer, offset + reader.sliceOffset(), reader.sliceLength());
            } else if (key == FREE || key == FREE_LETTER) {
                free = reader.readDecimal(FEE_DECIMALS);
            } else if (key == LOCKED || key == LOCKED_LETTER) {
                locked = reader.readDecimal(FEE_DECIMALS);
            } else {
                reader.skipValue();
            }
        }
        if (reader.failed() || assetId == NameTable.UNKNOWN) {
            return NameTable.UNKNOWN;
        }
        balances.put(assetId, free, locked);
        return assetId;
    }

    private void onExecution(final OrderFields event, final DirectBuffer buffer, final long receiveTimeNs, final long nowNs) {
        final int index = symbols.indexOf(buffer, event.offset('s'), event.length('s'));
        if (index == NameTable.UNKNOWN) {
            unknownInstruments++;
            return;
        }
        final Instrument instrument = instruments.get(index);
        final long canceled = event.clientOrderId('C');
        final long clientOrderId = canceled == ClientOrderId.FOREIGN ? event.clientOrderId('c') : canceled;
        final ExecType execType = execType(event);
        final ExecutionReportEncoder report = begin(execType, clientOrderId, event, instrument, receiveTimeNs);
        char text = 'r';
        if (execType == ExecType.TRADE) {
            requests.firstFills().onFill(clientOrderId, receiveTimeNs);
            text = putFill(report, event, instrument, buffer) ? 'r' : 'N';
        } else if (execType == ExecType.REJECTED) {
            report.rejectReason(BinanceErrors.eventReason(buffer, event.offset('r'), event.length('r')));
        } else if (event.is('x', TRADE_PREVENTION)) {
            report.rejectReason(RejectReason.SELF_TRADE);
        }
        if (isTerminal(event.orderStatus())) {
            requests.onEnd(clientOrderId);
        }
        if (event.malformed()) {
            onUnreadable(clientOrderId, instrument, nowNs);
        } else {
            reports.publish(buffer, event.offset(text), event.is(text, NONE) ? 0 : event.length(text), nowNs);
        }
    }

    private ExecutionReportEncoder begin(
            final ExecType execType, final long clientOrderId, final OrderFields order, final Instrument instrument,
            final long receiveTimeNs) {
        if (clientOrderId == ClientOrderId.FOREIGN) {
            foreignOrders++;
        }
        final OrderStatus status = order.orderStatus();
        final long quantity = order.decimal('q', instrument.quantityDecimals());
        final long cumQuantity = order.decimal('z', instrument.quantityDecimals());
        final long price = order.decimal('p', instrument.priceDecimals());
        final ExecutionReportEncoder report = reports.begin(execType, clientOrderId, instrument.instrumentId())
                .receiveTimeNs(receiveTimeNs)
                .venueTimeNs(venueTimeNs(order))
                .orderStatus(status)
                .orderQuantity(quantity)
                .cumQuantity(cumQuantity)
                .leavesQuantity(leaves(status, quantity, cumQuantity))
                .side(order.side())
                .orderType(order.orderType())
                .timeInForce(order.timeInForce());
        if (price != 0) {
            report.price(price);
        }
        report.venueOrderId().high(0).low(order.number('i'));
        return report;
    }

    /** Fills in what a fill adds; false where the fee's asset has no id. */
    private boolean putFill(
            final ExecutionReportEncoder report, final OrderFields event, final Instrument instrument, final DirectBuffer buffer) {
        report.lastPrice(event.decimal('L', instrument.priceDecimals()))
                .lastQuantity(event.decimal('l', instrument.quantityDecimals()))
                .feeE8(event.decimal('n', FEE_DECIMALS))
                .liquiditySide(event.isTrue('m') ? LiquiditySide.MAKER : LiquiditySide.TAKER);
        report.executionId().high(0).low(event.number('t'));
        final int assetId = assets.indexOf(buffer, event.offset('N'), event.length('N'));
        if (assetId != NameTable.UNKNOWN) {
            report.feeAssetId(assetId);
        }
        return assetId != NameTable.UNKNOWN;
    }

    /** The order changed and this can not tell how: the venue is asked. */
    private void onUnreadable(final long clientOrderId, final Instrument instrument, final long nowNs) {
        malformedEvents++;
        if (clientOrderId != ClientOrderId.FOREIGN) {
            requests.queryOrder(clientOrderId, Id128Decoder.lowNullValue(), instrument.instrumentId(), nowNs);
        }
    }

    private static ExecType execType(final OrderFields event) {
        final long word = event.word('x');
        if (word == NEW) {
            return isStop(event.orderType()) && event.isTrue('w') ? ExecType.TRIGGERED : ExecType.NEW;
        } else if (word == TRADE) {
            return ExecType.TRADE;
        } else if (word == CANCELED) {
            return ExecType.CANCELED;
        } else if (word == REPLACED) {
            return ExecType.REPLACED;
        } else if (word == REJECTED) {
            return ExecType.REJECTED;
        } else if (word == EXPIRED || event.is('x', TRADE_PREVENTION) && event.orderStatus() == OrderStatus.EXPIRED) {
            return ExecType.EXPIRED;
        }
        return ExecType.ORDER_STATUS;
    }

    private static boolean isStop(final OrderType type) {
        return type == OrderType.STOP || type == OrderType.STOP_LIMIT;
    }

    private static long leaves(final OrderStatus status, final long quantity, final long cumQuantity) {
        if (quantity == OrderFields.ABSENT || cumQuantity == OrderFields.ABSENT) {
            return ExecutionReportEncoder.leavesQuantityNullValue();
        }
        return isTerminal(status) ? 0 : quantity - cumQuantity;
    }

    private static boolean isTerminal(final OrderStatus status) {
        return switch (status) {
            case CANCELED, REJECTED, EXPIRED, FILLED -> true;
            default -> false;
        };
    }

    private static long venueTimeNs(final OrderFields order) {
        final long timeMs = order.number('T');
        return timeMs == OrderFields.ABSENT ? ExecutionReportEncoder.venueTimeNsNullValue() : timeMs * NS_PER_MS;
    }
}
