package io.peregrine.api.view;

import io.peregrine.message.RejectReason;
import io.peregrine.message.Severity;

/**
 * A risk event of the core.
 *
 * @param sequence     its place in the journal: what {@code since} in REST refers to, and unique
 * @param timeNs       when
 * @param severity     how bad
 * @param rule         which rule
 * @param strategyId   whose order, or a null value
 * @param instrumentId which instrument, or a null value
 * @param orderId      which order, or a null value
 * @param limitE8      the limit, at 8 decimals, or a null value
 * @param valueE8      what it was compared with, or a null value
 */
public record RiskNotice(
        long sequence,
        long timeNs,
        Severity severity,
        RejectReason rule,
        int strategyId,
        int instrumentId,
        long orderId,
        long limitE8,
        long valueE8) {
}
