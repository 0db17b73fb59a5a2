package io.peregrine.api.view;

import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;

/**
 * One line of an order's history.
 *
 * @param timeNs   when the core processed it
 * @param execType what happened
 * @param status   the order's status after it
 * @param reason   why, for a refusal; otherwise {@code NONE}
 * @param text     the venue's words, or empty
 */
public record OrderEvent(long timeNs, ExecType execType, OrderStatus status, RejectReason reason, String text) {
}
