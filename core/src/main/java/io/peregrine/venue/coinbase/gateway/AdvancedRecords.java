package io.peregrine.venue.coinbase.gateway;

import static io.peregrine.text.Ascii.ascii;
import static io.peregrine.venue.coinbase.gateway.Values.decimal;
import static io.peregrine.venue.coinbase.gateway.Values.skip;
import static io.peregrine.venue.coinbase.gateway.Values.word;

import io.peregrine.feed.SymbolTable;
import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonReader;
import io.peregrine.json.JsonUuid;
import io.peregrine.json.TimestampReader;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import org.agrona.DirectBuffer;

/**
 * Orders and fills of Advanced Trade, as its REST API and its user channel write them.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> none after construction.
 */
final class AdvancedRecords {
    private static final byte[] PRODUCT_ID = ascii("product_id");
    private static final byte[] CLIENT_ORDER_ID = ascii("client_order_id");
    private static final byte[] ORDER_CONFIGURATION = ascii("order_configuration");
    private static final byte[] BASE_SIZE = ascii("base_size");
    private static final byte[] LIMIT_PRICE = ascii("limit_price");
    private static final byte[] CREATED_TIME = ascii("created_time");
    private static final byte[] CREATION_TIME = ascii("creation_time");
    private static final byte[] FILLED_SIZE = ascii("filled_size");
    private static final byte[] CUMULATIVE_QUANTITY = ascii("cumulative_quantity");
    private static final byte[] LEAVES_QUANTITY = ascii("leaves_quantity");
    private static final byte[] ORDER_SIDE = ascii("order_side");
    private static final byte[] ORDER_TYPE = ascii("order_type");
    private static final byte[] TIME_IN_FORCE = ascii("time_in_force");
    private static final byte[] TRIGGER_STATUS = ascii("trigger_status");
    private static final byte[] STOP_TRIGGERED = ascii("STOP_TRIGGERED");
    private static final byte[] CANCEL_REASON = ascii("cancel_reason");
    private static final byte[] CANCEL_MESSAGE = ascii("cancel_message");
    private static final byte[] REJECT_REASON = ascii("reject_reason");
    private static final byte[] IMMEDIATE_OR_CANCEL = ascii("IMMEDIATE_OR_CANCEL");
    private static final byte[] FILL_OR_KILL = ascii("FILL_OR_KILL");
    private static final byte[] CANCELLED = ascii("CANCELLED");
    private static final byte[] CANCEL_QUEUED = ascii("CANCEL_QUEUED");
    private static final byte[] EDIT_QUEUED = ascii("EDIT_QUEUED");
    private static final byte[] TRADE_TIME = ascii("trade_time");
    private static final byte[] TRADE_TYPE = ascii("trade_type");
    private static final byte[] COMMISSION = ascii("commission");
    private static final byte[] LIQUIDITY_INDICATOR = ascii("liquidity_indicator");
    private static final byte[] SIZE_IN_QUOTE = ascii("size_in_quote");
    private static final byte[] USER_REQUESTED = ascii("user requested");
    private static final byte[] SELF_TRADE = ascii("self");
    private static final long ORDER_ID = JsonReader.word("order_id");
    private static final long ENTRY_ID = JsonReader.word("entry_id");
    private static final long SIDE = JsonReader.word("side");
    private static final long BUY = JsonReader.word("BUY");
    private static final long STATUS = JsonReader.word("status");
    private static final long OPEN = JsonReader.word("OPEN");
    private static final long FILLED = JsonReader.word("FILLED");
    private static final long EXPIRED = JsonReader.word("EXPIRED");
    private static final long FAILED = JsonReader.word("FAILED");
    private static final long FILL = JsonReader.word("FILL");
    private static final long MAKER = JsonReader.word("MAKER");
    private static final long PRICE = JsonReader.word("price");
    private static final long SIZE = JsonReader.word("size");
    private static final long FNV_PRIME = 0x100_0000_01B3L;
    private static final long FNV_HIGH = 0xCBF2_9CE4_8422_2325L;
    private static final long FNV_LOW = 0x6C62_272E_07BB_0142L;

    private final JsonUuid uuid = new JsonUuid();
    private final TimestampReader times = new TimestampReader();
    private final SymbolTable<Instrument> products;
    private int pricePosition;
    private int sizePosition;
    private int filledPosition;
    private int leavesPosition;
    private boolean isImmediate;
    private boolean isCancelled;
    private boolean isCancelAsked;
    private boolean isFillOfBase;

    AdvancedRecords(final SymbolTable<Instrument> products) {
        this.products = products;
    }

    /** Reads the object that is next. */
    void readOrder(final JsonReader reader, final DirectBuffer text, final OrderRecord told) {
        readOrder(reader, text, 0, told);
    }

    /**
     * Reads the object that is next.
     *
     * @param textOffset where the reader's text begins in the buffer
     */
    void readOrder(final JsonReader reader, final DirectBuffer text, final int textOffset, final OrderRecord told) {
        told.clear();
        told.orderType = OrderType.LIMIT;
        pricePosition = -1;
        sizePosition = -1;
        filledPosition = -1;
        leavesPosition = -1;
        isImmediate = false;
        isCancelled = false;
        isCancelAsked = false;
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == ORDER_ID) {
                uuid.read(reader);
                told.hasVenueId = uuid.isKnown();
                told.venueIdHigh = uuid.high();
                told.venueIdLow = uuid.low();
            } else if (key == SIDE || reader.keyIs(ORDER_SIDE)) {
                told.side = word(reader) == BUY ? Side.BUY : Side.SELL;
            } else if (key == STATUS) {
                readStatus(reader, told);
            } else if (key == 0) {
                readLongKey(reader, text, textOffset, told);
            } else {
                reader.skipValue();
            }
        }
        if (isCancelled) {
            told.status = isCancelAsked && !isImmediate ? OrderStatus.CANCELED : OrderStatus.EXPIRED;
        }
        readNumbers(reader, told);
    }

    /** Reads the object that is next; false where it is no fill of a base quantity: a correction, or of an order in quote. */
    boolean readFill(final JsonReader reader, final DirectBuffer text, final FillRecord fill) {
        fill.clear();
        pricePosition = -1;
        sizePosition = -1;
        isFillOfBase = true;
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == ORDER_ID) {
                uuid.read(reader);
                fill.venueIdHigh = uuid.high();
                fill.venueIdLow = uuid.isKnown() ? uuid.low() : Instrument.NULL_VALUE;
            } else if (key == ENTRY_ID) {
                readExecutionId(reader, text, fill);
            } else if (key == SIDE) {
                fill.side = word(reader) == BUY ? Side.BUY : Side.SELL;
            } else if (key == PRICE) {
                pricePosition = skip(reader);
            } else if (key == SIZE) {
                sizePosition = skip(reader);
            } else if (key == 0) {
                readLongKey(reader, text, fill);
            } else {
                reader.skipValue();
            }
        }
        if (fill.instrument != null && isFillOfBase && !reader.failed()) {
            final int end = reader.position();
            fill.price = decimal(reader, pricePosition, fill.instrument.priceDecimals());
            fill.quantity = decimal(reader, sizePosition, fill.instrument.quantityDecimals());
            reader.seek(end);
        }
        return isFillOfBase;
    }

    private void readLongKey(final JsonReader reader, final DirectBuffer text, final FillRecord fill) {
        if (reader.keyIs(PRODUCT_ID)) {
            reader.readString();
            fill.instrument = products.find(reader);
        } else if (reader.keyIs(TRADE_TIME)) {
            fill.timeNs = times.read(reader);
        } else if (reader.keyIs(TRADE_TYPE)) {
            isFillOfBase &= word(reader) == FILL;
        } else if (reader.keyIs(COMMISSION)) {
            fill.feeE8 = RoundedDecimal.readE8(reader, text, 0);
        } else if (reader.keyIs(LIQUIDITY_INDICATOR)) {
            fill.liquiditySide = word(reader) == MAKER ? LiquiditySide.MAKER : LiquiditySide.TAKER;
        } else if (reader.keyIs(SIZE_IN_QUOTE)) {
            isFillOfBase &= !reader.readBoolean();
        } else {
            reader.skipValue();
        }
    }

    /** A UUID as it is; any other text by its hash, so that the same fill has the same id wherever it is read. */
    private void readExecutionId(final JsonReader reader, final DirectBuffer text, final FillRecord fill) {
        uuid.read(reader);
        if (uuid.isKnown()) {
            fill.executionIdHigh = uuid.high();
            fill.executionIdLow = uuid.low();
            return;
        }
        long high = FNV_HIGH;
        long low = FNV_LOW;
        for (int i = 0; i < reader.sliceLength(); i++) {
            final int letter = text.getByte(reader.sliceOffset() + i) & 0xFF;
            high = (high ^ letter) * FNV_PRIME;
            low = (low ^ letter) * FNV_PRIME;
        }
        fill.executionIdHigh = high;
        fill.executionIdLow = low;
    }

    private void readLongKey(final JsonReader reader, final DirectBuffer text, final int textOffset, final OrderRecord told) {
        if (reader.keyIs(PRODUCT_ID)) {
            reader.readString();
            told.instrument = products.find(reader);
        } else if (reader.keyIs(CLIENT_ORDER_ID)) {
            uuid.read(reader);
            told.clientOrderId = OrderUuid.clientOrderId(uuid);
        } else if (reader.keyIs(ORDER_CONFIGURATION) && reader.peek() == '{') {
            readConfiguration(reader, text, textOffset, told);
        } else if (reader.keyIs(CREATED_TIME) || reader.keyIs(CREATION_TIME)) {
            told.madeTimeNs = times.read(reader);
        } else if (reader.keyIs(FILLED_SIZE) || reader.keyIs(CUMULATIVE_QUANTITY)) {
            filledPosition = skip(reader);
        } else if (reader.keyIs(LEAVES_QUANTITY)) {
            leavesPosition = skip(reader);
        } else if (reader.keyIs(LIMIT_PRICE)) {
            pricePosition = skip(reader);
        } else if (reader.keyIs(ORDER_TYPE) && reader.peek() == '"') {
            reader.readString();
            readOrderType(reader, text, textOffset, told);
        } else if (reader.keyIs(TIME_IN_FORCE) && reader.peek() == '"') {
            reader.readString();
            isImmediate = reader.keyIs(IMMEDIATE_OR_CANCEL) || reader.keyIs(FILL_OR_KILL);
        } else if (reader.keyIs(TRIGGER_STATUS) && reader.peek() == '"') {
            reader.readString();
            told.isTriggered = reader.keyIs(STOP_TRIGGERED);
        } else if ((reader.keyIs(CANCEL_REASON) || reader.keyIs(CANCEL_MESSAGE)) && reader.peek() == '"') {
            reader.readString();
            isCancelAsked = ErrorText.contains(text, textOffset + reader.sliceOffset(), reader.sliceLength(), USER_REQUESTED);
            if (ErrorText.contains(text, textOffset + reader.sliceOffset(), reader.sliceLength(), SELF_TRADE)) {
                told.endReason = RejectReason.SELF_TRADE;
            }
        } else if (reader.keyIs(REJECT_REASON) && reader.peek() == '"') {
            readRejectReason(reader, text, textOffset, told);
        } else {
            reader.skipValue();
        }
    }

    private void readRejectReason(final JsonReader reader, final DirectBuffer text, final int textOffset, final OrderRecord told) {
        reader.readString();
        final RejectReason found = ErrorText.reason(text, textOffset + reader.sliceOffset(), reader.sliceLength());
        if (found != RejectReason.VENUE_OTHER) {
            told.endReason = found;
        }
    }

    /** {@code LIMIT} over REST, {@code Limit} on the user channel; a stop limit has a space or a line in between. */
    private static void readOrderType(
            final JsonReader reader, final DirectBuffer text, final int textOffset, final OrderRecord told) {
        final byte first = reader.sliceLength() == 0 ? 0 : text.getByte(textOffset + reader.sliceOffset());
        told.orderType = first == 'M' ? OrderType.MARKET : first == 'S' ? OrderType.STOP_LIMIT : OrderType.LIMIT;
    }

    /** One entry, named after the kind of order. */
    private void readConfiguration(final JsonReader reader, final DirectBuffer text, final int textOffset, final OrderRecord told) {
        reader.beginObject();
        while (reader.nextKey()) {
            final byte first = text.getByte(textOffset + reader.sliceOffset());
            final byte second = text.getByte(textOffset + reader.sliceOffset() + 1);
            told.orderType = first == 'm' ? OrderType.MARKET : first == 's' && second == 't' ? OrderType.STOP_LIMIT : OrderType.LIMIT;
            if (reader.peek() != '{') {
                reader.skipValue();
                continue;
            }
            reader.beginObject();
            while (reader.nextKey()) {
                if (reader.keyIs(BASE_SIZE)) {
                    sizePosition = skip(reader);
                } else if (reader.keyIs(LIMIT_PRICE)) {
                    pricePosition = skip(reader);
                } else {
                    reader.skipValue();
                }
            }
        }
    }

    private void readStatus(final JsonReader reader, final OrderRecord told) {
        reader.readString();
        final long word = reader.keyWord();
        isCancelled = reader.keyIs(CANCELLED);
        if (word == OPEN || reader.keyIs(CANCEL_QUEUED) || reader.keyIs(EDIT_QUEUED)) {
            told.status = OrderStatus.NEW;
        } else if (word == FILLED) {
            told.status = OrderStatus.FILLED;
        } else if (word == EXPIRED) {
            told.status = OrderStatus.EXPIRED;
        } else if (word == FAILED) {
            told.status = OrderStatus.REJECTED;
        }
    }

    private void readNumbers(final JsonReader reader, final OrderRecord told) {
        if (told.instrument == null || reader.failed()) {
            return;
        }
        final int quantityDecimals = told.instrument.quantityDecimals();
        final int end = reader.position();
        told.price = decimal(reader, pricePosition, told.instrument.priceDecimals());
        told.quantity = decimal(reader, sizePosition, quantityDecimals);
        told.filledQuantity = decimal(reader, filledPosition, quantityDecimals);
        final long leaves = decimal(reader, leavesPosition, quantityDecimals);
        reader.seek(end);
        if (told.quantity == Instrument.NULL_VALUE && leaves != Instrument.NULL_VALUE && told.filledQuantity != Instrument.NULL_VALUE
                && !told.isEnded()) {
            told.quantity = leaves + told.filledQuantity;
        }
        if (told.status == OrderStatus.NEW && told.filledQuantity > 0) {
            told.status = OrderStatus.PARTIALLY_FILLED;
        }
    }
}
