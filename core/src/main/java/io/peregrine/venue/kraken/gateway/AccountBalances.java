package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.NameTable;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.json.JsonReader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;

/**
 * What the account holds: REST tells it whole, with what open orders hold of it; the channel {@code balances} tells new totals at once, of
 * which as much is taken to be held as REST said last.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> mantissas at 8 decimals; what the venue has beyond them is cut off.
 * <b>Allocates:</b> none after construction. Source: docs.kraken.com, REST, "Get Extended Balance"; WebSocket v2, "Balances".
 */
final class AccountBalances {
    private static final int DECIMALS = 8;
    private static final int VENUE_DECIMALS = 10;
    private static final int CUT = 100;
    private static final int BALANCE = 0;
    private static final int HOLD = 1;
    private static final int ASSET = 2;

    private final JsonFields fields = new JsonFields(List.of("balance", "hold_trade", "asset"));
    private final JsonReader reader = new JsonReader();
    private final RestNames names;
    private final ReconciliationWriter account;
    private final long[] lockedE8;
    private final int[] venueAssets;
    private final boolean[] listed;

    AccountBalances(final Instruments instruments, final RestNames names, final ReconciliationWriter account) {
        this.names = names;
        this.account = account;
        lockedE8 = new long[instruments.assets().size()];
        listed = new boolean[instruments.assets().size()];
        venueAssets = instruments.of(Venue.KRAKEN).stream()
                .flatMap(instrument -> Stream.of(instrument.baseAsset(), instrument.quoteAsset()))
                .mapToInt(instruments::assetId).distinct().toArray();
    }

    /** The result of {@code BalanceEx}; false where it can not be read. What is not on it is zero, and is told too. */
    boolean onExtended(final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        Arrays.fill(listed, false);
        reader.wrap(buffer, offset, length).beginObject();
        while (reader.nextKey()) {
            final int assetId = names.assetId(buffer, offset + reader.sliceOffset(), reader.sliceLength());
            fields.read(reader, buffer, offset);
            if (assetId != NameTable.UNKNOWN && !reader.failed()) {
                final long totalE8 = amountE8(BALANCE);
                listed[assetId] = true;
                lockedE8[assetId] = Math.max(0, amountE8(HOLD));
                account.tellBalance(assetId, totalE8 - lockedE8[assetId], lockedE8[assetId], nowNs, nowNs);
            }
        }
        if (reader.failed()) {
            return false;
        }
        for (final int assetId : venueAssets) {
            if (!listed[assetId]) {
                lockedE8[assetId] = 0;
                account.tellBalance(assetId, 0, 0, nowNs, nowNs);
            }
        }
        return true;
    }

    /** A frame of the channel. */
    void onFrame(final KrakenMessageDecoder frame, final long receiveTimeNs, final long nowNs) {
        reader.wrap(frame.buffer(), frame.dataOffset(), frame.dataLength()).beginArray();
        while (reader.nextElement()) {
            fields.read(reader, frame.buffer(), frame.dataOffset());
            final int assetId = names.assetId(frame.buffer(), fields.offset(ASSET), fields.length(ASSET));
            if (assetId != NameTable.UNKNOWN && !reader.failed()) {
                final long totalE8 = amountE8(BALANCE);
                final long heldE8 = Math.min(totalE8, lockedE8[assetId]);
                account.tellBalance(assetId, totalE8 - heldE8, heldE8, receiveTimeNs, nowNs);
            }
        }
    }

    private long amountE8(final int field) {
        final long amount = fields.decimal(field, DECIMALS);
        if (amount != JsonFields.ABSENT) {
            return amount;
        }
        final long precise = fields.decimal(field, VENUE_DECIMALS);
        return precise == JsonFields.ABSENT ? 0 : precise / CUT;
    }
}
