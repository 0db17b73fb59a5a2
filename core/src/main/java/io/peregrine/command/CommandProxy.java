package io.peregrine.command;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelRequestEncoder;
import io.peregrine.message.InstrumentState;
import io.peregrine.message.InstrumentUpdateEncoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.PlaceOrderEncoder;
import io.peregrine.message.ReconcileEncoder;
import io.peregrine.message.ReplaceRequestEncoder;
import io.peregrine.message.ResetBreakerEncoder;
import io.peregrine.message.RiskScope;
import io.peregrine.message.SetLimitsEncoder;
import io.peregrine.message.StartStrategyEncoder;
import io.peregrine.message.StopStrategyEncoder;
import io.peregrine.risk.LimitSetting;
import io.peregrine.time.EngineClock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;

/**
 * Sends commands to the trade core: encodes them into the ring that the trade agent drains through {@link CommandAdapter}.
 *
 * <p>Each command returns its correlation id, which its record in the journal carries, or {@link #BACK_PRESSURE}.
 *
 * <p><b>Threading:</b> thread-safe; never waits. <b>Allocates:</b> two flyweights a command. <b>Errors:</b> back-pressure is a return
 * code. What the core makes of the command is in the journal and in execution reports.
 */
public final class CommandProxy {
    /** The ring is full: nothing was sent. */
    public static final long BACK_PRESSURE = -1;
    /** Any instrument, any strategy. */
    public static final int ANY = CancelRequestEncoder.instrumentIdNullValue();
    /** The longest user order id. */
    public static final int USER_ORDER_ID_LENGTH_MAX_BYTES = 64;

    /** The longest reason of a reset. */
    public static final int REASON_LENGTH_MAX_BYTES = 512;
    /** Most changes of limits in one command. */
    public static final int LIMIT_CHANGES_MAX = 64;

    /** Type of all messages on the ring; the SBE header tells which it is. */
    static final int MESSAGE_TYPE_ID = 1;

    private final ManyToOneRingBuffer ring;

    /**
     * @param ring to the trade agent
     */
    public CommandProxy(final ManyToOneRingBuffer ring) {
        this.ring = ring;
    }

    /** Start a strategy. */
    public long startStrategy(final int strategyId) {
        final long correlationId = nextCorrelationId();
        return send(correlationId, StartStrategyEncoder.BLOCK_LENGTH, (buffer, offset, header) -> new StartStrategyEncoder()
                .wrapAndApplyHeader(buffer, offset, header)
                .correlationId(correlationId)
                .timeNs(EngineClock.nowNs())
                .strategyId(strategyId));
    }

    /** Stop a strategy and cancel its orders. */
    public long stopStrategy(final int strategyId) {
        final long correlationId = nextCorrelationId();
        return send(correlationId, StopStrategyEncoder.BLOCK_LENGTH, (buffer, offset, header) -> new StopStrategyEncoder()
                .wrapAndApplyHeader(buffer, offset, header)
                .correlationId(correlationId)
                .timeNs(EngineClock.nowNs())
                .strategyId(strategyId));
    }

    /**
     * Place an order.
     *
     * @throws IllegalArgumentException for a user order id that is too long
     */
    public long placeOrder(final OrderTicket ticket) {
        final byte[] userOrderId = ticket.userOrderId().getBytes(StandardCharsets.UTF_8);
        if (userOrderId.length > USER_ORDER_ID_LENGTH_MAX_BYTES) {
            throw new IllegalArgumentException(
                    "user order id of " + userOrderId.length + " bytes, at most " + USER_ORDER_ID_LENGTH_MAX_BYTES);
        }
        final int length = PlaceOrderEncoder.BLOCK_LENGTH + PlaceOrderEncoder.userOrderIdHeaderLength() + userOrderId.length;
        final long correlationId = nextCorrelationId();
        return send(correlationId, length, (buffer, offset, header) -> new PlaceOrderEncoder()
                .wrapAndApplyHeader(buffer, offset, header)
                .correlationId(correlationId)
                .timeNs(EngineClock.nowNs())
                .instrumentId(ticket.instrumentId())
                .strategyId(ticket.strategyId())
                .price(ticket.price())
                .stopPrice(ticket.stopPrice())
                .quantity(ticket.quantity())
                .clientOrderId(PlaceOrderEncoder.clientOrderIdNullValue())
                .side(ticket.side())
                .orderType(ticket.orderType())
                .timeInForce(ticket.timeInForce())
                .postOnly(ticket.postOnly() ? BooleanType.TRUE : BooleanType.FALSE)
                .putUserOrderId(userOrderId, 0, userOrderId.length));
    }

    /** Cancel one order. */
    public long cancel(final long clientOrderId) {
        return cancelRequest(clientOrderId, ANY, ANY);
    }

    /**
     * Cancel all orders of an instrument and a strategy.
     *
     * @param instrumentId which, or {@link #ANY}
     * @param strategyId   whose, or {@link #ANY}
     */
    public long cancelAll(final int instrumentId, final int strategyId) {
        return cancelRequest(CancelRequestEncoder.clientOrderIdNullValue(), instrumentId, strategyId);
    }

    /**
     * Change a working order.
     *
     * @param price    new limit, or {@link Instrument#NULL_VALUE} to leave it as it is
     * @param quantity new whole quantity, what was filled included, or {@link Instrument#NULL_VALUE}
     */
    public long replace(final long clientOrderId, final long price, final long quantity) {
        final long correlationId = nextCorrelationId();
        return send(correlationId, ReplaceRequestEncoder.BLOCK_LENGTH, (buffer, offset, header) -> new ReplaceRequestEncoder()
                .wrapAndApplyHeader(buffer, offset, header)
                .correlationId(correlationId)
                .timeNs(EngineClock.nowNs())
                .clientOrderId(clientOrderId)
                .price(price)
                .quantity(quantity));
    }

    /** What the venue's reference data say of an instrument now. */
    public long updateInstrument(final int instrumentId, final InstrumentState state) {
        final long correlationId = nextCorrelationId();
        return send(correlationId, InstrumentUpdateEncoder.BLOCK_LENGTH, (buffer, offset, header) -> new InstrumentUpdateEncoder()
                .wrapAndApplyHeader(buffer, offset, header)
                .correlationId(correlationId)
                .timeNs(EngineClock.nowNs())
                .instrumentId(instrumentId)
                .state(state));
    }

    /**
     * Reconcile.
     *
     * @param instrumentId one of the venue's, or {@link #ANY} for all venues
     * @param accept       take what the balances are for agreed
     */
    public long reconcile(final int instrumentId, final boolean accept) {
        final long correlationId = nextCorrelationId();
        return send(correlationId, ReconcileEncoder.BLOCK_LENGTH, (buffer, offset, header) -> new ReconcileEncoder()
                .wrapAndApplyHeader(buffer, offset, header)
                .correlationId(correlationId)
                .timeNs(EngineClock.nowNs())
                .instrumentId(instrumentId)
                .accept(accept ? BooleanType.TRUE : BooleanType.FALSE));
    }

    /**
     * Reset a circuit breaker.
     *
     * @param reason who and why, at most {@link #REASON_LENGTH_MAX_BYTES} bytes
     * @throws IllegalArgumentException for a reason that is empty or too long
     */
    public long resetBreaker(final RiskScope scope, final int scopeId, final String reason) {
        final byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        if (text.length == 0 || text.length > REASON_LENGTH_MAX_BYTES) {
            throw new IllegalArgumentException("reason of " + text.length + " bytes, must be 1 to " + REASON_LENGTH_MAX_BYTES);
        }
        final int length = ResetBreakerEncoder.BLOCK_LENGTH + ResetBreakerEncoder.reasonHeaderLength() + text.length;
        final long correlationId = nextCorrelationId();
        return send(correlationId, length, (buffer, offset, header) -> new ResetBreakerEncoder()
                .wrapAndApplyHeader(buffer, offset, header)
                .correlationId(correlationId)
                .timeNs(EngineClock.nowNs())
                .targetId(scopeId)
                .scope(scope)
                .putReason(text, 0, text.length));
    }

    /**
     * Change limits, all of them between the same two orders.
     *
     * @throws IllegalArgumentException for more than {@link #LIMIT_CHANGES_MAX}
     */
    public long setLimits(final List<LimitSetting> changes) {
        if (changes.isEmpty() || changes.size() > LIMIT_CHANGES_MAX) {
            throw new IllegalArgumentException(changes.size() + " changes of limits, from 1 to " + LIMIT_CHANGES_MAX);
        }
        final int length = SetLimitsEncoder.BLOCK_LENGTH + SetLimitsEncoder.ChangesEncoder.HEADER_SIZE
                + changes.size() * SetLimitsEncoder.ChangesEncoder.sbeBlockLength();
        final long correlationId = nextCorrelationId();
        return send(correlationId, length, (buffer, offset, header) -> {
            final SetLimitsEncoder.ChangesEncoder group = new SetLimitsEncoder()
                    .wrapAndApplyHeader(buffer, offset, header)
                    .correlationId(correlationId)
                    .timeNs(EngineClock.nowNs())
                    .changesCount(changes.size());
            for (final LimitSetting change : changes) {
                group.next().value(change.value()).scopeId(change.scopeId()).riskLimit(change.limit()).riskScope(change.scope());
            }
        });
    }

    private long cancelRequest(final long clientOrderId, final int instrumentId, final int strategyId) {
        final long correlationId = nextCorrelationId();
        return send(correlationId, CancelRequestEncoder.BLOCK_LENGTH, (buffer, offset, header) -> new CancelRequestEncoder()
                .wrapAndApplyHeader(buffer, offset, header)
                .correlationId(correlationId)
                .timeNs(EngineClock.nowNs())
                .clientOrderId(clientOrderId)
                .instrumentId(instrumentId)
                .strategyId(strategyId));
    }

    private long nextCorrelationId() {
        return ring.nextCorrelationId() + 1;
    }

    private long send(final long correlationId, final int bodyLength, final Encoding encoding) {
        final int index = ring.tryClaim(MESSAGE_TYPE_ID, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
        if (index < 0) {
            return BACK_PRESSURE;
        }
        boolean encoded = false;
        try {
            encoding.encode(ring.buffer(), index, new MessageHeaderEncoder());
            encoded = true;
        } finally {
            if (encoded) {
                ring.commit(index);
            } else {
                ring.abort(index);
            }
        }
        return correlationId;
    }

    /** Writes one message into a claimed place. */
    @FunctionalInterface
    private interface Encoding {
        void encode(MutableDirectBuffer buffer, int offset, MessageHeaderEncoder header);
    }
}
