package io.peregrine.command;

import io.peregrine.message.CancelRequestDecoder;
import io.peregrine.message.InstrumentUpdateDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.PlaceOrderDecoder;
import io.peregrine.message.ReconcileDecoder;
import io.peregrine.message.ReplaceRequestDecoder;
import io.peregrine.message.ResetBreakerDecoder;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.StartStrategyDecoder;
import io.peregrine.message.StopStrategyDecoder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;

/**
 * Takes commands out of the ring that {@link CommandProxy} fills, and calls the trade core.
 *
 * <p><b>Threading:</b> confined to the trade agent. <b>Allocates:</b> none after construction.
 */
public final class CommandAdapter implements MessageHandler {
    /** Commands taken in one duty cycle at most: market data waits no longer than for these. */
    public static final int LIMIT = 16;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final StartStrategyDecoder startStrategy = new StartStrategyDecoder();
    private final StopStrategyDecoder stopStrategy = new StopStrategyDecoder();
    private final PlaceOrderDecoder placeOrder = new PlaceOrderDecoder();
    private final CancelRequestDecoder cancelRequest = new CancelRequestDecoder();
    private final ReplaceRequestDecoder replaceRequest = new ReplaceRequestDecoder();
    private final InstrumentUpdateDecoder instrumentUpdate = new InstrumentUpdateDecoder();
    private final ResetBreakerDecoder resetBreaker = new ResetBreakerDecoder();
    private final ReconcileDecoder reconcile = new ReconcileDecoder();
    private final SetLimitsDecoder setLimits = new SetLimitsDecoder();

    private final ManyToOneRingBuffer ring;
    private final CommandListener listener;
    private long nowNs;

    /**
     * @param ring     from the proxies
     * @param listener the trade core
     */
    public CommandAdapter(final ManyToOneRingBuffer ring, final CommandListener listener) {
        this.ring = ring;
        this.listener = listener;
    }

    /**
     * Hands over what is there, at most {@link #LIMIT}.
     *
     * @return number of commands
     */
    public int poll(final long nowNs) {
        this.nowNs = nowNs;
        return ring.read(this, LIMIT);
    }

    @Override
    public void onMessage(final int messageTypeId, final MutableDirectBuffer buffer, final int index, final int length) {
        header.wrap(buffer, index);
        switch (header.templateId()) {
            case StartStrategyDecoder.TEMPLATE_ID ->
                listener.onStartStrategy(startStrategy.wrapAndApplyHeader(buffer, index, header), nowNs);
            case StopStrategyDecoder.TEMPLATE_ID -> listener.onStopStrategy(stopStrategy.wrapAndApplyHeader(buffer, index, header), nowNs);
            case PlaceOrderDecoder.TEMPLATE_ID -> listener.onPlaceOrder(placeOrder.wrapAndApplyHeader(buffer, index, header), nowNs);
            case CancelRequestDecoder.TEMPLATE_ID ->
                listener.onCancelRequest(cancelRequest.wrapAndApplyHeader(buffer, index, header), nowNs);
            case ReplaceRequestDecoder.TEMPLATE_ID ->
                listener.onReplaceRequest(replaceRequest.wrapAndApplyHeader(buffer, index, header), nowNs);
            case InstrumentUpdateDecoder.TEMPLATE_ID ->
                listener.onInstrumentUpdate(instrumentUpdate.wrapAndApplyHeader(buffer, index, header), nowNs);
            case ResetBreakerDecoder.TEMPLATE_ID ->
                listener.onResetBreaker(resetBreaker.wrapAndApplyHeader(buffer, index, header), nowNs);
            case ReconcileDecoder.TEMPLATE_ID -> listener.onReconcile(reconcile.wrapAndApplyHeader(buffer, index, header), nowNs);
            case SetLimitsDecoder.TEMPLATE_ID -> listener.onSetLimits(setLimits.wrapAndApplyHeader(buffer, index, header), nowNs);
            default -> throw new IllegalStateException("not a command: template " + header.templateId());
        }
    }
}
