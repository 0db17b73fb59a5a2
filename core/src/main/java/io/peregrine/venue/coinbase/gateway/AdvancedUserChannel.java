package io.peregrine.venue.coinbase.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.feed.SymbolTable;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.json.JsonReader;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.venue.coinbase.access.CdpToken;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The user channel of Advanced Trade: whole orders as they are now, first the open ones, then each that changed. It counts what is filled
 * and does not tell the fills: those are asked for.
 *
 * <p>Frames have numbers without a gap; a missing one means that an order's change may be missing. One that comes late is taken all the
 * same: an order's state only ever grows.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> for subscriptions and refusals only. Source:
 * docs/protocol/coinbase.md, "User channel of Advanced Trade".
 */
final class AdvancedUserChannel implements UserChannel {
    private static final DirectBuffer NO_TEXT = new UnsafeBuffer(new byte[0]);
    private static final byte[] SUBSCRIPTIONS = ascii("subscriptions");
    private static final byte[] SEQUENCE_NUM = ascii("sequence_num");
    private static final long CHANNEL = JsonReader.word("channel");
    private static final long EVENTS = JsonReader.word("events");
    private static final long ORDERS = JsonReader.word("orders");
    private static final long USER = JsonReader.word("user");
    private static final long TYPE = JsonReader.word("type");
    private static final long ERROR = JsonReader.word("error");

    private final JsonReader reader = new JsonReader();
    private final OrderRecord told = new OrderRecord();
    private final AdvancedRecords records;
    private final CdpToken tokens;
    private final OrderReports reports;
    private final SentOrders orders;
    private final String products;
    private long nextSequence;
    private long sequence;
    private boolean isUser;
    private boolean isSubscribed;
    private boolean isError;
    private long foreignEvents;
    private long receiveTimeNs;
    private long nowNs;
    private String text = "";

    AdvancedUserChannel(final Instruments instruments, final CdpToken tokens, final OrderReports reports) {
        this.tokens = tokens;
        this.reports = reports;
        orders = reports.orders();
        final List<Instrument> own = instruments.of(Venue.COINBASE_ADVANCED);
        records = new AdvancedRecords(new SymbolTable<>(own, Instrument::venueSymbol));
        products = String.join(",", own.stream().map(instrument -> '"' + instrument.venueSymbol() + '"').toList());
    }

    /** Heartbeats besides: without them the venue closes a channel on which nothing happens. */
    @Override
    public List<String> subscriptions(final long venueTimeNs) {
        return List.of(subscription("heartbeats", venueTimeNs), subscription("user", venueTimeNs));
    }

    @Override
    public void onOpen() {
        nextSequence = 0;
        text = "";
    }

    @Override
    public Event onMessage(
            final DirectBuffer buffer, final int offset, final int length, final long receivedNs, final long timeNs) {
        receiveTimeNs = receivedNs;
        nowNs = timeNs;
        sequence = Instrument.NULL_VALUE;
        isUser = false;
        isSubscribed = false;
        isError = false;
        int eventsPosition = -1;
        reader.wrap(buffer, offset, length);
        reader.beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(EVENTS)) {
                reader.peek();
                eventsPosition = reader.position();
                reader.skipValue();
            } else {
                readField();
            }
        }
        if (isError || reader.failed() || sequence == Instrument.NULL_VALUE) {
            text = (isError ? "" : "can not be read: ")
                    + buffer.getStringWithoutLengthAscii(offset, Math.min(length, 300));
            return isError ? Event.REFUSED : Event.UNREADABLE;
        }
        if (eventsPosition >= 0) {
            reader.seek(eventsPosition);
            readEvents(buffer, offset);
        }
        if (reader.failed()) {
            text = "can not be read: " + buffer.getStringWithoutLengthAscii(offset, Math.min(length, 300));
            return Event.UNREADABLE;
        }
        final boolean hasGap = sequence > nextSequence;
        nextSequence = Math.max(nextSequence, sequence + 1);
        return isSubscribed ? Event.SUBSCRIBED : hasGap ? Event.GAP : Event.NONE;
    }

    @Override
    public String text() {
        return text;
    }

    /** Changes of orders that are not of this engine. */
    long foreignEvents() {
        return foreignEvents;
    }

    private void readField() {
        if (reader.keyIs(SEQUENCE_NUM)) {
            sequence = reader.readLong();
        } else if (reader.keyIs(CHANNEL)) {
            reader.readString();
            isUser = reader.keyIs(USER);
            isSubscribed = reader.keyIs(SUBSCRIPTIONS);
        } else if (reader.keyIs(TYPE)) {
            reader.readString();
            isError = reader.keyIs(ERROR);
        } else {
            reader.skipValue();
        }
    }

    /** An acknowledgement lists the channels: it counts when the user's is among them. */
    private void readEvents(final DirectBuffer buffer, final int offset) {
        final boolean isAcknowledgement = isSubscribed;
        isSubscribed = false;
        reader.beginArray();
        while (reader.nextElement()) {
            reader.beginObject();
            while (reader.nextKey()) {
                if (isUser && reader.keyIs(ORDERS)) {
                    readOrders(buffer, offset);
                } else if (isAcknowledgement && reader.keyIs(SUBSCRIPTIONS)) {
                    reader.beginObject();
                    while (reader.nextKey()) {
                        isSubscribed |= reader.keyIs(USER);
                        reader.skipValue();
                    }
                } else {
                    reader.skipValue();
                }
            }
        }
    }

    private void readOrders(final DirectBuffer buffer, final int offset) {
        reader.beginArray();
        while (reader.nextElement()) {
            records.readOrder(reader, buffer, offset, told);
            if (reader.failed() || told.instrument == null) {
                continue;
            }
            final SentOrder order = told.isOurs() ? orders.add(told.clientOrderId, told.instrument.instrumentId()) : null;
            if (order == null) {
                foreignEvents++;
            } else {
                onOrder(order);
            }
        }
    }

    private void onOrder(final SentOrder order) {
        if (told.status == OrderStatus.REJECTED && !order.isAcknowledged) {
            reports.rejected(order.clientOrderId, order.instrumentId,
                    told.endReason == RejectReason.NONE ? RejectReason.VENUE_OTHER : told.endReason, NO_TEXT, nowNs);
            return;
        }
        if (order.orderQuantity == Instrument.NULL_VALUE) {
            order.orderQuantity = told.quantity;
            order.madeTimeNs = told.madeTimeNs;
            order.orderType = told.orderType;
        }
        reports.accepted(order, told, told.madeTimeNs, receiveTimeNs, nowNs);
        if (told.isTriggered && order.orderType == OrderType.STOP_LIMIT) {
            reports.triggered(order, Instrument.NULL_VALUE, receiveTimeNs, nowNs);
        }
        switch (told.status) {
            case FILLED -> ended(order, ExecType.TRADE);
            case CANCELED -> ended(order, ExecType.CANCELED);
            case EXPIRED, REJECTED -> ended(order, ExecType.EXPIRED);
            default -> reports.told(order, told.filledQuantity);
        }
    }

    private void ended(final SentOrder order, final ExecType type) {
        reports.ended(order, type, told.endReason, told.filledQuantity, receiveTimeNs, nowNs);
    }

    private String subscription(final String channel, final long venueTimeNs) {
        return "{\"type\":\"subscribe\",\"product_ids\":[" + products + "],\"channel\":\"" + channel + "\",\"jwt\":\""
                + tokens.forStream(TimeUnit.NANOSECONDS.toSeconds(venueTimeNs)) + "\"}";
    }
}
