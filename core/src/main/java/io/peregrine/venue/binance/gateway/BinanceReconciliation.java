package io.peregrine.venue.binance.gateway;

import io.peregrine.gateway.ClientOrderId;
import io.peregrine.gateway.InFlightRequests;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.json.JsonReader;
import io.peregrine.message.OpenOrderEncoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.RejectReason;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells what the account holds: the balances first, then each symbol's fills since a time, then each symbol's open orders, one request at a
 * time. A fill that happens meanwhile is therefore in the balances and in the fills, or in the fills alone, never in the balances alone.
 *
 * <p>A fill on the venue's list names its order by the venue's id only; who hears it knows which one that is.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> for the text of an end only. <b>Errors:</b> an answer that is
 * refused or never comes ends the reconciliation as not complete. Source: Binance WebSocket API, "Account requests".
 */
final class BinanceReconciliation {
    /** A request that the rate limits do not let through is tried again for so long. */
    static final long WAIT_MAX_NS = TimeUnit.SECONDS.toNanos(20);
    /** The most fills that the venue tells at once. */
    static final int FILLS_MAX = 1_000;

    private static final long NS_PER_MS = 1_000_000;

    /** What is asked for next. */
    private enum Step { NONE, BALANCES, FILLS, OPEN_ORDERS }

    private final JsonReader reader = new JsonReader();
    private final OrderFields order = new OrderFields();
    private final List<Instrument> instruments;
    private final BinanceRequests requests;
    private final BinanceUserDataAdapter userData;
    private final ReconciliationWriter account;
    private Step step = Step.NONE;
    /** The request that is to be answered, or none: an answer to any other, of a reconciliation that was replaced, is of no interest. */
    private long requestId = InFlightRequests.NONE;
    private int index;
    private long fromTradeId;
    private long sinceMs;
    private long beginTimeNs;

    BinanceReconciliation(
            final Instruments instruments, final BinanceRequests requests, final BinanceUserDataAdapter userData,
            final ReconciliationWriter account) {
        this.instruments = instruments.of(Venue.BINANCE_SPOT);
        this.requests = requests;
        this.userData = userData;
        this.account = account;
    }

    /** Begins; what was under way is forgotten. */
    void begin(final ReconcileRequestDecoder request, final long nowNs) {
        account.begin(request);
        sinceMs = Math.max(0, request.fillsSinceNs() / NS_PER_MS);
        beginTimeNs = nowNs;
        next(Step.BALANCES);
        doWork(nowNs);
    }

    /** Sends the next request if it is due and may be sent. */
    int doWork(final long nowNs) {
        if (step == Step.NONE || requestId != InFlightRequests.NONE) {
            return 0;
        }
        final long id = requests.inFlight().nextId();
        final RejectReason refusal = send(nowNs);
        if (refusal == RejectReason.NONE) {
            requestId = id;
        } else if (nowNs - beginTimeNs > WAIT_MAX_NS) {
            fail(step + " can not be asked for: " + refusal, nowNs);
        }
        return 1;
    }

    /** One of its requests was refused, or gets no answer any more. */
    void onFailure(final long id, final String why, final long nowNs) {
        if (id == requestId) {
            fail(why, nowNs);
        }
    }

    /** It can not go on. */
    void fail(final String why, final long nowNs) {
        if (step != Step.NONE) {
            next(Step.NONE);
            account.end(false, why, nowNs);
        }
    }

    /** An answer to a request. */
    void onResult(final long id, final BinanceMessageDecoder message, final long receiveTimeNs, final long nowNs) {
        if (id != requestId) {
            return;
        }
        switch (step) {
            case BALANCES -> {
                if (userData.tellBalances(message.fields(), message.buffer(), account, receiveTimeNs, nowNs)) {
                    next(Step.FILLS);
                } else {
                    fail("the balances can not be read", nowNs);
                }
            }
            case FILLS -> onFills(message, receiveTimeNs, nowNs);
            default -> onOpenOrders(message, receiveTimeNs, nowNs);
        }
        doWork(nowNs);
    }

    private void onFills(final BinanceMessageDecoder message, final long receiveTimeNs, final long nowNs) {
        final Instrument instrument = instruments.get(index);
        final long lastTradeId =
                userData.onTrades(ClientOrderId.FOREIGN, instrument.instrumentId(), message, receiveTimeNs, nowNs);
        final int count = userData.tradeCount();
        for (int i = 0; i < count; i++) {
            account.countFill();
        }
        if (!userData.tradesReadable()) {
            fail("the fills of " + instrument.venueSymbol() + " can not be read", nowNs);
        } else if (count == FILLS_MAX) {
            fromTradeId = lastTradeId + 1;
            requestId = InFlightRequests.NONE;
        } else {
            nextInstrument(Step.FILLS, Step.OPEN_ORDERS);
        }
    }

    private void onOpenOrders(final BinanceMessageDecoder message, final long receiveTimeNs, final long nowNs) {
        final Instrument instrument = instruments.get(index);
        reader.wrap(message.buffer(), message.listOffset(), message.listLength());
        reader.beginArray();
        boolean readable = true;
        while (reader.nextElement()) {
            order.clear(message.buffer());
            order.readResult(reader, message.listOffset(), FieldNames.ORDER);
            readable &= !reader.failed() && onOpenOrder(instrument, receiveTimeNs, nowNs);
        }
        if (reader.failed() || !readable) {
            fail("the open orders of " + instrument.venueSymbol() + " can not be read", nowNs);
            return;
        }
        nextInstrument(Step.OPEN_ORDERS, Step.NONE);
        if (step == Step.NONE) {
            account.end(true, "", nowNs);
        }
    }

    /** Tells one order; false where it can not be read. */
    private boolean onOpenOrder(final Instrument instrument, final long receiveTimeNs, final long nowNs) {
        final OpenOrderEncoder told = account.openOrder(
                instrument.instrumentId(), order.clientOrderId('c'), order.side(), order.orderType(), receiveTimeNs);
        final long price = order.decimal('p', instrument.priceDecimals());
        if (price != 0) {
            told.price(price);
        }
        told.quantity(order.decimal('q', instrument.quantityDecimals()))
                .cumQuantity(order.decimal('z', instrument.quantityDecimals()))
                .venueOrderId().high(0).low(order.number('i'));
        if (order.malformed()) {
            return false;
        }
        account.tellOpenOrder(nowNs);
        return true;
    }

    private void nextInstrument(final Step same, final Step then) {
        requestId = InFlightRequests.NONE;
        fromTradeId = OrderFields.ABSENT;
        index++;
        if (index == instruments.size()) {
            next(then);
        } else {
            step = same;
        }
    }

    private void next(final Step then) {
        step = then;
        requestId = InFlightRequests.NONE;
        index = 0;
        fromTradeId = OrderFields.ABSENT;
    }

    private RejectReason send(final long nowNs) {
        return switch (step) {
            case BALANCES -> requests.holdings(nowNs);
            case FILLS -> requests.fills(instruments.get(index).instrumentId(), sinceMs, fromTradeId, nowNs);
            default -> requests.openOrders(instruments.get(index).instrumentId(), nowNs);
        };
    }
}
