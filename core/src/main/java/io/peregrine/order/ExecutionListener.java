package io.peregrine.order;

import io.peregrine.message.ExecutionReportDecoder;

/**
 * Execution reports out of a gateway.
 *
 * <p><b>Threading:</b> always one thread. <b>Memory:</b> the decoder is valid only during the call.
 */
public interface ExecutionListener {
    /** Something became of an order. The variable-length text is read last, and only once. */
    void onExecutionReport(ExecutionReportDecoder report, long nowNs);
}
