package io.peregrine.venue.coinbase.gateway;

import static io.peregrine.text.Ascii.ascii;
import static io.peregrine.venue.coinbase.gateway.Values.decimal;
import static io.peregrine.venue.coinbase.gateway.Values.skip;
import static io.peregrine.venue.coinbase.gateway.Values.word;

import io.peregrine.feed.SymbolTable;
import io.peregrine.gateway.NameTable;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.json.JsonReader;
import io.peregrine.json.JsonUuid;
import io.peregrine.json.TimestampReader;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.net.HttpResponse;
import org.agrona.DirectBuffer;

/**
 * Answers of Coinbase Exchange.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> none after construction. Source: docs/protocol/coinbase.md, "Order
 * entry on the Exchange".
 */
final class ExchangeAnswers implements RestAnswers {
    private static final byte[] CB_AFTER = ascii("cb-after");
    private static final byte[] CLIENT_OID = ascii("client_oid");
    private static final byte[] PRODUCT_ID = ascii("product_id");
    private static final byte[] CREATED_AT = ascii("created_at");
    private static final byte[] FILLED_SIZE = ascii("filled_size");
    private static final byte[] DONE_REASON = ascii("done_reason");
    private static final byte[] REJECT_REASON = ascii("reject_reason");
    private static final byte[] LIQUIDITY = ascii("liquidity");
    private static final byte[] AVAILABLE = ascii("available");
    private static final long MESSAGE = JsonReader.word("message");
    private static final long EPOCH = JsonReader.word("epoch");
    private static final long ID = JsonReader.word("id");
    private static final long PRICE = JsonReader.word("price");
    private static final long SIZE = JsonReader.word("size");
    private static final long SIDE = JsonReader.word("side");
    private static final long BUY = JsonReader.word("buy");
    private static final long TYPE = JsonReader.word("type");
    private static final long MARKET = JsonReader.word("market");
    private static final long STOP = JsonReader.word("stop");
    private static final long STATUS = JsonReader.word("status");
    private static final long OPEN = JsonReader.word("open");
    private static final long ACTIVE = JsonReader.word("active");
    private static final long DONE = JsonReader.word("done");
    private static final long SETTLED = JsonReader.word("settled");
    private static final long REJECTED = JsonReader.word("rejected");
    private static final long FILLED = JsonReader.word("filled");
    private static final long TRADE_ID = JsonReader.word("trade_id");
    private static final long ORDER_ID = JsonReader.word("order_id");
    private static final long FEE = JsonReader.word("fee");
    private static final long MAKER = JsonReader.word("M");
    private static final long CURRENCY = JsonReader.word("currency");
    private static final long HOLD = JsonReader.word("hold");
    private static final int EPOCH_DECIMALS = 9;

    private final JsonReader reader = new JsonReader();
    private final JsonUuid uuid = new JsonUuid();
    private final TimestampReader times = new TimestampReader();
    private final OrderRecord order = new OrderRecord();
    private final FillRecord fill = new FillRecord();
    private final SymbolTable<Instrument> products;
    private final NameTable assets;
    private RejectReason reason = RejectReason.NONE;
    private int pricePosition;
    private int sizePosition;
    private int filledPosition;

    ExchangeAnswers(final Instruments instruments) {
        products = new SymbolTable<>(instruments.of(Venue.COINBASE_EXCHANGE), Instrument::venueSymbol);
        assets = new NameTable(instruments.assets());
    }

    @Override
    public long readTime(final HttpResponse response) {
        long timeNs = Instrument.NULL_VALUE;
        wrap(response.body());
        reader.beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(EPOCH)) {
                timeNs = reader.readDecimal(EPOCH_DECIMALS);
            } else {
                reader.skipValue();
            }
        }
        return response.ok() && !reader.failed() ? timeNs : Instrument.NULL_VALUE;
    }

    @Override
    public Verdict readNewOrder(final HttpResponse response, final OrderRecord told) {
        final Verdict verdict = verdict(response);
        if (verdict != Verdict.ACCEPTED) {
            return verdict;
        }
        wrap(response.body());
        readOrder(told, response.body());
        if (reader.failed() || !told.hasVenueId) {
            return Verdict.UNKNOWN;
        }
        if (told.status == OrderStatus.REJECTED) {
            reason = told.endReason;
            return Verdict.REFUSED;
        }
        return Verdict.ACCEPTED;
    }

    @Override
    public Verdict readCancel(final HttpResponse response) {
        return verdict(response);
    }

    @Override
    public Verdict readReplace(final HttpResponse response) {
        return verdict(response);
    }

    @Override
    public RejectReason reason() {
        return reason;
    }

    @Override
    public boolean forgetsCanceled() {
        return true;
    }

    @Override
    public boolean isNotFound(final HttpResponse response) {
        return response.status() == HttpStatus.NOT_FOUND;
    }

    @Override
    public boolean readOrders(final HttpResponse response, final AnswerListener listener, final Page next) {
        next.first();
        if (!response.ok()) {
            return false;
        }
        wrap(response.body());
        if (reader.peek() == '{') {
            readOrder(order, response.body());
            if (!reader.failed()) {
                listener.onOrder(order);
            }
            return !reader.failed();
        }
        int count = 0;
        reader.beginArray();
        while (reader.nextElement()) {
            readOrder(order, response.body());
            if (!reader.failed()) {
                listener.onOrder(order);
                count++;
            }
        }
        return ended(response, count, next);
    }

    @Override
    public boolean readFills(final HttpResponse response, final AnswerListener listener, final Page next) {
        next.first();
        if (!response.ok()) {
            return false;
        }
        wrap(response.body());
        int count = 0;
        reader.beginArray();
        while (reader.nextElement()) {
            readFill(response.body());
            if (!reader.failed()) {
                count++;
                if (fill.instrument != null && fill.isWhole()) {
                    listener.onFill(fill);
                }
            }
        }
        return ended(response, count, next);
    }

    @Override
    public boolean readBalances(final HttpResponse response, final AnswerListener listener, final Page next) {
        next.first();
        if (!response.ok()) {
            return false;
        }
        final DirectBuffer body = response.body();
        wrap(body);
        reader.beginArray();
        while (reader.nextElement()) {
            int assetId = NameTable.UNKNOWN;
            long freeE8 = Instrument.NULL_VALUE;
            long lockedE8 = Instrument.NULL_VALUE;
            reader.beginObject();
            while (reader.nextKey()) {
                if (reader.keyIs(CURRENCY)) {
                    reader.readString();
                    assetId = assets.indexOf(body, reader.sliceOffset(), reader.sliceLength());
                } else if (reader.keyIs(AVAILABLE)) {
                    freeE8 = RoundedDecimal.readE8(reader, body, 0);
                } else if (reader.keyIs(HOLD)) {
                    lockedE8 = RoundedDecimal.readE8(reader, body, 0);
                } else {
                    reader.skipValue();
                }
            }
            if (!reader.failed() && assetId != NameTable.UNKNOWN && freeE8 != Instrument.NULL_VALUE && lockedE8 != Instrument.NULL_VALUE) {
                listener.onBalance(assetId, freeE8, lockedE8);
            }
        }
        return reader.atEnd();
    }

    private Verdict verdict(final HttpResponse response) {
        reason = RejectReason.NONE;
        final Verdict verdict = HttpStatus.verdict(response.status());
        if (verdict == Verdict.REFUSED) {
            reason = response.status() == HttpStatus.TOO_MANY_REQUESTS ? RejectReason.RATE_LIMITED : message(response.body());
        }
        return verdict;
    }

    private RejectReason message(final DirectBuffer body) {
        RejectReason found = RejectReason.VENUE_OTHER;
        wrap(body);
        reader.beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(MESSAGE) && reader.peek() == '"') {
                reader.readString();
                found = ErrorText.reason(body, reader.sliceOffset(), reader.sliceLength());
            } else {
                reader.skipValue();
            }
        }
        return found;
    }

    private boolean ended(final HttpResponse response, final int count, final Page next) {
        if (!reader.atEnd()) {
            return false;
        }
        return count < ExchangeRequests.PAGE_LENGTH || next.length(response.copyField(CB_AFTER, next.cursor));
    }

    private void wrap(final DirectBuffer body) {
        reader.wrap(body, 0, body.capacity());
    }

    /** Numbers are read at the end, when the product and with it the decimals are known. */
    private void readOrder(final OrderRecord told, final DirectBuffer body) {
        told.clear();
        pricePosition = -1;
        sizePosition = -1;
        filledPosition = -1;
        told.orderType = OrderType.LIMIT;
        long status = 0;
        boolean isFilled = false;
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == ID) {
                uuid.read(reader);
                told.hasVenueId = uuid.isKnown();
                told.venueIdHigh = uuid.high();
                told.venueIdLow = uuid.low();
            } else if (key == PRICE) {
                pricePosition = skip(reader);
            } else if (key == SIZE) {
                sizePosition = skip(reader);
            } else if (key == SIDE) {
                told.side = word(reader) == BUY ? Side.BUY : Side.SELL;
            } else if (key == TYPE) {
                told.orderType = word(reader) == MARKET ? OrderType.MARKET : told.orderType;
            } else if (key == STOP) {
                told.orderType = word(reader) == 0 ? told.orderType : OrderType.STOP_LIMIT;
            } else if (key == STATUS) {
                status = word(reader);
            } else if (key == 0) {
                isFilled |= readLongKey(told, body);
            } else {
                reader.skipValue();
            }
        }
        told.status = status(status, isFilled, told);
        readNumbers(told);
    }

    /** A field with a name of more than eight letters; true where it says that the order is filled. */
    private boolean readLongKey(final OrderRecord told, final DirectBuffer body) {
        if (reader.keyIs(PRODUCT_ID)) {
            reader.readString();
            told.instrument = products.find(reader);
        } else if (reader.keyIs(CLIENT_OID)) {
            uuid.read(reader);
            told.clientOrderId = OrderUuid.clientOrderId(uuid);
        } else if (reader.keyIs(CREATED_AT)) {
            told.madeTimeNs = times.read(reader);
        } else if (reader.keyIs(FILLED_SIZE)) {
            filledPosition = skip(reader);
        } else if (reader.keyIs(DONE_REASON)) {
            return word(reader) == FILLED;
        } else if (reader.keyIs(REJECT_REASON) && reader.peek() == '"') {
            reader.readString();
            told.endReason = ErrorText.reason(body, reader.sliceOffset(), reader.sliceLength());
        } else {
            reader.skipValue();
        }
        return false;
    }

    private void readNumbers(final OrderRecord told) {
        if (told.instrument != null && !reader.failed()) {
            final int end = reader.position();
            told.price = decimal(reader, pricePosition, told.instrument.priceDecimals());
            told.quantity = decimal(reader, sizePosition, told.instrument.quantityDecimals());
            told.filledQuantity = decimal(reader, filledPosition, told.instrument.quantityDecimals());
            reader.seek(end);
            if (told.status == OrderStatus.NEW && told.filledQuantity > 0) {
                told.status = OrderStatus.PARTIALLY_FILLED;
            }
        }
    }

    /** An order that is done without a reason is an old one: settled means filled. */
    private static OrderStatus status(final long status, final boolean isFilled, final OrderRecord told) {
        if (status == OPEN || status == ACTIVE) {
            told.isTriggered = status == OPEN && told.orderType == OrderType.STOP_LIMIT;
            return OrderStatus.NEW;
        } else if (status == DONE || status == SETTLED) {
            return isFilled ? OrderStatus.FILLED : OrderStatus.CANCELED;
        }
        return status == REJECTED ? OrderStatus.REJECTED : OrderStatus.UNKNOWN;
    }

    private void readFill(final DirectBuffer body) {
        fill.clear();
        pricePosition = -1;
        sizePosition = -1;
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == TRADE_ID) {
                fill.executionIdHigh = 0;
                fill.executionIdLow = reader.readLong();
            } else if (key == ORDER_ID) {
                uuid.read(reader);
                fill.venueIdHigh = uuid.high();
                fill.venueIdLow = uuid.isKnown() ? uuid.low() : Instrument.NULL_VALUE;
            } else if (key == PRICE) {
                pricePosition = skip(reader);
            } else if (key == SIZE) {
                sizePosition = skip(reader);
            } else if (key == FEE) {
                fill.feeE8 = RoundedDecimal.readE8(reader, body, 0);
            } else if (key == SIDE) {
                fill.side = word(reader) == BUY ? Side.BUY : Side.SELL;
            } else if (reader.keyIs(PRODUCT_ID)) {
                reader.readString();
                fill.instrument = products.find(reader);
            } else if (reader.keyIs(LIQUIDITY)) {
                fill.liquiditySide = word(reader) == MAKER ? LiquiditySide.MAKER : LiquiditySide.TAKER;
            } else if (reader.keyIs(CREATED_AT)) {
                fill.timeNs = times.read(reader);
            } else {
                reader.skipValue();
            }
        }
        if (fill.instrument != null && !reader.failed()) {
            final int end = reader.position();
            fill.price = decimal(reader, pricePosition, fill.instrument.priceDecimals());
            fill.quantity = decimal(reader, sizePosition, fill.instrument.quantityDecimals());
            reader.seek(end);
        }
    }
}
