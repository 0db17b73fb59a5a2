package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.ClientOrderId;
import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.FirstFills;
import io.peregrine.gateway.NameTable;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.json.JsonReader;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.venue.kraken.gateway.Entry.Kind;
import io.peregrine.venue.kraken.gateway.Entry.Name;
import java.util.List;

/**
 * Frames of the {@code executions} channel to execution reports.
 *
 * <table>
 * <caption>What is reported</caption>
 * <tr><th>exec_type</th><th>report</th></tr>
 * <tr><td>pending_new, new</td><td>NEW, unless the answer to the order said so before</td></tr>
 * <tr><td>trade</td><td>TRADE</td></tr>
 * <tr><td>filled</td><td>nothing where the fills are all here, else ORDER_STATUS</td></tr>
 * <tr><td>canceled</td><td>CANCELED where the owner asked for it, else EXPIRED with the reason</td></tr>
 * <tr><td>expired</td><td>EXPIRED</td></tr>
 * <tr><td>amended</td><td>REPLACED</td></tr>
 * <tr><td>status and others</td><td>TRIGGERED the first time that the trigger is told to be met, else ORDER_STATUS</td></tr>
 * <tr><td>in a snapshot</td><td>TRADE for fills, ORDER_STATUS for open orders</td></tr>
 * </table>
 *
 * <p>An order that this engine did not place is reported with a null client order id, but not from a snapshot. A fee in an asset that no
 * instrument uses has a null asset id, and the asset's name is the report's text.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> none after construction. <b>Errors:</b> entries that can not be
 * read, or are of instruments that are not configured, are counted and change nothing.
 */
final class KrakenExecutionAdapter {
    private final JsonReader reader = new JsonReader();
    private final Entry entry = new Entry();
    private final List<Instrument> instruments;
    private final Instruments all;
    private final NameTable symbols;
    private final NameTable assets;
    private final KrakenOrders orders;
    private final TradingCounters counters;
    private final FirstFills firstFills;
    private final ExecutionReportWriter reports;
    private long unknownInstruments;
    private long malformedEntries;
    private int unreadable = KrakenOrders.NONE;

    KrakenExecutionAdapter(
            final Instruments instruments, final KrakenOrders orders, final TradingCounters counters, final FirstFills firstFills,
            final ExecutionReportWriter reports) {
        all = instruments;
        this.instruments = instruments.of(Venue.KRAKEN);
        this.orders = orders;
        this.counters = counters;
        this.firstFills = firstFills;
        this.reports = reports;
        symbols = new NameTable(this.instruments.stream().map(Instrument::venueSymbol).toList());
        assets = new NameTable(instruments.assets());
    }

    /** Entries of symbols that are not configured. */
    long unknownInstruments() {
        return unknownInstruments;
    }

    /** Entries with a value of a wrong form. */
    long malformedEntries() {
        return malformedEntries;
    }

    /** An order of which something could not be read, once, or {@link KrakenOrders#NONE}. */
    int takeUnreadable() {
        final int slot = unreadable;
        unreadable = KrakenOrders.NONE;
        return slot;
    }

    /** Takes the entries of one frame. */
    void onFrame(final KrakenMessageDecoder frame, final long receiveTimeNs, final long nowNs) {
        if (frame.isSnapshot()) {
            orders.beginSnapshot();
        }
        reader.wrap(frame.buffer(), frame.dataOffset(), frame.dataLength()).beginArray();
        while (reader.nextElement()) {
            entry.read(reader, frame.buffer(), frame.dataOffset());
            if (!reader.failed()) {
                onEntry(frame.isSnapshot(), receiveTimeNs, nowNs);
            }
        }
        if (reader.failed()) {
            malformedEntries++;
        }
    }

    private void onEntry(final boolean isSnapshot, final long receiveTimeNs, final long nowNs) {
        final VenueId venueId = entry.id(Name.ORDER_ID);
        final long high = venueId.high();
        final long low = venueId.low();
        final long named = entry.clientOrderId();
        int slot = named == ClientOrderId.FOREIGN ? orders.find(high, low) : orders.find(named);
        final Instrument instrument = instrument(slot);
        if (instrument == null) {
            unknownInstruments++;
            return;
        }
        final Kind kind = entry.kind();
        final boolean ends = kind == Kind.FILLED || kind == Kind.CANCELED || kind == Kind.EXPIRED;
        if (slot == KrakenOrders.NONE && named != ClientOrderId.FOREIGN && !ends && !(isSnapshot && kind == Kind.TRADE)) {
            slot = orders.add(named, instrument.instrumentId(), nowNs);
        }
        if (slot != KrakenOrders.NONE) {
            orders.name(slot, high, low);
        }
        if (entry.has(Name.RATECOUNT)) {
            counters.observe(instrument.instrumentId(), entry.decimal(Name.RATECOUNT, 0), nowNs);
        }
        final long clientOrderId = slot == KrakenOrders.NONE ? named : orders.clientOrderId(slot);
        if (isSnapshot && clientOrderId == ClientOrderId.FOREIGN) {
            return;
        }
        final ExecType type = type(kind, slot, isSnapshot, instrument);
        if (type != null) {
            final ExecutionReportEncoder report = begin(type, clientOrderId, instrument, receiveTimeNs);
            report.venueOrderId().high(high).low(low);
            publish(report, kind, slot, instrument, receiveTimeNs, nowNs);
        }
        if (ends && slot != KrakenOrders.NONE) {
            orders.end(slot);
            firstFills.onEnd(clientOrderId);
        }
    }

    private Instrument instrument(final int slot) {
        if (entry.has(Name.SYMBOL)) {
            final int index = symbols.indexOf(entry.buffer(), entry.offset(Name.SYMBOL), entry.length(Name.SYMBOL));
            return index == NameTable.UNKNOWN ? null : instruments.get(index);
        }
        return slot == KrakenOrders.NONE ? null : all.get(orders.instrumentId(slot));
    }

    /** What to report, or null for nothing. */
    private ExecType type(final Kind kind, final int slot, final boolean isSnapshot, final Instrument instrument) {
        if (isSnapshot && kind != Kind.TRADE) {
            orders.inSnapshot(slot);
            orders.acknowledge(slot);
            return ExecType.ORDER_STATUS;
        }
        return switch (kind) {
            case PENDING_NEW, NEW -> slot != KrakenOrders.NONE && !orders.acknowledge(slot) ? null : ExecType.NEW;
            case TRADE -> ExecType.TRADE;
            case FILLED -> slot == KrakenOrders.NONE || complete(slot, instrument) ? null : ExecType.ORDER_STATUS;
            case CANCELED -> KrakenErrors.userRequested(entry.buffer(), entry.offset(entry.reason()), entry.length(entry.reason()))
                    ? ExecType.CANCELED : ExecType.EXPIRED;
            case EXPIRED -> ExecType.EXPIRED;
            case AMENDED -> ExecType.REPLACED;
            case OTHER -> slot != KrakenOrders.NONE && entry.triggered() && orders.trigger(slot) ? ExecType.TRIGGERED
                    : ExecType.ORDER_STATUS;
        };
    }

    private boolean complete(final int slot, final Instrument instrument) {
        final long cumQuantity = entry.decimal(Name.CUM_QTY, instrument.quantityDecimals());
        return cumQuantity == JsonFields.ABSENT || cumQuantity <= orders.cumQuantity(slot);
    }

    private ExecutionReportEncoder begin(
            final ExecType type, final long clientOrderId, final Instrument instrument, final long receiveTimeNs) {
        final OrderStatus status = type == ExecType.EXPIRED ? OrderStatus.EXPIRED : entry.status();
        final long quantity = entry.decimal(Name.ORDER_QTY, instrument.quantityDecimals());
        final long cumQuantity = entry.decimal(Name.CUM_QTY, instrument.quantityDecimals());
        final long price = entry.decimal(Name.LIMIT_PRICE, instrument.priceDecimals());
        final boolean known = quantity != JsonFields.ABSENT && cumQuantity != JsonFields.ABSENT;
        final boolean terminal = status != OrderStatus.NEW && status != OrderStatus.PARTIALLY_FILLED;
        return reports.begin(type, clientOrderId, instrument.instrumentId())
                .receiveTimeNs(receiveTimeNs)
                .venueTimeNs(entry.timeNs())
                .orderStatus(type == ExecType.TRIGGERED ? OrderStatus.TRIGGERED : status)
                .orderQuantity(quantity)
                .cumQuantity(cumQuantity)
                .leavesQuantity(terminal ? 0 : known ? quantity - cumQuantity : ExecutionReportEncoder.leavesQuantityNullValue())
                .price(price)
                .side(entry.side())
                .orderType(entry.orderType())
                .timeInForce(entry.timeInForce());
    }

    private void publish(
            final ExecutionReportEncoder report, final Kind kind, final int slot, final Instrument instrument, final long receiveTimeNs,
            final long nowNs) {
        Name text = null;
        boolean textIsAsset = false;
        if (kind == Kind.TRADE) {
            textIsAsset = !putFill(report, instrument);
            if (slot != KrakenOrders.NONE) {
                firstFills.onFill(orders.clientOrderId(slot), receiveTimeNs);
                orders.fill(slot, entry.decimal(Name.CUM_QTY, instrument.quantityDecimals()));
            }
        } else if (kind == Kind.CANCELED || kind == Kind.EXPIRED) {
            text = entry.reason();
            putReason(report, text);
        } else if (kind == Kind.AMENDED && slot != KrakenOrders.NONE) {
            orders.change(slot, nowNs);
        }
        if (entry.malformed()) {
            malformedEntries++;
            unreadable = slot;
        } else if (textIsAsset) {
            reports.publish(entry.buffer(), entry.feeAssetOffset(), entry.feeAssetLength(), nowNs);
        } else if (text != null && entry.has(text)) {
            reports.publish(entry.buffer(), entry.offset(text), entry.length(text), nowNs);
        } else {
            reports.publish(nowNs);
        }
    }

    private void putReason(final ExecutionReportEncoder report, final Name text) {
        if (!KrakenErrors.userRequested(entry.buffer(), entry.offset(text), entry.length(text))) {
            final RejectReason reason = KrakenErrors.reason(entry.buffer(), entry.offset(text), entry.length(text));
            report.rejectReason(reason == RejectReason.VENUE_OTHER ? RejectReason.NONE : reason);
        }
    }

    /** Fills in what a fill adds; false where the fee's asset has no id. */
    private boolean putFill(final ExecutionReportEncoder report, final Instrument instrument) {
        final VenueId executionId = entry.id(Name.EXEC_ID);
        report.executionId().high(executionId.high()).low(executionId.low());
        entry.readFees();
        report.lastPrice(entry.decimal(Name.LAST_PRICE, instrument.priceDecimals()))
                .lastQuantity(entry.decimal(Name.LAST_QTY, instrument.quantityDecimals()))
                .feeE8(entry.feeE8())
                .liquiditySide(entry.maker() ? LiquiditySide.MAKER : LiquiditySide.TAKER);
        if (entry.feeAssetLength() == 0) {
            return true;
        }
        final int assetId = assets.indexOf(entry.buffer(), entry.feeAssetOffset(), entry.feeAssetLength());
        if (assetId != NameTable.UNKNOWN) {
            report.feeAssetId(assetId);
        }
        return assetId != NameTable.UNKNOWN;
    }
}
