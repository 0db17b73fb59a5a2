package io.peregrine.venue.coinbase.gateway;

import static io.peregrine.text.Ascii.ascii;
import static io.peregrine.venue.coinbase.gateway.Values.decimal;
import static io.peregrine.venue.coinbase.gateway.Values.skip;

import io.peregrine.feed.SymbolTable;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.json.JsonReader;
import io.peregrine.json.JsonUuid;
import io.peregrine.json.TimestampReader;
import io.peregrine.message.Side;
import io.peregrine.venue.coinbase.access.ExchangeSignature;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;

/**
 * The user channel of Coinbase Exchange: reads one message; what it means for an order is the affair of {@link ExchangeOrderEvents}.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> for subscriptions and refusals only. Source:
 * docs/protocol/coinbase.md, "User channel of the Exchange".
 */
final class ExchangeUserChannel implements UserChannel {
    private static final long TYPE = JsonReader.word("type");
    private static final long TIME = JsonReader.word("time");
    private static final long SIDE = JsonReader.word("side");
    private static final long BUY = JsonReader.word("buy");
    private static final long PRICE = JsonReader.word("price");
    private static final long SIZE = JsonReader.word("size");
    private static final long REASON = JsonReader.word("reason");
    private static final long OLD_SIZE = JsonReader.word("old_size");
    private static final long NEW_SIZE = JsonReader.word("new_size");
    private static final long ORDER_ID = JsonReader.word("order_id");
    private static final long TRADE_ID = JsonReader.word("trade_id");
    private static final long FILLED = JsonReader.word("filled");
    private static final byte[] PRODUCT_ID = ascii("product_id");
    private static final byte[] CLIENT_OID = ascii("client_oid");
    private static final byte[] MAKER_ORDER_ID = ascii("maker_order_id");
    private static final byte[] TAKER_ORDER_ID = ascii("taker_order_id");
    private static final byte[] MAKER_FEE_RATE = ascii("maker_fee_rate");
    private static final byte[] TAKER_FEE_RATE = ascii("taker_fee_rate");
    private static final byte[] REMAINING_SIZE = ascii("remaining_size");
    private static final byte[] CANCEL_REASON = ascii("cancel_reason");
    private static final byte[] SUBSCRIPTIONS = ascii("subscriptions");
    private static final byte[] USER = ascii("user");
    private static final long ERROR = JsonReader.word("error");

    private final JsonReader reader = new JsonReader();
    private final TimestampReader times = new TimestampReader();
    private final ExchangeEvent event = new ExchangeEvent();
    private final JsonUuid uuid = new JsonUuid();
    private final SymbolTable<Instrument> products;
    private final List<Instrument> instruments;
    private final ExchangeSignature signature;
    private final ExchangeOrderEvents events;
    private int pricePosition;
    private int sizePosition;
    private int remainingPosition;
    private int oldSizePosition;
    private int newSizePosition;
    private long type;
    private boolean isSubscriptions;
    private String text = "";

    ExchangeUserChannel(final Instruments instruments, final ExchangeSignature signature, final ExchangeOrderEvents events) {
        this.instruments = instruments.of(Venue.COINBASE_EXCHANGE);
        this.signature = signature;
        this.events = events;
        products = new SymbolTable<>(this.instruments, Instrument::venueSymbol);
    }

    /** Heartbeats besides, so that silence shows. */
    @Override
    public List<String> subscriptions(final long venueTimeNs) {
        final String ids = instruments.stream().map(instrument -> '"' + instrument.venueSymbol() + '"').collect(Collectors.joining(","));
        return List.of("{\"type\":\"subscribe\",\"product_ids\":[" + ids + "],\"channels\":[\"user\",\"heartbeat\"]"
                + signature.subscriptionFields(TimeUnit.NANOSECONDS.toSeconds(venueTimeNs)) + '}');
    }

    @Override
    public void onOpen() {
        text = "";
    }

    @Override
    public Event onMessage(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        event.clear();
        type = 0;
        isSubscriptions = false;
        pricePosition = -1;
        sizePosition = -1;
        remainingPosition = -1;
        oldSizePosition = -1;
        newSizePosition = -1;
        reader.wrap(buffer, offset, length);
        reader.beginObject();
        while (reader.nextKey()) {
            readField(buffer, offset);
        }
        if (isSubscriptions || type == ERROR) {
            return acknowledged(buffer, offset, length);
        }
        readNumbers();
        if (reader.failed()) {
            text = "can not be read: " + buffer.getStringWithoutLengthAscii(offset, Math.min(length, 300));
            return Event.UNREADABLE;
        }
        if (event.instrument != null) {
            events.onEvent(type, event, receiveTimeNs, nowNs);
        }
        return Event.NONE;
    }

    @Override
    public String text() {
        return text;
    }

    private Event acknowledged(final DirectBuffer buffer, final int offset, final int length) {
        if (isSubscriptions && contains(buffer, offset, length, USER)) {
            return Event.SUBSCRIBED;
        }
        text = buffer.getStringWithoutLengthAscii(offset, Math.min(length, 300));
        return type == ERROR ? Event.REFUSED : Event.NONE;
    }

    private void readField(final DirectBuffer buffer, final int offset) {
        final long key = reader.keyWord();
        if (key == 0) {
            readLongKey(buffer, offset);
        } else if (key == TYPE) {
            reader.readString();
            type = reader.keyWord();
            isSubscriptions = reader.keyIs(SUBSCRIPTIONS);
        } else if (key == ORDER_ID) {
            uuid.read(reader);
            event.orderIdHigh = uuid.high();
            event.orderIdLow = uuid.isKnown() ? uuid.low() : Instrument.NULL_VALUE;
        } else if (key == TRADE_ID) {
            event.tradeId = reader.readLong();
        } else if (key == TIME) {
            event.timeNs = times.read(reader);
        } else if (key == SIDE) {
            reader.readString();
            event.side = reader.keyIs(BUY) ? Side.BUY : Side.SELL;
        } else if (key == REASON && reader.peek() == '"') {
            reader.readString();
            event.isFilled = reader.keyIs(FILLED);
        } else if (key == PRICE) {
            pricePosition = skip(reader);
        } else if (key == SIZE) {
            sizePosition = skip(reader);
        } else if (key == OLD_SIZE) {
            oldSizePosition = skip(reader);
        } else if (key == NEW_SIZE) {
            newSizePosition = skip(reader);
        } else {
            reader.skipValue();
        }
    }

    private void readLongKey(final DirectBuffer buffer, final int offset) {
        if (reader.keyIs(PRODUCT_ID)) {
            reader.readString();
            event.instrument = products.find(reader);
        } else if (reader.keyIs(CLIENT_OID)) {
            uuid.read(reader);
            event.clientOrderId = OrderUuid.clientOrderId(uuid);
        } else if (reader.keyIs(MAKER_ORDER_ID)) {
            uuid.read(reader);
            event.makerIdHigh = uuid.high();
            event.makerIdLow = uuid.isKnown() ? uuid.low() : Instrument.NULL_VALUE;
        } else if (reader.keyIs(TAKER_ORDER_ID)) {
            uuid.read(reader);
            event.takerIdHigh = uuid.high();
            event.takerIdLow = uuid.isKnown() ? uuid.low() : Instrument.NULL_VALUE;
        } else if (reader.keyIs(MAKER_FEE_RATE)) {
            event.makerFeeRateE8 = RoundedDecimal.readE8(reader, buffer, offset);
        } else if (reader.keyIs(TAKER_FEE_RATE)) {
            event.takerFeeRateE8 = RoundedDecimal.readE8(reader, buffer, offset);
        } else if (reader.keyIs(REMAINING_SIZE)) {
            remainingPosition = skip(reader);
        } else if (reader.keyIs(CANCEL_REASON) && reader.peek() == '"') {
            reader.readString();
            event.cancelReason = cancelReason(buffer, offset + reader.sliceOffset(), reader.sliceLength());
        } else {
            reader.skipValue();
        }
    }

    private void readNumbers() {
        if (event.instrument != null && !reader.failed()) {
            final int quantityDecimals = event.instrument.quantityDecimals();
            final int end = reader.position();
            event.price = decimal(reader, pricePosition, event.instrument.priceDecimals());
            event.size = decimal(reader, sizePosition, quantityDecimals);
            event.remainingSize = decimal(reader, remainingPosition, quantityDecimals);
            event.oldSize = decimal(reader, oldSizePosition, quantityDecimals);
            event.newSize = decimal(reader, newSizePosition, quantityDecimals);
            reader.seek(end);
        }
    }

    /** {@code 101:Time In Force}: the number in front. */
    private static int cancelReason(final DirectBuffer buffer, final int offset, final int length) {
        int number = 0;
        for (int i = 0; i < length; i++) {
            final int digit = buffer.getByte(offset + i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static boolean contains(final DirectBuffer buffer, final int offset, final int length, final byte[] word) {
        for (int start = offset + 1; start < offset + length - word.length; start++) {
            int i = 0;
            while (i < word.length && buffer.getByte(start + i) == word[i]) {
                i++;
            }
            if (i == word.length && buffer.getByte(start - 1) == '"' && buffer.getByte(start + i) == '"') {
                return true;
            }
        }
        return false;
    }
}
