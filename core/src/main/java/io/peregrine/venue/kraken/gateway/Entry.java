package io.peregrine.venue.kraken.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.gateway.ClientOrderId;
import io.peregrine.json.JsonReader;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import java.util.Arrays;
import java.util.Locale;
import org.agrona.DirectBuffer;

/**
 * One entry of the {@code executions} channel.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Memory:</b> valid while the message is. <b>Allocates:</b> none after construction.
 * <b>Errors:</b> as {@link JsonFields}. Source: docs.kraken.com, WebSocket v2, "Executions".
 */
final class Entry {
    /** Its values. */
    enum Name {
        ORDER_ID, CL_ORD_ID, SYMBOL, SIDE, ORDER_TYPE, ORDER_QTY, LIMIT_PRICE, TIME_IN_FORCE, EXEC_TYPE, ORDER_STATUS, EXEC_ID, LAST_QTY,
        LAST_PRICE, LIQUIDITY_IND, CUM_QTY, REASON, CANCEL_REASON, TIMESTAMP, RATECOUNT, FEES, TRIGGERS
    }

    /** What happened; {@code status}, {@code restated} and {@code iceberg_refill} are others. */
    enum Kind {
        PENDING_NEW, NEW, TRADE, FILLED, CANCELED, EXPIRED, AMENDED, OTHER
    }

    private static final Kind[] ALL = Kind.values();
    private static final int FEE_DECIMALS = 8;
    private static final int FEE_DECIMALS_MAX = 16;
    private static final byte[][] KINDS = {ascii("pending_new"), ascii("new"), ascii("trade"), ascii("filled"), ascii("canceled"),
        ascii("expired"), ascii("amended")};
    private static final byte[] PARTIALLY_FILLED = ascii("partially_filled");
    private static final byte[] BUY = ascii("buy");
    private static final byte[] SELL = ascii("sell");
    private static final byte[] MARKET = ascii("market");
    private static final byte[] LIMIT = ascii("limit");
    private static final byte[] STOP_LOSS = ascii("stop-loss");
    private static final byte[] STOP_LOSS_LIMIT = ascii("stop-loss-limit");
    private static final byte[] GTC = ascii("GTC");
    private static final byte[] IOC = ascii("IOC");
    private static final byte[] FOK = ascii("FOK");
    private static final byte[] MAKER = ascii("m");
    private static final long ASSET = JsonReader.word("asset");
    private static final long QTY = JsonReader.word("qty");
    private static final long STATUS = JsonReader.word("status");
    private static final byte[] TRIGGERED = ascii("triggered");

    private final JsonFields fields =
            new JsonFields(Arrays.stream(Name.values()).map(name -> name.name().toLowerCase(Locale.ROOT)).toList());
    private final JsonReader nested = new JsonReader();
    private final JsonReader amount = new JsonReader();
    private final VenueId id = new VenueId();
    private DirectBuffer buffer;
    private long feeE8;
    private int feeAssetOffset;
    private int feeAssetLength;

    void read(final JsonReader reader, final DirectBuffer newBuffer, final int textOffset) {
        buffer = newBuffer;
        fields.read(reader, newBuffer, textOffset);
    }

    /** Was a value that was asked for of a wrong form? */
    boolean malformed() {
        return fields.malformed();
    }

    DirectBuffer buffer() {
        return buffer;
    }

    boolean has(final Name name) {
        return fields.has(name.ordinal());
    }

    int offset(final Name name) {
        return fields.offset(name.ordinal());
    }

    int length(final Name name) {
        return fields.length(name.ordinal());
    }

    long decimal(final Name name, final int decimals) {
        return fields.decimal(name.ordinal(), decimals);
    }

    /** Nanoseconds since the epoch, or {@link JsonFields#ABSENT}. */
    long timeNs() {
        return fields.timeNs(Name.TIMESTAMP.ordinal());
    }

    Kind kind() {
        for (int i = 0; i < KINDS.length; i++) {
            if (fields.is(Name.EXEC_TYPE.ordinal(), KINDS[i])) {
                return ALL[i];
            }
        }
        return Kind.OTHER;
    }

    /** One of our order ids, or {@link ClientOrderId#FOREIGN}. */
    long clientOrderId() {
        return ClientOrderId.parse(buffer, offset(Name.CL_ORD_ID), length(Name.CL_ORD_ID));
    }

    /** The venue's id of the order or the fill; valid until the next call. */
    VenueId id(final Name name) {
        id.parse(buffer, offset(name), length(name));
        return id;
    }

    OrderStatus status() {
        final int status = Name.ORDER_STATUS.ordinal();
        if (fields.is(status, PARTIALLY_FILLED)) {
            return OrderStatus.PARTIALLY_FILLED;
        } else if (fields.is(status, KINDS[Kind.FILLED.ordinal()])) {
            return OrderStatus.FILLED;
        } else if (fields.is(status, KINDS[Kind.CANCELED.ordinal()])) {
            return OrderStatus.CANCELED;
        }
        return fields.is(status, KINDS[Kind.EXPIRED.ordinal()]) ? OrderStatus.EXPIRED : OrderStatus.NEW;
    }

    Side side() {
        final int side = Name.SIDE.ordinal();
        return fields.is(side, BUY) ? Side.BUY : fields.is(side, SELL) ? Side.SELL : Side.NULL_VAL;
    }

    OrderType orderType() {
        final int type = Name.ORDER_TYPE.ordinal();
        if (fields.is(type, LIMIT)) {
            return OrderType.LIMIT;
        } else if (fields.is(type, MARKET)) {
            return OrderType.MARKET;
        } else if (fields.is(type, STOP_LOSS)) {
            return OrderType.STOP;
        }
        return fields.is(type, STOP_LOSS_LIMIT) ? OrderType.STOP_LIMIT : OrderType.NULL_VAL;
    }

    TimeInForce timeInForce() {
        final int force = Name.TIME_IN_FORCE.ordinal();
        return fields.is(force, GTC) ? TimeInForce.GTC : fields.is(force, IOC) ? TimeInForce.IOC
                : fields.is(force, FOK) ? TimeInForce.FOK : TimeInForce.NULL_VAL;
    }

    boolean maker() {
        return fields.is(Name.LIQUIDITY_IND.ordinal(), MAKER);
    }

    /** The reason why it ended; the older name serves where the newer is missing. */
    Name reason() {
        return has(Name.REASON) ? Name.REASON : Name.CANCEL_REASON;
    }

    /** Has the order's trigger been reached? */
    boolean triggered() {
        boolean isTriggered = false;
        if (has(Name.TRIGGERS)) {
            nested.wrap(buffer, offset(Name.TRIGGERS), length(Name.TRIGGERS)).beginObject();
            while (nested.nextKey()) {
                if (nested.keyIs(STATUS)) {
                    nested.readString();
                    isTriggered = nested.keyIs(TRIGGERED);
                } else {
                    nested.skipValue();
                }
            }
        }
        return isTriggered;
    }

    /** Reads the fees: their sum, which is of one asset. A fee with more decimals than are kept counts as the next higher. */
    void readFees() {
        feeE8 = JsonFields.ABSENT;
        feeAssetLength = 0;
        if (!has(Name.FEES)) {
            return;
        }
        final int start = offset(Name.FEES);
        nested.wrap(buffer, start, length(Name.FEES)).beginArray();
        while (nested.nextElement()) {
            nested.beginObject();
            while (nested.nextKey()) {
                if (nested.keyIs(ASSET)) {
                    nested.readString();
                    feeAssetOffset = start + nested.sliceOffset();
                    feeAssetLength = nested.sliceLength();
                } else if (nested.keyIs(QTY)) {
                    final int at = nested.position();
                    nested.skipValue();
                    feeE8 = Math.max(0, feeE8) + feeE8(start + at, nested.position() - at);
                } else {
                    nested.skipValue();
                }
            }
        }
    }

    /** The sum of {@link #readFees}, or {@link JsonFields#ABSENT}. */
    long feeE8() {
        return feeE8;
    }

    int feeAssetOffset() {
        return feeAssetOffset;
    }

    int feeAssetLength() {
        return feeAssetLength;
    }

    private long feeE8(final int offset, final int length) {
        long scale = 1;
        for (int decimals = FEE_DECIMALS; decimals <= FEE_DECIMALS_MAX; decimals += 2, scale *= 100) {
            final long mantissa = amount.wrap(buffer, offset, length).readScientific(decimals);
            if (!amount.failed()) {
                return Math.ceilDiv(mantissa, scale);
            }
        }
        return 0;
    }
}
