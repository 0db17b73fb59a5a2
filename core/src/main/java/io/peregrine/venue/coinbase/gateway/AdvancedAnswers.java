package io.peregrine.venue.coinbase.gateway;

import static io.peregrine.text.Ascii.ascii;

import io.peregrine.feed.SymbolTable;
import io.peregrine.gateway.NameTable;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.json.JsonReader;
import io.peregrine.json.JsonUuid;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.net.HttpResponse;
import org.agrona.DirectBuffer;

/**
 * Answers of Coinbase Advanced Trade. Its answer to a request that it refuses is an HTTP 200 too.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> none after construction. Source: docs/protocol/coinbase.md, "Order
 * entry on Advanced Trade".
 */
final class AdvancedAnswers implements RestAnswers {
    private static final int MILLIS_DECIMALS = 6;
    private static final byte[] EPOCH_MILLIS = ascii("epochMillis");
    private static final byte[] SUCCESS_RESPONSE = ascii("success_response");
    private static final byte[] ERROR_RESPONSE = ascii("error_response");
    private static final byte[] AVAILABLE_BALANCE = ascii("available_balance");
    private static final byte[] HAS_NEXT = ascii("has_next");
    private static final byte[] ACCOUNTS = ascii("accounts");
    private static final long SUCCESS = JsonReader.word("success");
    private static final long RESULTS = JsonReader.word("results");
    private static final long ERRORS = JsonReader.word("errors");
    private static final long ORDER_ID = JsonReader.word("order_id");
    private static final long ORDER = JsonReader.word("order");
    private static final long ORDERS = JsonReader.word("orders");
    private static final long FILLS = JsonReader.word("fills");
    private static final long CURSOR = JsonReader.word("cursor");
    private static final long CURRENCY = JsonReader.word("currency");
    private static final long HOLD = JsonReader.word("hold");
    private static final long VALUE = JsonReader.word("value");

    private final JsonReader reader = new JsonReader();
    private final JsonUuid uuid = new JsonUuid();
    private final OrderRecord order = new OrderRecord();
    private final FillRecord fill = new FillRecord();
    private final AdvancedRecords records;
    private final NameTable assets;
    private RejectReason reason = RejectReason.NONE;
    private boolean isSuccess;

    AdvancedAnswers(final Instruments instruments) {
        records = new AdvancedRecords(new SymbolTable<>(instruments.of(Venue.COINBASE_ADVANCED), Instrument::venueSymbol));
        assets = new NameTable(instruments.assets());
    }

    @Override
    public long readTime(final HttpResponse response) {
        long timeNs = Instrument.NULL_VALUE;
        wrap(response.body());
        reader.beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(EPOCH_MILLIS)) {
                timeNs = reader.readDecimal(MILLIS_DECIMALS);
            } else {
                reader.skipValue();
            }
        }
        return response.ok() && !reader.failed() ? timeNs : Instrument.NULL_VALUE;
    }

    @Override
    public Verdict readNewOrder(final HttpResponse response, final OrderRecord told) {
        final Verdict verdict = verdict(response);
        if (verdict != Verdict.ACCEPTED || isSuccess && readOrderId(response.body(), told)) {
            return verdict;
        }
        return isSuccess ? Verdict.UNKNOWN : Verdict.REFUSED;
    }

    @Override
    public Verdict readCancel(final HttpResponse response) {
        final Verdict verdict = verdict(response);
        return verdict == Verdict.ACCEPTED && !isSuccess ? Verdict.REFUSED : verdict;
    }

    @Override
    public Verdict readReplace(final HttpResponse response) {
        return readCancel(response);
    }

    @Override
    public RejectReason reason() {
        return reason;
    }

    @Override
    public boolean forgetsCanceled() {
        return false;
    }

    @Override
    public boolean isNotFound(final HttpResponse response) {
        return response.status() == HttpStatus.NOT_FOUND;
    }

    @Override
    public boolean readOrders(final HttpResponse response, final AnswerListener listener, final Page next) {
        return readList(response, listener, next);
    }

    @Override
    public boolean readFills(final HttpResponse response, final AnswerListener listener, final Page next) {
        return readList(response, listener, next);
    }

    @Override
    public boolean readBalances(final HttpResponse response, final AnswerListener listener, final Page next) {
        return readList(response, listener, next);
    }

    /** Where {@code has_next} is said it counts, else the cursor alone. */
    private boolean readList(final HttpResponse response, final AnswerListener listener, final Page next) {
        next.first();
        if (!response.ok()) {
            return false;
        }
        final DirectBuffer body = response.body();
        boolean isLast = false;
        wrap(body);
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == ORDER) {
                readOrder(body, listener);
            } else if (key == ORDERS) {
                reader.beginArray();
                while (reader.nextElement()) {
                    readOrder(body, listener);
                }
            } else if (key == FILLS) {
                reader.beginArray();
                while (reader.nextElement()) {
                    readFill(body, listener);
                }
            } else if (reader.keyIs(ACCOUNTS)) {
                reader.beginArray();
                while (reader.nextElement()) {
                    readAccount(body, listener);
                }
            } else if (reader.keyIs(HAS_NEXT)) {
                isLast = !reader.readBoolean();
            } else if (key == CURSOR && reader.peek() == '"') {
                reader.readString();
                next.set(body, reader.sliceOffset(), reader.sliceLength());
            } else {
                reader.skipValue();
            }
        }
        if (isLast) {
            next.first();
        }
        return reader.atEnd();
    }

    private void readOrder(final DirectBuffer body, final AnswerListener listener) {
        records.readOrder(reader, body, order);
        if (!reader.failed()) {
            listener.onOrder(order);
        }
    }

    private void readFill(final DirectBuffer body, final AnswerListener listener) {
        final boolean isFill = records.readFill(reader, body, fill);
        if (!reader.failed() && isFill && fill.instrument != null && fill.isWhole()) {
            listener.onFill(fill);
        }
    }

    private void readAccount(final DirectBuffer body, final AnswerListener listener) {
        int assetId = NameTable.UNKNOWN;
        long freeE8 = Instrument.NULL_VALUE;
        long lockedE8 = Instrument.NULL_VALUE;
        reader.beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(CURRENCY)) {
                reader.readString();
                assetId = assets.indexOf(body, reader.sliceOffset(), reader.sliceLength());
            } else if (reader.keyIs(AVAILABLE_BALANCE)) {
                freeE8 = readValue(body);
            } else if (reader.keyIs(HOLD)) {
                lockedE8 = readValue(body);
            } else {
                reader.skipValue();
            }
        }
        if (!reader.failed() && assetId != NameTable.UNKNOWN && freeE8 != Instrument.NULL_VALUE && lockedE8 != Instrument.NULL_VALUE) {
            listener.onBalance(assetId, freeE8, lockedE8);
        }
    }

    private long readValue(final DirectBuffer body) {
        long valueE8 = Instrument.NULL_VALUE;
        reader.beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(VALUE)) {
                valueE8 = RoundedDecimal.readE8(reader, body, 0);
            } else {
                reader.skipValue();
            }
        }
        return valueE8;
    }

    /** What the status says, and the body where the status is one of success. */
    private Verdict verdict(final HttpResponse response) {
        final Verdict verdict = HttpStatus.verdict(response.status());
        reason = RejectReason.VENUE_OTHER;
        isSuccess = false;
        if (verdict == Verdict.UNKNOWN) {
            return verdict;
        }
        wrap(response.body());
        readSuccess(response.body());
        if (response.status() == HttpStatus.TOO_MANY_REQUESTS) {
            reason = RejectReason.RATE_LIMITED;
        }
        return verdict == Verdict.ACCEPTED && reader.failed() ? Verdict.UNKNOWN : verdict;
    }

    /** {@code success}, itself or in a list of one result, and every text that may say why not. */
    private void readSuccess(final DirectBuffer body) {
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == SUCCESS) {
                isSuccess = reader.readBoolean();
            } else if ((key == RESULTS || key == ERRORS) && reader.peek() == '[') {
                reader.beginArray();
                while (reader.nextElement()) {
                    readSuccess(body);
                }
            } else if (reader.keyIs(ERROR_RESPONSE) && reader.peek() == '{') {
                readSuccess(body);
            } else if (key != ORDER_ID && reader.peek() == '"') {
                reader.readString();
                if (reason == RejectReason.VENUE_OTHER) {
                    reason = ErrorText.reason(body, reader.sliceOffset(), reader.sliceLength());
                }
            } else {
                reader.skipValue();
            }
        }
    }

    private boolean readOrderId(final DirectBuffer body, final OrderRecord told) {
        wrap(body);
        reader.beginObject();
        while (reader.nextKey()) {
            if (!reader.keyIs(SUCCESS_RESPONSE) || reader.peek() != '{') {
                reader.skipValue();
                continue;
            }
            reader.beginObject();
            while (reader.nextKey()) {
                if (reader.keyIs(ORDER_ID)) {
                    uuid.read(reader);
                    told.hasVenueId = uuid.isKnown();
                    told.venueIdHigh = uuid.high();
                    told.venueIdLow = uuid.low();
                    told.status = OrderStatus.NEW;
                } else {
                    reader.skipValue();
                }
            }
        }
        return told.hasVenueId;
    }

    private void wrap(final DirectBuffer body) {
        reader.wrap(body, 0, body.capacity());
    }
}
