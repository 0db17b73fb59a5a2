package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.ClientOrderId;
import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.NameTable;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.json.JsonReader;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportEncoder;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.Side;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A fill as REST tells it, to an execution report. Its fee is in the quote asset.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Memory:</b> valid while the answer is. <b>Allocates:</b> none after construction.
 * Source: docs.kraken.com, REST, "Get Trades History", "Query Trades Info".
 */
final class RestFill {
    private static final int ORDER_ID = 0;
    private static final int PAIR = 1;
    private static final int TIME = 2;
    private static final int TYPE = 3;
    private static final int PRICE = 4;
    private static final int FEE = 5;
    private static final int VOL = 6;
    private static final int MAKER = 7;
    private static final int CL_ORD_ID = 8;
    private static final int TIME_DECIMALS = 9;
    private static final int FEE_DECIMALS = 8;
    private static final byte[] BUY = "buy".getBytes(StandardCharsets.US_ASCII);

    private final JsonFields fields =
            new JsonFields(List.of("ordertxid", "pair", "time", "type", "price", "fee", "vol", "maker", "cl_ord_id"));
    private final VenueId orderId = new VenueId();
    private final VenueId executionId = new VenueId();
    private final RestNames names;
    private final List<String> assets;
    private DirectBuffer buffer;

    RestFill(final RestNames names, final Instruments instruments) {
        this.names = names;
        assets = instruments.assets();
    }

    /**
     * Reads a fill where the reader stands.
     *
     * @param idOffset of its key, which is its id, in the buffer
     */
    void read(final JsonReader reader, final DirectBuffer newBuffer, final int textOffset, final int idOffset, final int idLength) {
        buffer = newBuffer;
        executionId.parse(buffer, idOffset, idLength);
        fields.read(reader, newBuffer, textOffset);
        orderId.parse(buffer, fields.offset(ORDER_ID), fields.length(ORDER_ID));
    }

    /** The venue's id of its order. */
    VenueId orderId() {
        return orderId;
    }

    /** The same as text. Allocates. */
    String orderIdText() {
        return buffer.getStringWithoutLengthAscii(fields.offset(ORDER_ID), fields.length(ORDER_ID));
    }

    /** One of ours, or {@link ClientOrderId#FOREIGN}, also where the venue does not say. */
    long clientOrderId() {
        return ClientOrderId.parse(buffer, fields.offset(CL_ORD_ID), fields.length(CL_ORD_ID));
    }

    /** Null where it is none of the engine's. */
    Instrument instrument() {
        return names.instrument(buffer, fields.offset(PAIR), fields.length(PAIR));
    }

    /** Reports it; false where it can not be read. */
    boolean report(final ExecutionReportWriter reports, final long clientOrderId, final Instrument instrument, final long nowNs) {
        final ExecutionReportEncoder report = reports.begin(ExecType.TRADE, clientOrderId, instrument.instrumentId())
                .receiveTimeNs(nowNs)
                .venueTimeNs(fields.decimal(TIME, TIME_DECIMALS))
                .orderStatus(OrderStatus.PARTIALLY_FILLED)
                .lastPrice(fields.decimal(PRICE, instrument.priceDecimals()))
                .lastQuantity(fields.decimal(VOL, instrument.quantityDecimals()))
                .feeE8(fields.decimal(FEE, FEE_DECIMALS))
                .side(fields.is(TYPE, BUY) ? Side.BUY : Side.SELL)
                .liquiditySide(fields.isTrue(MAKER) ? LiquiditySide.MAKER : LiquiditySide.TAKER);
        report.venueOrderId().high(orderId.high()).low(orderId.low());
        report.executionId().high(executionId.high()).low(executionId.low());
        final int assetId = assets.indexOf(instrument.quoteAsset());
        if (assetId != NameTable.UNKNOWN) {
            report.feeAssetId(assetId);
        }
        if (fields.malformed() || executionId.low() == VenueId.UNKNOWN) {
            return false;
        }
        reports.publish(nowNs);
        return true;
    }
}
