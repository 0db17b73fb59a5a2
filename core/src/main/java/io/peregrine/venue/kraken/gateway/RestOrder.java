package io.peregrine.venue.kraken.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.gateway.ClientOrderId;
import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonReader;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * An order as REST tells it.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Memory:</b> valid while the answer is. <b>Allocates:</b> none after construction.
 * <b>Errors:</b> as {@link JsonFields}. Source: docs.kraken.com, REST, "Get Open Orders", "Query Orders Info".
 */
final class RestOrder {
    private static final int STATUS = 0;
    private static final int CL_ORD_ID = 1;
    private static final int VOL = 2;
    private static final int VOL_EXEC = 3;
    private static final int REASON = 4;
    private static final int DESCR = 5;
    private static final int TRADES = 6;
    private static final int PAIR = 0;
    private static final int TYPE = 1;
    private static final int ORDER_TYPE = 2;
    private static final int PRICE = 3;
    private static final int PRICE2 = 4;
    private static final byte[] CLOSED = ascii("closed");
    private static final byte[] CANCELED = ascii("canceled");
    private static final byte[] EXPIRED = ascii("expired");
    private static final byte[] BUY = ascii("buy");
    private static final byte[] MARKET = ascii("market");
    private static final byte[] LIMIT = ascii("limit");
    private static final byte[] STOP_LOSS = ascii("stop-loss");
    private static final byte[] STOP_LOSS_LIMIT = ascii("stop-loss-limit");

    private final JsonFields fields = new JsonFields(List.of("status", "cl_ord_id", "vol", "vol_exec", "reason", "descr", "trades"));
    private final JsonFields description = new JsonFields(List.of("pair", "type", "ordertype", "price", "price2"));
    private final JsonReader nested = new JsonReader();
    private final RestNames names;
    private DirectBuffer buffer;
    private Instrument instrument;

    RestOrder(final RestNames names) {
        this.names = names;
    }

    /** Reads an order where the reader stands. */
    void read(final JsonReader reader, final DirectBuffer newBuffer, final int textOffset) {
        buffer = newBuffer;
        fields.read(reader, newBuffer, textOffset);
        instrument = null;
        final int start = fields.offset(DESCR);
        description.read(nested.wrap(buffer, start, fields.length(DESCR)), buffer, start);
        if (!nested.failed()) {
            instrument = names.instrument(buffer, description.offset(PAIR), description.length(PAIR));
        }
    }

    boolean malformed() {
        return fields.malformed() || description.malformed();
    }

    /** Null where it is none of the engine's. */
    Instrument instrument() {
        return instrument;
    }

    /** One of ours, or {@link ClientOrderId#FOREIGN}. */
    long clientOrderId() {
        return ClientOrderId.parse(buffer, fields.offset(CL_ORD_ID), fields.length(CL_ORD_ID));
    }

    long quantity() {
        return fields.decimal(VOL, instrument.quantityDecimals());
    }

    long cumQuantity() {
        return fields.decimal(VOL_EXEC, instrument.quantityDecimals());
    }

    Side side() {
        return description.is(TYPE, BUY) ? Side.BUY : Side.SELL;
    }

    OrderType orderType() {
        if (description.is(ORDER_TYPE, LIMIT)) {
            return OrderType.LIMIT;
        } else if (description.is(ORDER_TYPE, MARKET)) {
            return OrderType.MARKET;
        } else if (description.is(ORDER_TYPE, STOP_LOSS)) {
            return OrderType.STOP;
        }
        return description.is(ORDER_TYPE, STOP_LOSS_LIMIT) ? OrderType.STOP_LIMIT : OrderType.NULL_VAL;
    }

    /** Limit price, or {@link JsonFields#ABSENT}. */
    long price() {
        return switch (orderType()) {
            case LIMIT -> description.decimal(PRICE, instrument.priceDecimals());
            case STOP_LIMIT -> description.decimal(PRICE2, instrument.priceDecimals());
            default -> JsonFields.ABSENT;
        };
    }

    /** Pending and open orders are NEW or PARTIALLY_FILLED; canceled ones are EXPIRED where it was not their owner's doing. */
    OrderStatus status() {
        if (fields.is(STATUS, CLOSED)) {
            return OrderStatus.FILLED;
        } else if (fields.is(STATUS, CANCELED)) {
            return KrakenErrors.userRequested(buffer, reasonOffset(), reasonLength()) ? OrderStatus.CANCELED : OrderStatus.EXPIRED;
        } else if (fields.is(STATUS, EXPIRED)) {
            return OrderStatus.EXPIRED;
        }
        return cumQuantity() > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.NEW;
    }

    int reasonOffset() {
        return fields.offset(REASON);
    }

    int reasonLength() {
        return fields.length(REASON);
    }

    /** The list of the fills' ids as text, without its brackets and quotes; empty where there is none. Allocates. */
    String fillIds() {
        final int length = fields.length(TRADES);
        return length < 2 ? "" : buffer.getStringWithoutLengthAscii(fields.offset(TRADES) + 1, length - 2).replace("\"", "");
    }
}
