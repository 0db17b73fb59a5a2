package io.peregrine.gateway;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.BalanceEncoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.GatewayStatusEncoder;
import io.peregrine.message.Id128Encoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.OpenOrderEncoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.ReconcileEndDecoder;
import io.peregrine.message.ReconcileEndEncoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.Side;
import io.peregrine.order.ReconciliationListener;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes what a gateway tells of its venue: open orders, balances, the end of an answer, and whether it is ready.
 *
 * <p><b>Threading:</b> confined to the gateway's thread; the listener must not cause another call from within. <b>Memory:</b> a message is
 * valid until the listener returns. <b>Allocates:</b> for the texts of an end and of a status only.
 */
public final class ReconciliationWriter {
    private static final int TEXT_LENGTH_MAX = 256;
    private static final int BUFFER_BYTES = 128 + TEXT_LENGTH_MAX;
    private static final byte[] NO_TEXT = {};

    private final ReconciliationListener listener;
    private int venueInstrumentId;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BUFFER_BYTES]);
    private final OpenOrderEncoder openOrder = new OpenOrderEncoder();
    private final OpenOrderDecoder openOrderTold = new OpenOrderDecoder();
    private final BalanceEncoder balance = new BalanceEncoder();
    private final BalanceDecoder balanceTold = new BalanceDecoder();
    private final ReconcileEndEncoder end = new ReconcileEndEncoder();
    private final ReconcileEndDecoder endTold = new ReconcileEndDecoder();
    private final GatewayStatusEncoder status = new GatewayStatusEncoder();
    private final GatewayStatusDecoder statusTold = new GatewayStatusDecoder();
    private long reconciliationId = Instrument.NULL_VALUE;
    private int openOrderCount;
    private int fillCount;

    /**
     * @param venueInstrumentId one of the venue's instruments, which names the venue
     */
    public ReconciliationWriter(final ReconciliationListener listener, final int venueInstrumentId) {
        this.listener = listener;
        this.venueInstrumentId = venueInstrumentId;
    }

    /** The answer to a request begins; one under way is forgotten. */
    public void begin(final ReconcileRequestDecoder request) {
        reconciliationId = request.reconciliationId();
        venueInstrumentId = request.instrumentId();
        openOrderCount = 0;
        fillCount = 0;
    }

    /** Is a request being answered? */
    public boolean underWay() {
        return reconciliationId != Instrument.NULL_VALUE;
    }

    /** A fill of the answer was reported. */
    public void countFill() {
        fillCount++;
    }

    /**
     * Starts an open order: the caller sets price, quantities and the venue's id, then tells it.
     *
     * @param instrumentId  {@link OpenOrderEncoder#instrumentIdNullValue} where it is none of the engine's
     * @param clientOrderId null value where the engine did not send it
     */
    public OpenOrderEncoder openOrder(
            final int instrumentId, final long clientOrderId, final Side side, final OrderType orderType, final long receiveTimeNs) {
        openOrder.wrap(buffer, 0)
                .receiveTimeNs(receiveTimeNs)
                .reconciliationId(reconciliationId)
                .instrumentId(instrumentId)
                .clientOrderId(clientOrderId)
                .price(OpenOrderEncoder.priceNullValue())
                .quantity(OpenOrderEncoder.quantityNullValue())
                .cumQuantity(OpenOrderEncoder.cumQuantityNullValue())
                .side(side)
                .orderType(orderType)
                .venueOrderId().high(Id128Encoder.highNullValue()).low(Id128Encoder.lowNullValue());
        return openOrder;
    }

    /** Tells the open order that was started. */
    public void tellOpenOrder(final long nowNs) {
        openOrderCount++;
        openOrderTold.wrap(buffer, 0, OpenOrderEncoder.BLOCK_LENGTH, OpenOrderEncoder.SCHEMA_VERSION);
        listener.onOpenOrder(openOrderTold, nowNs);
    }

    /** Tells a balance, of the answer under way or unasked. */
    public void tellBalance(final int assetId, final long freeE8, final long lockedE8, final long receiveTimeNs, final long nowNs) {
        balance.wrap(buffer, 0)
                .receiveTimeNs(receiveTimeNs)
                .reconciliationId(reconciliationId)
                .instrumentId(venueInstrumentId)
                .assetId(assetId)
                .freeE8(freeE8)
                .lockedE8(lockedE8);
        balanceTold.wrap(buffer, 0, BalanceEncoder.BLOCK_LENGTH, BalanceEncoder.SCHEMA_VERSION);
        listener.onBalance(balanceTold, nowNs);
    }

    /**
     * Ends the answer.
     *
     * @param complete false where something could not be asked for
     * @param text     why, or empty
     */
    public void end(final boolean complete, final String text, final long nowNs) {
        final byte[] bytes = bytes(text);
        end.wrap(buffer, 0)
                .receiveTimeNs(nowNs)
                .reconciliationId(reconciliationId)
                .instrumentId(venueInstrumentId)
                .openOrderCount(openOrderCount)
                .fillCount(fillCount)
                .complete(complete ? BooleanType.TRUE : BooleanType.FALSE)
                .putText(bytes, 0, bytes.length);
        reconciliationId = Instrument.NULL_VALUE;
        endTold.wrap(buffer, 0, ReconcileEndEncoder.BLOCK_LENGTH, ReconcileEndEncoder.SCHEMA_VERSION);
        listener.onReconcileEnd(endTold, nowNs);
    }

    /** Tells whether the gateway can be used. */
    public void status(final boolean ready, final String text, final long nowNs) {
        final byte[] bytes = bytes(text);
        status.wrap(buffer, 0)
                .receiveTimeNs(nowNs)
                .instrumentId(venueInstrumentId)
                .ready(ready ? BooleanType.TRUE : BooleanType.FALSE)
                .putText(bytes, 0, bytes.length);
        statusTold.wrap(buffer, 0, GatewayStatusEncoder.BLOCK_LENGTH, GatewayStatusEncoder.SCHEMA_VERSION);
        listener.onGatewayStatus(statusTold, nowNs);
    }

    private static byte[] bytes(final String text) {
        final byte[] bytes = text.isEmpty() ? NO_TEXT : text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= TEXT_LENGTH_MAX ? bytes : Arrays.copyOf(bytes, TEXT_LENGTH_MAX);
    }
}
