package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.ClientOrderId;
import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.json.JsonReader;
import io.peregrine.message.OpenOrderEncoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.venue.kraken.gateway.RestCall.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Answers a request to tell everything: balances, then fills, then open orders, one REST call after the other. The venue tells fills in
 * pages, the newest first, so that new ones shift the pages and none is missed; a page is told from its oldest. Where it does not tell our
 * id with a fill, and this run did not send the order, the order is asked for. A fill of an order that this engine did not place has a null
 * client order id.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> freely, for each answer. <b>Errors:</b> what can not be asked for
 * ends the answer, which says so.
 */
final class Reconciliation {
    private static final int PAGE = 50;
    private static final long NS_PER_SECOND = 1_000_000_000;
    private static final long TRADES = JsonReader.word("trades");
    private static final long COUNT = JsonReader.word("count");
    private static final long OPEN = JsonReader.word("open");

    private final JsonReader reader = new JsonReader();
    private final VenueId venueId = new VenueId();
    private final UnsafeBuffer page = new UnsafeBuffer(0, 0);
    private final IntArrayList keys = new IntArrayList();
    private final IntArrayList keyLengths = new IntArrayList();
    private final IntArrayList values = new IntArrayList();
    private final Map<String, Long> owners = new HashMap<>();
    private final RestFill fill;
    private final RestOrder order;
    private final AccountBalances balances;
    private final KrakenOrders orders;
    private final KrakenRest rest;
    private final ReconciliationWriter account;
    private final ExecutionReportWriter reports;
    private long id;
    private long sinceSeconds;
    private int pageOffset;
    private long count;
    private boolean isComplete;

    Reconciliation(
            final Instruments instruments, final RestNames names, final KrakenOrders orders, final AccountBalances balances,
            final KrakenRest rest, final ReconciliationWriter account, final ExecutionReportWriter reports) {
        fill = new RestFill(names, instruments);
        order = new RestOrder(names);
        this.orders = orders;
        this.balances = balances;
        this.rest = rest;
        this.account = account;
        this.reports = reports;
    }

    /** Begins to ask; an answer under way is forgotten. */
    void begin(final ReconcileRequestDecoder request, final long nowNs) {
        account.begin(request);
        id = request.reconciliationId();
        // Whole seconds, and exclusive.
        sinceSeconds = Math.max(0, request.fillsSinceNs() / NS_PER_SECOND - 1);
        pageOffset = 0;
        isComplete = true;
        owners.clear();
        rest.call(RestCall.of(Kind.RECONCILE_BALANCES, id, "", nowNs));
    }

    void onResult(final RestCall call, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        if (!account.underWay() || call.id() != id) {
            return;
        }
        final boolean readable = switch (call.kind()) {
            case RECONCILE_BALANCES -> onBalances(buffer, offset, length, nowNs);
            case RECONCILE_TRADES -> onTrades(buffer, offset, length, nowNs);
            case RECONCILE_NAMES -> onNames(buffer, offset, length, nowNs);
            default -> onOpenOrders(buffer, offset, length, nowNs);
        };
        if (!readable) {
            end("the answer to " + call.kind().path() + " can not be read", nowNs);
        }
    }

    /** A call was refused, not answered or not sent. */
    void onFailure(final RestCall call, final String why, final long nowNs) {
        if (account.underWay() && call.id() == id) {
            end(call.kind().path() + ": " + why, nowNs);
        }
    }

    private void end(final String why, final long nowNs) {
        account.end(false, why, nowNs);
    }

    private boolean onBalances(final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        if (!balances.onExtended(buffer, offset, length, nowNs)) {
            return false;
        }
        askForPage(nowNs);
        return true;
    }

    private void askForPage(final long nowNs) {
        rest.call(RestCall.of(Kind.RECONCILE_TRADES, id,
                "consolidate_taker=false&start=" + sinceSeconds + "&ofs=" + pageOffset, nowNs));
    }

    private boolean onTrades(final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        final byte[] copy = new byte[length];
        buffer.getBytes(offset, copy);
        page.wrap(copy);
        keys.clear();
        keyLengths.clear();
        values.clear();
        count = 0;
        reader.wrap(page, 0, length).beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(TRADES) && reader.peek() == '{') {
                readKeys();
            } else if (reader.keyIs(COUNT)) {
                count = reader.readLong();
            } else {
                reader.skipValue();
            }
        }
        if (reader.failed()) {
            return false;
        }
        final String unnamed = unnamedOrders();
        if (unnamed.isEmpty()) {
            tellPage(nowNs);
        } else {
            rest.call(RestCall.of(Kind.RECONCILE_NAMES, id, "txid=" + unnamed, nowNs));
        }
        return true;
    }

    private void readKeys() {
        reader.beginObject();
        while (reader.nextKey()) {
            keys.addInt(reader.sliceOffset());
            keyLengths.addInt(reader.sliceLength());
            values.addInt(reader.position());
            reader.skipValue();
        }
    }

    private void readFill(final int index) {
        reader.seek(values.getInt(index));
        fill.read(reader, page, 0, keys.getInt(index), keyLengths.getInt(index));
    }

    /** Whose the fill is that was read last: an id of ours, FOREIGN, or null where nobody knows yet. */
    private Long owner() {
        final long named = fill.clientOrderId();
        final int slot = orders.find(fill.orderId().high(), fill.orderId().low());
        return named != ClientOrderId.FOREIGN ? Long.valueOf(named)
                : slot != KrakenOrders.NONE ? Long.valueOf(orders.clientOrderId(slot)) : owners.get(fill.orderIdText());
    }

    private String unnamedOrders() {
        final TreeSet<String> unnamed = new TreeSet<>();
        for (int i = 0; i < keys.size(); i++) {
            readFill(i);
            if (fill.instrument() != null && owner() == null) {
                unnamed.add(fill.orderIdText());
            }
        }
        return String.join(",", unnamed);
    }

    private boolean onNames(final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        reader.wrap(buffer, offset, length).beginObject();
        while (reader.nextKey()) {
            final String orderId = reader.text();
            order.read(reader, buffer, offset);
            owners.put(orderId, order.clientOrderId());
        }
        if (reader.failed()) {
            return false;
        }
        reader.wrap(page, 0, page.capacity());
        tellPage(nowNs);
        return true;
    }

    private void tellPage(final long nowNs) {
        for (int i = keys.size() - 1; i >= 0; i--) {
            readFill(i);
            final Instrument instrument = fill.instrument();
            if (instrument == null) {
                continue;
            }
            final Long owner = owner();
            if (fill.report(reports, owner == null ? ClientOrderId.FOREIGN : owner, instrument, nowNs)) {
                account.countFill();
            } else {
                isComplete = false;
            }
        }
        pageOffset += PAGE;
        if (pageOffset < count) {
            askForPage(nowNs);
        } else {
            rest.call(RestCall.of(Kind.RECONCILE_ORDERS, id, "", nowNs));
        }
    }

    private boolean onOpenOrders(final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        reader.wrap(buffer, offset, length).beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(OPEN) && reader.peek() == '{') {
                reader.beginObject();
                while (reader.nextKey()) {
                    venueId.parse(buffer, offset + reader.sliceOffset(), reader.sliceLength());
                    order.read(reader, buffer, offset);
                    tellOrder(nowNs);
                }
            } else {
                reader.skipValue();
            }
        }
        if (reader.failed()) {
            return false;
        }
        account.end(isComplete, isComplete ? "" : "a fill could not be read", nowNs);
        return true;
    }

    private void tellOrder(final long nowNs) {
        if (reader.failed()) {
            return;
        }
        final Instrument instrument = order.instrument();
        final OpenOrderEncoder open = account.openOrder(
                instrument == null ? OpenOrderEncoder.instrumentIdNullValue() : instrument.instrumentId(), order.clientOrderId(),
                order.side(), order.orderType(), nowNs);
        open.venueOrderId().high(venueId.high()).low(venueId.low());
        if (instrument != null) {
            open.price(order.price()).quantity(order.quantity()).cumQuantity(order.cumQuantity());
        }
        account.tellOpenOrder(nowNs);
    }
}
